"""The programme packs as files, and reading one of them into a value."""

from pathlib import Path
from typing import Any

import yaml

from bot.domain.people import YoungDefinition
from bot.domain.programmes import DEFICIT_THRESHOLD, FOLLOW_UP_DAYS, REAUDIT_DAYS, Programme
from questionnaires.document import LOADER

FOLDER = Path(__file__).parent


def known_programmes() -> tuple[str, ...]:
    """Return the ids that `PROGRAMME` may name."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


def load_programme(programme: str) -> Programme:
    """Read a pack. Raises KeyError when there is none of this id."""
    if programme not in known_programmes():
        raise KeyError(programme)
    pack: dict[str, Any] = yaml.load((FOLDER / f"{programme}.yaml").read_bytes(), Loader=LOADER)  # noqa: S506 - a safe one
    parameters = pack["parameters"]
    stated = parameters.get("deficit_threshold")
    return Programme(
        id=pack["id"],
        title=pack["title"],
        municipality=pack["municipality"],
        operator=pack["operator"].get("short") or pack["operator"]["name"],
        groups={group["id"]: group["name"] for group in pack["competence_groups"]},
        young=_young(parameters.get("young_teacher")),
        deficit_threshold=float(stated) if stated is not None else DEFICIT_THRESHOLD,
        threshold_stated=stated is not None,
        follow_up_days=parameters.get("post_course_interval_days") or FOLLOW_UP_DAYS,
        reaudit_days=parameters.get("reaudit_days") or REAUDIT_DAYS,
    )


def _young(stated: dict[str, Any] | None) -> YoungDefinition | None:
    if stated is None:
        return None
    return YoungDefinition(stated.get("max_age_below"), stated.get("tenure_years_max"))
