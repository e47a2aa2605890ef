"""What a button carries: bounded numbers and codes, never words. 64 bytes at the most.

The fields are separated by `|`; the first one names the kind. An old or foreign string unpacks to nothing and meets
the fallback.
"""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from bot.domain.deliveries import DeliveryKind

Id = Annotated[int, Field(ge=1, le=2**31 - 1)]
Place = Annotated[int, Field(ge=0, le=9999)]
OptionCode = Annotated[str, Field(max_length=40)]


class Start(CallbackData, prefix="begin", sep="|"):
    """Open a questionnaire by its code."""

    questionnaire: Annotated[str, Field(max_length=40)]


class Answer(CallbackData, prefix="a", sep="|"):
    """Choose an option of the item at `place`."""

    submission: Id
    place: Place
    option: OptionCode


class Toggle(CallbackData, prefix="t", sep="|"):
    """Add or take back an option of a list."""

    submission: Id
    place: Place
    option: OptionCode


class Move(CallbackData, prefix="m", sep="|"):
    """Something about an item besides its options: done, skip, not applicable, back, open for change, all options."""

    submission: Id
    place: Place
    to: Annotated[str, Field(pattern="^(done|skip|na|back|edit|all)$")]


class Page(CallbackData, prefix="p", sep="|"):
    """Another page of a long list of options."""

    submission: Id
    place: Place
    page: Place


class Draft(CallbackData, prefix="d", sep="|"):
    """Something about a whole submission."""

    submission: Id
    to: Annotated[str, Field(pattern="^(continue|pause|review|submit|restart|restart_sure)$")]


class ReviewSection(CallbackData, prefix="s", sep="|"):
    """A page of the answers of one section in the review."""

    submission: Id
    section: Place
    page: Place


class Result(CallbackData, prefix="r", sep="|"):
    """The profile of a completed submission."""

    submission: Id


class Menu(CallbackData, prefix="menu", sep="|"):
    """A place of the main menu."""

    to: Annotated[
        str,
        Field(
            pattern="^(home|questionnaires|results|campaigns|find_campaign|courses|find_course|export|settings|mutes|status|privacy|help|forget|forget_sure|forget_now|none)$"
        ),
    ]


class Consent(CallbackData, prefix="c", sep="|"):
    """Answer to the consent screen, or back to it; `token` is the invitation that is open on the screen."""

    answer: Annotated[str, Field(pattern="^(yes|no|ask)$")]
    token: Annotated[str, Field(max_length=48)]


class Paper(CallbackData, prefix="k", sep="|"):
    """A page of a consent document; `token` is the invitation to come back to, empty without one."""

    kind: Annotated[str, Field(pattern="^(processing|mailings|linking)$")]
    page: Annotated[int, Field(ge=0, le=99)]
    token: Annotated[str, Field(max_length=48)] = ""


class Setting(CallbackData, prefix="set", sep="|"):
    """Give or withdraw a separate consent."""

    kind: Annotated[str, Field(pattern="^(mailings|linking)$")]
    on: bool


class Ask(CallbackData, prefix="q", sep="|"):
    """Answer what one was asked in a campaign, or ask to be told of it tomorrow."""

    participation: Id
    to: Annotated[str, Field(pattern="^(open|later)$")] = "open"


class Mute(CallbackData, prefix="mu", sep="|"):
    """Turn a kind of messages off or on again."""

    kind: DeliveryKind
    off: bool


class CampaignList(CallbackData, prefix="cl", sep="|"):
    """A page of the campaigns: those older than `before`; 0 stands for the newest."""

    before: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0


class CourseList(CallbackData, prefix="kl", sep="|"):
    """A page of the course runs."""

    page: Place = 0


class CourseKey(CallbackData, prefix="kr", sep="|"):
    """Something about one course run."""

    run: Id
    to: Annotated[str, Field(pattern="^(open|people)$")] = "open"


class CampaignKey(CallbackData, prefix="cm", sep="|"):
    """Something about one campaign. `mark` is that of the audience which was shown."""

    campaign: Id
    to: Annotated[
        str,
        Field(pattern="^(open|count|sample|test|edit|copy|start|report|places|dropoffs|extend|stop|stop_sure|kept)$"),
    ]
    page: Place = 0
    mark: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
