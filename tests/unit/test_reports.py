"""Requests for the workbook: whose rows, kept as text and told in words."""

import pytest

from bot.domain.reports import GROUPS, ExportJob, ExportState, scope_of_places
from handlers.texts.reports import caption


@pytest.mark.parametrize(
    ("scope", "organisations"),
    [
        ("", ()),
        (GROUPS, ()),
        (scope_of_places(("SCH-2",)), ("SCH-2",)),
        (scope_of_places(("ШКОЛА-1/А", "007", "SCH.2")), ("007", "SCH.2", "ШКОЛА-1/А")),
    ],
)
def test_the_scope_names_its_organisations(scope: str, organisations: tuple[str, ...]) -> None:
    assert ExportJob(1, 1, 1, scope, ExportState.RUNNING).organisations == organisations


@pytest.mark.parametrize(
    ("organisations", "whose"),
    [
        (0, "весь муниципалитет"),
        (1, "учреждение E-1"),
        (5, "учреждения E-1, E-2, E-3, E-4, E-5"),
        (6, "6 учреждений"),
        (22, "22 учреждения"),
    ],
)
def test_the_caption_says_whose_rows_they_are(organisations: int, whose: str) -> None:
    codes = tuple(f"E-{number}" for number in range(1, organisations + 1))
    assert caption(codes, 2, "10.09.2026 12:00").startswith(f"Мониторинг: {whose}, 2 отправленные анкеты.")
