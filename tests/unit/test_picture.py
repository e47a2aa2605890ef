"""The profile picture: drawn in a child, the same for the same values."""

import asyncio
import struct
import sys
from asyncio.subprocess import PIPE
from signal import SIGKILL

import pytest

from exports.picture import Bar, Painter, ProfilePicture, _percent
from tests.centre import ROOT

PICTURE = ProfilePicture(
    "Профиль",
    (Bar("Обучение", 72.0), Bar("Очень длинное название трудовой функции " * 6, 38.4), Bar("Развитие", None)),
    threshold=50,
    strong=80,
)


async def test_a_child_draws_the_same_png_twice() -> None:
    painter = Painter()
    first, second = await painter.draw(PICTURE), await painter.draw(PICTURE)
    painter.close()
    assert first == second
    assert first.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", first[16:24])
    assert width == 864
    assert 300 < height < 2 * width
    assert "matplotlib" not in sys.modules


KILLED = """
import asyncio, os, signal
from exports.picture import Painter
from tests.unit.test_picture import PICTURE

async def main():
    await Painter().draw(PICTURE)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def test_a_killed_bot_leaves_no_child_behind() -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", KILLED, cwd=ROOT, stdout=PIPE, stderr=PIPE)
    await asyncio.wait_for(process.communicate(), 60)  # to the end of its output, which a child would hold open
    assert process.returncode == -SIGKILL


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0 %"), (38.4, "38 %"), (49.4, "49 %"), (49.96, "49,9 %"), (50, "50 %"), (79.6, "79,6 %")]
)
def test_rounding_does_not_lift_a_value_onto_a_border(value: float, text: str) -> None:
    assert _percent(value, PICTURE).replace("\N{NO-BREAK SPACE}", " ") == text
