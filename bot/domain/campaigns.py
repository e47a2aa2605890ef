"""One run of a questionnaire for an audience: values and the rules of its life. Knows no storage and no wording."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.segments import Segment

GROUP_THRESHOLD = 5
COMMENT_THRESHOLD = 10


class CampaignKind(StrEnum):
    """What a campaign is for; all but the plain one are started by the planner."""

    PLAIN = "plain"
    CHECKIN = "checkin"  # standing: asks each young teacher at the points of the adaptation plan
    MENTOR_VIEW = "mentor_view"  # standing: the mentor's short form beside a check-in
    SATISFACTION = "satisfaction"  # on the last day of a course run
    FOLLOW_UP = "follow_up"  # an interval after it
    REAUDIT = "reaudit"  # later: the audit again, for the functions the course serves


STANDING = frozenset({CampaignKind.CHECKIN, CampaignKind.MENTOR_VIEW})
"""Who is asked, and when, is planned for each person; the others ask their whole audience as soon as they open."""


class CampaignState(StrEnum):
    """`draft` may be changed; `planned` waits for its opening; `stopped` was ended before its time."""

    DRAFT = "draft"
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    STOPPED = "stopped"


class ParticipationState(StrEnum):
    """How far somebody who is asked has come. Whether the question reached them is the delivery's business."""

    ASKED = "asked"
    OPENED = "opened"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Reminders:
    """At least `days` between two messages about one questionnaire, at most `most` reminders."""

    days: int = 3
    most: int = 2


@dataclass(frozen=True, slots=True)
class Order:
    """The order (приказ) a campaign is run by."""

    number: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """One run of a questionnaire. Times are UTC epoch seconds; all but `closes_at` is fixed at the start.

    `subject` is what is asked about: ("self", None), ("course_run", id); a participation may be about a person instead.
    `planned_to` is the id of the last person the planner has dealt with. `closed_at` is when everything left open was
    put away, which may be later than `closes_at`; a stop moves `closes_at` to its moment.
    """

    id: int
    kind: CampaignKind
    title: str
    questionnaire: str
    audience: Segment
    opens_at: int
    closes_at: int
    owner_id: int | None
    state: CampaignState = CampaignState.DRAFT
    order: Order | None = None
    subject: tuple[str, int | None] = ("self", None)
    reminders: Reminders = Reminders()
    cooldown_days: int = 0
    interval_days: int | None = None
    anonymous: bool = False
    version_id: int | None = None
    group_threshold: int = GROUP_THRESHOLD
    comment_threshold: int = COMMENT_THRESHOLD
    planned_to: int = 0
    created_at: int = 0
    started_at: int | None = None
    extended_at: int | None = None
    closed_at: int | None = None

    def is_open(self, now: int) -> bool:
        """Tell whether answers are taken."""
        return self.state is CampaignState.OPEN and self.opens_at <= now < self.closes_at

    def check_may_change(self) -> None:
        """Refuse a change of what is fixed once people have been asked."""
        if self.state is not CampaignState.DRAFT:
            raise DomainError("campaign_started", campaign=self.id)

    def check_runs(self, now: int) -> None:
        """Refuse to extend or stop what was not started or is over."""
        if self.state not in (CampaignState.PLANNED, CampaignState.OPEN) or now >= self.closes_at:
            raise DomainError("campaign_not_running", campaign=self.id)


@dataclass(frozen=True, slots=True)
class Participation:
    """Somebody asked to answer. `occasion` tells repeated questions of a standing campaign apart («w2», «m6»).

    `subject_id` is who is asked about when that is another person. `closes_at` None: it closes with the campaign.
    """

    campaign_id: int
    person_id: int
    organisation_id: int | None
    occasion: str = ""
    subject_id: int | None = None
    closes_at: int | None = None
    state: ParticipationState = ParticipationState.ASKED
    id: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """A participation together with its campaign: all that opening the questionnaire needs."""

    participation: Participation
    campaign: Campaign

    @property
    def closes_at(self) -> int:
        """When answers are no longer taken: never after the campaign's own closing."""
        return min(self.participation.closes_at or self.campaign.closes_at, self.campaign.closes_at)

    @property
    def subject(self) -> tuple[str, int | None]:
        """What is asked about. An audit is always of oneself, though a course brought it about."""
        if self.campaign.kind is CampaignKind.REAUDIT:
            return ("self", None)
        about = self.participation.subject_id
        return ("person", about) if about is not None else self.campaign.subject

    def is_open(self, now: int) -> bool:
        """Tell whether answers are taken."""
        return self.campaign.is_open(now) and now < self.closes_at

    def check_open(self, now: int) -> None:
        """Refuse to begin or go on when it is over or done."""
        if self.participation.state is ParticipationState.FINISHED:
            raise DomainError("already_answered", campaign=self.campaign.id)
        if not self.is_open(now):
            raise DomainError("campaign_closed", at=self.closes_at)
