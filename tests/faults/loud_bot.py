"""`python -m bot run` with everything logged that can be: what it says must still hold no token."""

from functools import partial

import bot.logs
from bot.cli import app

if __name__ == "__main__":
    bot.logs.set_up_logs = partial(bot.logs.set_up_logs, "DEBUG")
    app(["run"])
