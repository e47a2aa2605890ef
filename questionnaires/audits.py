"""A professional standard + a plan → a self-audit. Knows no files and no people."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from questionnaires.items import Frozen, Item
from questionnaires.labour import LabourFunction, LabourText, Standard
from questionnaires.model import Level, Questionnaire

Form = Literal["short", "full"]
SCALE = "mastery"
RECALLED_HINT = "Формулировка дана нами по памяти, это не цитата приказа."


class FormPlan(Frozen):
    """What one form says of itself."""

    title: str
    minutes: int
    intro: str


class Gate(Frozen):
    """Questions asked before the labour functions, because their conditions need the answers."""

    code: str
    title: str
    items: tuple[Item, ...]


class FunctionPlan(Frozen):
    """A labour function in the audit: heading, statement and competence groups of the short form."""

    heading: str
    short: str
    groups: tuple[str, ...]
    when: str | None = None


class AuditPlan(Frozen):
    """How one standard becomes audits. `when` holds conditions by the letter of the generalized function."""

    standard: str
    code: str
    full: FormPlan
    short: FormPlan
    gate: Gate | None = None
    when: dict[str, str] = Field(default_factory=dict)
    functions: dict[str, FunctionPlan]


class MasteryScale(Frozen):
    """The options of every audit item, and the bands of its scores."""

    class Options(Frozen):
        """A scale before it has a code: `Scale` derives the codes of options from their values."""

        not_applicable: str
        options: tuple[dict[str, str | int], ...]

    scale: Options
    levels: tuple[Level, ...]


class GroupMapping(Frozen):
    """Competence groups, and standard id → function code → action number → group ids."""

    groups: dict[str, str]
    actions: dict[str, dict[str, dict[int, tuple[str, ...]]]]


Examples = Mapping[str, Mapping[str, Mapping[int, int]]]
"""Standard id → function code → action number → number of the skill shown as an example."""


def generate_audit(
    standard: Standard,
    plan: AuditPlan,
    mastery: MasteryScale,
    mapping: GroupMapping,
    form: Form,
    examples: Examples | None = None,
) -> Questionnaire:
    """The audit of a standard: a section per labour function of the plan, in the standard's order.

    Full form: an item per labour action. Short form: one statement per function, the project's wording.
    Which sections a respondent sees is decided by their conditions, from attributes and the gate's answers.
    """
    text = plan.full if form == "full" else plan.short
    groups, skills = mapping.actions.get(standard.id, {}), (examples or {}).get(standard.id, {})
    sections: list[dict[str, Any]] = [plan.gate.model_dump()] if plan.gate else []
    for function in standard.functions:
        chosen = plan.functions.get(function.code)
        if chosen and form == "full":
            items = list(_action_items(function, groups.get(function.code, {}), skills.get(function.code, {})))
            sections.append(_section(standard, function, plan, items))
        elif chosen:
            sections.append(_section(standard, function, plan, [_short_item(function, chosen)]))
    return Questionnaire.model_validate(
        {
            "code": f"{plan.code}-{form}",
            "title": text.title,
            "spec_version": 1,
            "intro": text.intro,
            "kind": "audit",
            "duration_minutes": text.minutes,
            "standard": standard.id,
            "form": form,
            "scales": {SCALE: mastery.scale.model_dump()},
            "sections": sections,
            "profile": _profile(mastery, mapping),
        }
    )


def _profile(mastery: MasteryScale, mapping: GroupMapping) -> dict[str, Any]:
    return {"levels": mastery.levels, "functions": True, "groups": mapping.groups, "overall": True}


def section_code(function: str) -> str:
    """`A/01.6` → `A01.6`."""
    return function.replace("/", "")


def action_item_code(function: str, action: LabourText) -> str:
    """`A/01.6-ТД3` → `A01.6-3`: the same action keeps its code in every version."""
    return f"{section_code(function)}-{action.number}"


def _section(
    standard: Standard, function: LabourFunction, plan: AuditPlan, items: list[dict[str, Any]]
) -> dict[str, Any]:
    chosen = plan.functions[function.code]
    return {
        "code": section_code(function.code),
        "title": chosen.heading,
        "note": _note(standard, function),
        "when": chosen.when or plan.when.get(function.code.partition("/")[0]),
        "function": function.code,
        "standard": standard.id,
        "items": items,
    }


def _note(standard: Standard, function: LabourFunction) -> str:
    """The function's name: in quotation marks only when it comes from a source."""
    if function.verified == "source":
        return f"Трудовая функция {function.code} «{function.name}»"
    order = standard.order.number
    return f"Трудовая функция {function.code} (название по памяти, не цитата приказа {order}): {function.name}"


def _action_items(
    function: LabourFunction, groups: Mapping[int, tuple[str, ...]], skills: Mapping[int, int]
) -> Iterator[dict[str, Any]]:
    by_number = {skill.number: skill.text for skill in function.skills}
    for action in function.actions:
        yield {
            "kind": "scale",
            "code": action_item_code(function.code, action),
            "label": action.text,
            "hint": RECALLED_HINT if action.verified == "recalled" else None,
            "example": by_number.get(skills.get(action.number, 0)),
            "scale": SCALE,
            "action": action.id,
            "groups": groups.get(action.number, ()),
        }


def _short_item(function: LabourFunction, plan: FunctionPlan) -> dict[str, Any]:
    return {
        "kind": "scale",
        "code": f"{section_code(function.code)}-S",
        "label": plan.short,
        "hint": RECALLED_HINT if function.recalled else None,
        "scale": SCALE,
        "groups": plan.groups,
    }
