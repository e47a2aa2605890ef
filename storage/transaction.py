"""One open transaction with its repositories. Knows which repositories there are; never commits."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Concatenate, ParamSpec, TypeVar

from questionnaires.model import Questionnaire
from storage.accounts import Accounts
from storage.after_course import AfterCourse
from storage.anonymous import Anonymous
from storage.asking import Asking
from storage.audiences import Audiences
from storage.audit import Audit
from storage.campaigns import Campaigns
from storage.claims import Claims
from storage.connection import Connection
from storage.courses import Courses
from storage.deliveries import Deliveries
from storage.drafts import Drafts
from storage.erasure import Erasure
from storage.export_jobs import ExportJobs
from storage.forms import Forms
from storage.invitations import Invitations
from storage.menus import Menus
from storage.mutes import Mutes
from storage.pairs import Pairs
from storage.participations import Participations
from storage.people import People
from storage.questionnaires import Questionnaires
from storage.recipients import Recipients
from storage.scores import Scores
from storage.submissions import Submissions
from storage.turnout import Turnouts
from storage.updates import Updates

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Caches:
    """What never changes once stored, kept for the life of the process."""

    versions: dict[int, Questionnaire] = field(default_factory=dict)


class Transaction:
    """The repositories of one use case. A repository is made when first asked for."""

    def __init__(self, connection: Connection, caches: Caches) -> None:
        self.connection = connection
        self._caches = caches

    @cached_property
    def people(self) -> People:
        """Organisations and people by code."""
        return People(self.connection)

    @cached_property
    def courses(self) -> Courses:
        """Courses, their runs and who took part."""
        return Courses(self.connection)

    @cached_property
    def after_course(self) -> AfterCourse:
        """What the surveys after courses have to know."""
        return AfterCourse(self.connection)

    @cached_property
    def pairs(self) -> Pairs:
        """Who is whose mentor."""
        return Pairs(self.connection)

    @cached_property
    def accounts(self) -> Accounts:
        """Messenger accounts, roles and consents."""
        return Accounts(self.connection)

    @cached_property
    def menus(self) -> Menus:
        """Command menus that chats were given."""
        return Menus(self.connection)

    @cached_property
    def invitations(self) -> Invitations:
        """Single-use doors into the register."""
        return Invitations(self.connection)

    @cached_property
    def questionnaires(self) -> Questionnaires:
        """Published, immutable versions."""
        return Questionnaires(self.connection, self._caches.versions)

    @cached_property
    def submissions(self) -> Submissions:
        """Drafts and completed submissions with their responses."""
        return Submissions(self.connection)

    @cached_property
    def anonymous(self) -> Anonymous:
        """Answers without people."""
        return Anonymous(self.connection)

    @cached_property
    def drafts(self) -> Drafts:
        """Drafts of people and of campaigns."""
        return Drafts(self.connection)

    @cached_property
    def mutes(self) -> Mutes:
        """What people do not want to be written about."""
        return Mutes(self.connection)

    @cached_property
    def forms(self) -> Forms:
        """Forms by the records they made."""
        return Forms(self.connection)

    @cached_property
    def scores(self) -> Scores:
        """What completed submissions came to."""
        return Scores(self.connection)

    @cached_property
    def campaigns(self) -> Campaigns:
        """Runs of questionnaires for audiences."""
        return Campaigns(self.connection)

    @cached_property
    def audiences(self) -> Audiences:
        """Everybody who may be asked, by pages."""
        return Audiences(self.connection)

    @cached_property
    def asking(self) -> Asking:
        """Asking many people at once."""
        return Asking(self.connection)

    @cached_property
    def participations(self) -> Participations:
        """Who was asked in which campaign."""
        return Participations(self.connection)

    @cached_property
    def deliveries(self) -> Deliveries:
        """Messages planned for people and what became of them."""
        return Deliveries(self.connection)

    @cached_property
    def claims(self) -> Claims:
        """Deliveries taken up for sending."""
        return Claims(self.connection)

    @cached_property
    def recipients(self) -> Recipients:
        """What decides whether somebody may be written to now."""
        return Recipients(self.connection)

    @cached_property
    def turnouts(self) -> Turnouts:
        """Counts of people in campaigns."""
        return Turnouts(self.connection)

    @cached_property
    def updates(self) -> Updates:
        """Which updates had their effect, and which could not have one."""
        return Updates(self.connection)

    @cached_property
    def audit(self) -> Audit:
        """Who did what that matters, and what was erased."""
        return Audit(self.connection)

    @cached_property
    def export_jobs(self) -> ExportJobs:
        """Workbooks asked for in the chat."""
        return ExportJobs(self.connection)

    @cached_property
    def erasure(self) -> Erasure:
        """Forgetting one person everywhere."""
        return Erasure(self.connection)


Verb = Callable[Concatenate[Transaction, P], Awaitable[T]]
"""A use case: it awaits nothing but the repositories of its transaction."""
