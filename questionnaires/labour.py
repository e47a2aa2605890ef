"""A professional standard as a typed value, with the provenance of every text. Knows no files and no audits."""

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Verified = Literal["source", "recalled"]


class Entry(BaseModel):
    """A catalogue entry: frozen; what this version does not read is left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class LabourText(Entry):
    """A labour action, a skill or a piece of knowledge. `recalled` texts are never shown as quotations."""

    id: str
    text: str
    verified: Verified

    @cached_property
    def number(self) -> int:
        """Its place in the standard: 3 for `A/01.6-ТД3`."""
        return int("".join(sign for sign in self.id.rpartition("-")[2] if sign.isdigit()))


class LabourFunction(Entry):
    """A labour function (трудовая функция)."""

    code: str
    name: str
    level: str
    verified: Verified
    confidence: str | None = None
    actions_complete: Literal["full", "likely", "partial", "none"] = "none"
    actions: tuple[LabourText, ...] = ()
    skills: tuple[LabourText, ...] = ()
    knowledge: tuple[LabourText, ...] = ()

    @property
    def recalled(self) -> bool:
        """Whether its name or any of its actions is worded from memory rather than from a source."""
        return self.verified == "recalled" or any(action.verified == "recalled" for action in self.actions)


class GeneralizedFunction(Entry):
    """A generalized labour function (обобщенная трудовая функция)."""

    code: str
    name: str
    level: str
    verified: Verified
    job_titles: tuple[str, ...] = ()
    functions: tuple[LabourFunction, ...] = ()


class Order(Entry):
    """The order that approved the standard. `date` is ISO text."""

    authority: str
    number: str
    date: str
    verified: Verified | None = None


class Status(Entry):
    """Whether the order was in force, and when that was looked up."""

    in_force: str
    as_of: str
    note: str | None = None


class Standard(Entry):
    """A professional standard and where its texts come from."""

    id: str
    title: str
    short_title: str
    order: Order
    status: Status | None = None
    edition_of_text: str | None = None
    completeness: dict[str, str] = Field(default_factory=dict)
    sources: dict[str, str] = Field(default_factory=dict)
    job_titles: tuple[str, ...] = ()
    generalized_functions: tuple[GeneralizedFunction, ...] = ()

    @property
    def functions(self) -> Iterator[LabourFunction]:
        """All labour functions in order."""
        for generalized in self.generalized_functions:
            yield from generalized.functions

    @property
    def has_actions(self) -> bool:
        """Whether any labour action is known."""
        return any(function.actions for function in self.functions)

    @property
    def recalled(self) -> bool:
        """Whether any function or action is worded from memory rather than from a source."""
        return any(function.recalled for function in self.functions)
