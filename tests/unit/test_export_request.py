"""What the programme pack adds to a wish for a workbook."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import export_request
from bot.programmes import known_programmes, load_programme
from bot.settings import Settings
from tests.centre import Centre

DAY = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize("programme", known_programmes())
def test_no_programme_states_a_threshold(programme: str, centre: Centre) -> None:
    request = export_request.export_request(Settings(programme=programme), Path("m.xlsx"), DAY, DAY)
    assert (request.deficit_threshold, request.threshold_stated) == (50.0, False)


def test_a_stated_threshold_is_told_apart_from_an_equal_default(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    stated = replace(load_programme(known_programmes()[0]), deficit_threshold=50.0, threshold_stated=True)
    monkeypatch.setattr(export_request, "load_programme", lambda _: stated)
    request = export_request.export_request(Settings(), Path("m.xlsx"), DAY, DAY)
    assert (request.deficit_threshold, request.threshold_stated) == (50.0, True)


@pytest.mark.parametrize("programme", known_programmes())
def test_who_is_young_is_what_the_programme_says(programme: str, centre: Centre) -> None:
    request = export_request.export_request(Settings(programme=programme), Path("m.xlsx"), DAY, DAY)
    assert request.young == load_programme(programme).young
