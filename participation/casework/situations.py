"""What is true of one case now: the facts that the next step follows from.

Ids, codes and days, no words of anybody: the board holds thousands of them.
"""

from dataclasses import dataclass
from datetime import date

from participation.ideas.enums import Case, Outcome
from participation.ideas.workflow import OPEN
from participation.moderation.enums import Publication


@dataclass(frozen=True)
class Lead:
    """The last referral to a lead department, whatever became of it."""

    pk: int
    state: str
    department_id: int
    due_on: date | None
    referred_on: date
    sent_on: date | None
    acknowledged_on: date | None
    closed_on: date | None
    is_outside: bool = False
    bundle: str = ""  # the number of what it goes along with
    leaves_on: date | None = None  # while that is collected


@dataclass(frozen=True)
class Asked:
    """A question of an Amt that nobody has answered; `until` while the person is
    asked."""

    referral_id: int
    question_id: int
    asked_on: date
    until: date | None = None


@dataclass(frozen=True)
class Clarifying:
    """Departments clarify who is responsible; `may_end` once the SPK is to decide."""

    round_id: int
    opened_on: date
    until: date | None
    may_end: bool


@dataclass(frozen=True)
class Draft:
    """The answer that is being written; finished once it has words and an outcome.

    `set_id` is the set in which it lies; once that is released, nothing changes any
    more, and it goes out at `goes_on` or at once.
    """

    created_on: date
    is_finished: bool
    needs_four_eyes: bool
    written_by_id: int | None
    set_id: int | None = None
    is_released: bool = False
    goes_on: date | None = None


@dataclass(frozen=True)
class Retold:
    """An earlier answer told again: its Amt objects, or knows nothing of it yet."""

    reuse_id: int
    has_objection: bool
    until: date | None


@dataclass(frozen=True)
class Carried:
    """An actor or a network is asked (`is_asked`), at it, or done (`is_done`).

    `until` is the day by which somebody is heard.
    """

    undertaking_id: int
    until: date | None
    is_asked: bool = False
    is_done: bool = False


@dataclass(frozen=True)
class Situation:
    """One case; what is None or empty is not there."""

    pk: int
    number: str
    publication: str
    case: str
    received_on: date
    published_on: date | None = None
    next_on: date | None = None
    region_id: int | None = None
    topic_id: int | None = None
    outcome: str = ""
    reopened_on: date | None = None
    lead: Lead | None = None
    lost_referral: int | None = None
    handed_referral: int | None = None
    mail: int | None = None
    question: Asked | None = None
    with_person: Asked | None = None
    clarifying: Clarifying | None = None
    is_ours: bool = False  # clarified: the SPK answers itself
    draft: Draft | None = None
    retold: Retold | None = None
    carried: Carried | None = None

    @property
    def is_open(self) -> bool:
        return self.case in OPEN

    @property
    def is_public(self) -> bool:
        return self.publication == Publication.PUBLISHED

    @property
    def is_deferred(self) -> bool:
        return self.outcome == Outcome.DEFERRED

    @property
    def is_reopened(self) -> bool:
        return self.case == Case.REOPENED
