"""`python -m bot …`: the commands by name. Knows no more of them than what they are called."""

from bot.commands import exports, questionnaires, roles
from bot.commands.administrator import init
from bot.commands.courses import import_courses
from bot.commands.demo import demo
from bot.commands.frame import Commands
from bot.commands.invitations import invite
from bot.commands.people import import_people, organisations
from bot.commands.running import run
from bot.commands.store import backup, check, restore

app = Commands("Бот самоаудита педагогов: команды для методического центра.")
importing = Commands("Загрузить данные центра.")
importing.add(import_people, "people")
importing.add(import_courses, "courses")

app.add(run, "run")
app.add(demo, "demo")
app.add(init, "init")
app.add_typer(importing, name="import")
app.add(organisations, "organisations")
app.add(invite, "invite")
app.add_typer(roles.app, name="role")
app.add_typer(exports.app, name="export")
app.add_typer(questionnaires.app, name="questionnaire")
app.add(backup, "backup")
app.add(restore, "restore")
app.add(check, "check")


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    app()
