"""P09 and P11: every file of random municipalities before somebody who knows who works where and teaches what."""

from collections.abc import Collection, Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.counts import NO_SUBJECT, Place
from bot.domain.disclosure import THRESHOLD
from bot.domain.monitoring import Cut, Finding, Monitoring, Unit
from tests.detective import told
from tests.towns import ACTIONS, ASKED, FULL, SHORT, Town, published

places = st.builds(
    Place,
    st.sampled_from("абв"),
    st.sampled_from([(), ("физика",), ("химия",), ("физика", "химия")]),
)
small = st.integers(0, 3)
keys = st.tuples(places, st.sampled_from([FULL, SHORT]))
towns = st.builds(
    Town,
    completed=st.dictionaries(keys, st.integers(1, 9), min_size=1, max_size=6),
    omitted=st.dictionaries(keys, st.dictionaries(st.sampled_from(["a", "b", "c", "s", "t", "b c", "a b"]), small)),
    trying=st.dictionaries(places, small, max_size=3),
    again=st.dictionaries(st.tuples(st.sampled_from("абв"), st.sampled_from([FULL, SHORT])), small, max_size=2),
    compared=st.dictionaries(keys, st.integers(1, 9), max_size=4),
    apart=st.dictionaries(keys, small, max_size=2),
)
Atom = tuple[object, ...]


def files(town: Town) -> dict[tuple[str, ...], Monitoring]:
    """The municipality's file and those of its organisations."""
    return {scope: published(town, scope) for scope in ((), *((here,) for here in organisations(town)))}


def organisations(town: Town) -> list[str]:
    places = [*town.trying, *(place for place, _ in (*town.completed, *town.apart))]
    return sorted({place.organisation for place in places} | {here for here, _ in town.again})


def belongs(place: Place, unit: Unit, scope: tuple[str, ...]) -> bool:
    if scope and place.organisation not in scope:
        return False
    mine = {Cut.TOTAL: [""], Cut.ORGANISATION: [place.organisation], Cut.SUBJECT: place.subjects or (NO_SUBJECT,)}
    return unit.code in mine[unit.cut]


def answers(place: Place, items: str) -> set[Atom]:
    """Who has a score of these items: with an earlier one beside it, and without."""
    return {(place, items), (place, items, "compared")}


def printed_answers(town: Town, items: Collection[str]) -> Iterator[set[Atom]]:
    """What all files say of scores, gains and marks made of these items."""
    for scope, file in files(town).items():
        last = [key for key in town.completed if not scope or key[0].organisation in scope]
        for one in file.findings:
            code, mine = one.measure.code, [key for key in last if belongs(key[0], one.unit, scope)]
            if one.n is not None and ASKED[FULL, code] in items:
                yield {atom for place, form in mine for atom in answers(place, ASKED[form, code])}
        for gain in file.gains:
            code, apart = gain.measure.code, [key for key in town.apart if not scope or key[0].organisation in scope]
            if gain.gain is not None and ASKED[FULL, code] in items:
                yield {(place, ASKED[form, code], "compared") for place, form in last} | {
                    (place, ASKED[form, code], "apart") for place, form in apart
                }
        for action in file.difficulties:
            if ACTIONS[action.action] in items:
                mine = [key for key in last if key[1] == FULL]
                yield {atom for place, _ in mine for atom in answers(place, ACTIONS[action.action])}


def printed_people(town: Town) -> Iterator[set[Atom]]:
    """What all files say of who took part."""
    for scope, file in files(town).items():
        here = [*(scope or organisations(town))]
        last = {key for key in town.completed if key[0].organisation in here}
        for one in file.coverages:
            if one.diagnosed is not None:
                yield {key for key in last if belongs(key[0], one.unit, scope)}
        if file.progress.finished is not None:
            yield {*last}
        if file.progress.started is not None:
            yield {*last, *((place,) for place in town.trying if place.organisation in here)}
        for version in file.versions:
            if version.completed is not None:
                number = FULL if version.code == "audit-full" else SHORT
                again = {("again", *key) for key in town.again if key[0] in here and key[1] == number}
                yield {key for key in last if key[1] == number} | again


@settings(max_examples=60)
@given(towns)
def test_p09_p11_no_combination_of_all_files_tells_of_few_peoples_answers(town: Town) -> None:
    atoms: dict[Atom, int] = {}
    asked = {(form, items) for (form, _), items in ASKED.items()} | {(FULL, "b")}
    for form, items in asked:
        for place in [place for place, version in town.completed if version == form]:
            twice = town.both(place, form, items)
            atoms |= {(place, items): town.rated(place, form, items) - twice, (place, items, "compared"): twice}
        atoms |= {(place, items, "apart"): n for (place, version), n in town.apart.items() if version == form}
    for linked in (["a", "c"], ["b c", "a b"], ["b"]):
        figures = list(printed_answers(town, linked))
        used = {atom: n for atom, n in atoms.items() if any(atom in figure for figure in figures)}
        assert told(figures, used, THRESHOLD) is None


@settings(max_examples=60)
@given(towns)
def test_p09_p11_no_combination_of_all_files_tells_who_took_part_where_they_are_few(town: Town) -> None:
    atoms: dict[Atom, int] = dict(town.completed.items())
    atoms |= {(place,): n for place, n in town.trying.items()}
    atoms |= {("again", *key): n for key, n in town.again.items()}
    assert told(printed_people(town), atoms, THRESHOLD) is None


@settings(max_examples=60)
@given(towns)
def test_p11_an_organisations_file_shows_of_itself_what_the_municipalitys_file_shows(town: Town) -> None:
    whole, *own = files(town).items()
    for (here,), file in own:
        rows = [one for one in whole[1].findings if one.unit.cut is Cut.ORGANISATION and one.unit.code == here]
        assert [one for one in file.findings if one.unit.cut is Cut.ORGANISATION] == rows
        everybody = [one for one in file.findings if one.unit.cut is Cut.TOTAL]
        assert [figures(one) for one in everybody] == [figures(one) for one in rows]


def figures(one: Finding) -> tuple[object, ...]:
    return (one.measure, one.n, one.deficits, one.mean)
