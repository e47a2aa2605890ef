"""Checks of the scoring rules: what they name must exist and be scorable. Knows no standards."""

from collections import Counter
from collections.abc import Iterator

from questionnaires.inspection.outline import Outline
from questionnaires.issues import Finding, Place
from questionnaires.model import Profile
from questionnaires.scoring import bounds


def profile_findings(outline: Outline) -> Iterator[Finding]:
    """Findings about levels, named scales, groups and functions."""
    profile = outline.questionnaire.profile
    groups = profile.groups if profile else {}
    for entry in outline.entries:
        for group in entry.item.groups:
            if group not in groups:
                yield Finding((*entry.place, "groups"), "unknown-group", {"group": group}, entry.item.code)
    if profile is None:
        return
    yield from _levels(profile)
    yield from _scales(profile, outline)
    if profile.functions and not any(section.function for section in outline.questionnaire.sections):
        yield Finding(("profile", "functions"), "no-functions", {}, None, "warning")


def _levels(profile: Profile) -> Iterator[Finding]:
    place: Place = ("profile", "levels")
    starts = Counter(level.at_least for level in profile.levels)
    codes = Counter(level.code for level in profile.levels)
    for at, level in enumerate(profile.levels):
        if starts[level.at_least] > 1 or codes[level.code] > 1:
            yield Finding((*place, at), "duplicate-level", {"level": level.code})
    if profile.levels and 0 not in starts:
        yield Finding(place, "no-lowest-level", {"at_least": min(starts)}, None, "warning")


def _scales(profile: Profile, outline: Outline) -> Iterator[Finding]:
    for at, scale in enumerate(profile.scales):
        for within, code in enumerate(scale.items):
            place: Place = ("profile", "scales", at, "items", within)
            entry = outline.by_code.get(code)
            if entry is None:
                yield Finding(place, "unknown-item", {"name": code})
            elif bounds(entry.item) is None and code not in outline.broken:
                yield Finding(place, "not-scorable", {"name": code})
