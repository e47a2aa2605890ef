"""What the centre's staff reads about invitations made on its machine."""

from collections.abc import Sequence
from datetime import date

from bot.domain.participation import Participation
from handlers.texts.plurals import plural

ADMINISTRATOR = "администратор бота"
CONFIRM = "Загрузить?"
CANCELLED = "Ничего не загружено, реестр прежний. Загрузить без вопроса: --yes"
NOBODY = "Приглашать некого: все работающие люди из списка уже подключены. Ничего не изменено."
NOT_PRINTED = (
    "Приглашения выданы, но файл записать не удалось: {reason}.\n"
    "Освободите место и выдайте их заново: добавьте к команде --renew, прежние перестанут действовать."
)
LOCAL = "Токена нет, поэтому ссылки ведут в местный мессенджер: такие листы годятся только для пробы."
NAMED = "На листах имена: распечатайте их, раздайте лично, файл не пересылайте и после печати удалите."
UNNAMED = "В файле коды и приглашения без имён. Приглашение — это вход: передавайте файл так же бережно, как пароль."


def all_waiting(count: int) -> str:
    """Nobody left without an invitation."""
    people = plural(count, "человек", "человека", "человек")
    return (
        f"У всех, кого можно пригласить ({people}), уже есть действующее приглашение. Ничего не изменено.\n"
        "Если листы потеряны, добавьте --renew: прежние приглашения перестанут действовать."
    )


def issued(count: int, file: str, pages: int | None, expires: date) -> str:
    """The file is there."""
    sheets = f", {plural(pages, 'лист', 'листа', 'листов')}" if pages is not None else ""
    return (
        f"{plural(count, 'приглашение', 'приглашения', 'приглашений')}: {file}{sheets}. "
        f"Срок — до {expires:%d.%m.%Y}, каждое действует один раз."
    )


def skipped(count: int) -> str:
    """Who keeps what was given out before."""
    people = plural(count, "человека", "человек", "человек")
    return f"Ещё у {people} приглашение уже есть и действует; им новое не выдано (--renew выдаст)."


def transferred(code: str) -> str:
    """A person may come with another account."""
    return f"Прежний аккаунт {code} отключён. Ответы, результаты и согласия сохранены и ждут нового входа."


def admin(code: str, link: str, payload: str, expires: date) -> str:
    """The one and only time the administrator's invitation is shown."""
    return (
        f"Администратор записан в реестр под кодом {code}. Имя не требуется.\n\n"
        f"Ссылка для входа (показана один раз, до {expires:%d.%m.%Y}):\n{link}\n\n"
        f"Или пришлите боту сообщение:\n{payload}\n\n"
        "Кто откроет её первым, станет администратором: не пересылайте её."
    )


def imported(added: int, changed: int) -> str:
    """The register holds the list now."""
    return (
        f"Загружено: новых — {added}, изменено — {changed}. Имена закрыты ключом и видны только в файлах этого "
        "компьютера.\nДальше — приглашения: python -m bot invite --out приглашения.pdf"
    )


def problems(count: int, file: str | None) -> str:
    """An import is refused."""
    found = plural(count, "ошибка", "ошибки", "ошибок")
    listed = f" Они записаны в {file}." if file else " Список в Excel: добавьте --problems ФАЙЛ.xlsx"
    return f"{found}. Ничего не загружено, реестр прежний: исправьте файл и повторите.{listed}"


def organisations(found: Sequence[Participation]) -> tuple[str, ...]:
    """A line for each organisation."""
    if not found:
        return ("В реестре пока нет организаций. Загрузите список: python -m bot import people ФАЙЛ.xlsx",)
    head = f"{'Код':<10}{'Работают':>9}{'Приглашены':>12}{'Подключены':>12}  Организация"
    return (
        head,
        *(
            f"{one.organisation.code:<10}{one.people:>9}{one.waiting:>12}{one.connected:>12}  {one.organisation.name}"
            for one in found
        ),
    )


def template(file: str) -> str:
    """An empty list to fill in."""
    return f"Записана пустая книга: {file}. На листе «Как заполнять» объяснены колонки."
