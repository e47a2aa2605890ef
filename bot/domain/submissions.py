"""A respondent's set of responses on its way from draft to completed. Pure values and rules."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from bot.domain.errors import DomainError

Attribute = str | int | bool | tuple[str, ...] | None
Attributes = Mapping[str, Attribute]

RECEIPT_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is read two ways
DRAFT_DAYS = 90  # privacy.md 10: drafts are kept this long


class SubmissionState(StrEnum):
    """Where a submission is in its life; only a draft takes answers."""

    DRAFT = "draft"
    COMPLETED = "completed"
    EXPIRED = "expired"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Cursor:
    """What the live message of a submission shows.

    `item`: the next question, `edit`: an answered one opened for change, `review`: all sections,
    `section`: the answers of one section; `code` is the item's or the section's. `warned` is the fingerprint of a text
    that was not accepted without a second look, `search` what narrows a long list of options.
    """

    kind: Literal["item", "edit", "review", "section"]
    code: str = ""
    warned: str = ""
    search: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}:{self.warned}:{self.search}".rstrip(":")

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        """Read what `str` wrote."""
        kind, code, warned, search = (*text.split(":", 3), "", "", "")[:4]
        match kind:
            case "item" | "edit" | "review" | "section":
                return cls(kind, code, warned, search)
            case _:
                raise ValueError(text)


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission as stored. `attributes` is the respondent's snapshot taken at the start.

    `subject` is what it is about: kind and id. Of what answers a campaign, `participation_id` is stored, the rest
    (`campaign_id`, `closes_at`, `anonymous`) follows from it, so that an extension or a stop holds at once.
    """

    id: int
    version_id: int
    respondent_id: int
    organisation_id: int | None
    state: SubmissionState
    receipt: str | None
    seed: str
    attributes: Attributes
    cursor: Cursor
    message_id: int | None
    started_at: int
    touched_at: int
    completed_at: int | None
    participation_id: int | None = None
    subject: tuple[str, int | None] = ("self", None)
    campaign_id: int | None = None
    closes_at: int | None = None
    anonymous: bool = False

    def as_of(self, now: int) -> "Submission":
        """How it stands at this time: a draft whose campaign is over takes no answers, put away already or not."""
        if self.state is SubmissionState.DRAFT and self.closes_at is not None and now >= self.closes_at:
            return replace(self, state=SubmissionState.EXPIRED, touched_at=self.closes_at)
        return self

    def check_open(self) -> None:
        """Refuse any change to what is no longer a draft: `submission_over` when its campaign is over."""
        if self.state is SubmissionState.EXPIRED and self.closes_at is not None:
            raise DomainError("submission_over", at=self.closes_at, anonymous=int(self.anonymous))
        if self.state is not SubmissionState.DRAFT:
            raise DomainError("submission_closed", state=self.state.value, at=self.completed_at or self.touched_at)

    def is_stale(self, now: int) -> bool:
        """Tell whether a draft has outlived its term."""
        return self.state is SubmissionState.DRAFT and now - self.touched_at > DRAFT_DAYS * 86_400


def receipt_code(random_number: int) -> str:
    """Spell a random number of at least 40 bits as a receipt: two groups of four signs, «K7QM-24XA»."""
    signs = []
    for _ in range(8):
        random_number, rest = divmod(random_number, len(RECEIPT_ALPHABET))
        signs.append(RECEIPT_ALPHABET[rest])
    return f"{''.join(signs[:4])}-{''.join(signs[4:])}"
