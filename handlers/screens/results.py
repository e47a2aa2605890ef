"""Results as screens."""

from zoneinfo import ZoneInfo

from bot.domain.results import Result, is_strong
from bot.screen import Button, Screen
from handlers.callbacks import Menu
from handlers.callbacks import Result as ResultKey
from handlers.texts import results as texts
from questionnaires.scoring import Score

HOME = Button(texts.HOME, Menu(to="home").pack())
LIMIT = 4000  # UTF-16 units left for the text of a screen


def result_screen(result: Result, zone: ZoneInfo) -> Screen:
    """Strong, in work, deficits; competence groups; what to do; who sees it."""
    functions = result.of_kind("function")
    blocks = [texts.head(result, zone)]
    blocks += _functions(result, functions) if functions else _plain_scores(result)
    blocks += [
        texts.compared(result, zone),
        "" if functions else texts.curve(result, zone),
        texts.advice(result) if functions else "",
        texts.SEEN_BY_OTHERS,
    ]
    back = Button(texts.BACK_TO_RESULTS, Menu(to="results").pack())
    return Screen(_fitting(blocks), ((back,), (HOME,)))


def _functions(result: Result, functions: tuple[Score, ...]) -> list[str]:
    deficits = [score for score in functions if score.deficit]
    strong = [score for score in functions if is_strong(score)]
    between = [score for score in functions if score not in deficits and score not in strong]
    groups = [texts.line(result, score) for score in result.of_kind("group")]
    return [
        texts.group(texts.STRONG, _lines(result, strong), texts.NO_STRONG),
        texts.group(texts.BETWEEN, _lines(result, between), texts.NO_BETWEEN),
        texts.group(texts.DEFICITS, _lines(result, deficits), texts.NO_DEFICITS),
        texts.group(texts.GROUPS, groups, "") if groups else "",
    ]


def _plain_scores(result: Result) -> list[str]:
    scores = [score for score in result.scores if score.value is not None]
    return [texts.group(texts.TOTALS, _lines(result, scores), "")] if scores else []


def _lines(result: Result, scores: list[Score]) -> list[str]:
    """Each score with what its level means, said once per level."""
    lines: list[str] = []
    told: set[str | None] = set()
    for score in scores:
        lines.append(texts.line(result, score))
        if score.level not in told and (about := texts.description(result, score)):
            lines.append(about)
        told.add(score.level)
    return lines


def _fitting(blocks: list[str]) -> str:
    """Join the blocks; drop from the middle what does not fit, never the head and never who sees the result."""
    kept = [block for block in blocks if block]
    while len("\n\n".join(kept).encode("utf-16-le")) // 2 > LIMIT and len(kept) > 2:
        kept.pop(-2)
    return "\n\n".join(kept)


def results_screen(results: tuple[Result, ...], zone: ZoneInfo) -> Screen:
    """The list of completed submissions; only scored ones have something to open."""
    if not results:
        start = Button(texts.TO_QUESTIONNAIRES, Menu(to="questionnaires").pack())
        return Screen(texts.NO_RESULTS, ((start,), (HOME,)))
    rows = tuple(
        (Button(texts.result_button(result, zone), ResultKey(submission=result.submission_id).pack()),)
        for result in results[:20]
    )
    return Screen(texts.results_head(len(results)), (*rows, (HOME,)))
