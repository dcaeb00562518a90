"""What somebody wants to see of the open cases: values, conditions, an address."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from commons.accounts.visitors import Visitor
from participation.casework.enums import Band, Stage
from participation.casework.rules import moderates
from participation.ideas.models import Idea
from participation.ideas.workflow import OPEN
from participation.moderation.enums import Publication
from participation.referrals.models import Answer, Referral

# The parts that narrow, with their names in the address.
PARTS = {
    "stage": "stand",
    "band": "alter",
    "region": "stadtteil",
    "department": "amt",
    "topic": "thema",
    "is_overdue": "ueberfaellig",
    "is_mine": "meine",
}
# Their case goes on elsewhere, or nowhere.
LEFT = (
    Publication.MERGED,
    Publication.REMOVED,
    Publication.WITHDRAWN,
    Publication.DECLINED,
)


@dataclass(frozen=True)
class Wish:
    """Empty values don't narrow. `region` is a slug, the others with names are keys."""

    stage: str = ""
    band: str = ""
    region: str = ""
    department: str = ""
    topic: str = ""
    is_overdue: bool = False
    is_mine: bool = False
    is_table: bool = False
    sort: str = ""

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self, name) for name in PARTS)

    def address(self, **changes: object) -> str:
        """`?stand=amt&…`, with what changes."""
        wish = replace(self, **changes)  # type: ignore[arg-type]  # names of its own fields
        values = {
            word: "1" if value is True else str(value)
            for name, word in PARTS.items()
            if (value := getattr(wish, name))
        }
        if wish.is_table:
            values["ansicht"] = "tabelle"
        if wish.sort:
            values["ordnung"] = wish.sort
        return f"?{urlencode(values)}"

    def of_stage(self, stage: Stage, band: Band | None = None) -> str:
        """The table of what a figure counts."""
        return self.address(is_table=True, stage=stage.value, band=band or "")


def wanted(visitor: Visitor, wish: Wish) -> Q:
    """What the database narrows by; stage, age and dates follow from all facts."""
    found = (
        moderates(visitor)
        # An open case has a next date; that is what the index is made of.
        & Q(case__in=sorted(OPEN), next_on__isnull=False)
        & ~Q(publication__in=[state.value for state in LEFT])
        & (Q(author__isnull=True) | ~Q(author=visitor.user_id))
    )
    if wish.region:
        found &= Q(region__slug=wish.region)
    if wish.topic:
        found &= Q(topic__key=wish.topic) | Q(topic__parent__key=wish.topic)
    if wish.department:
        with_them = Referral.objects.unfinished().filter(
            idea=OuterRef("pk"), department__key=wish.department
        )
        found &= Q(lead_department__key=wish.department) | Q(Exists(with_them))
    if wish.is_mine:
        found &= _mine(visitor)
    return found


def _mine(visitor: Visitor) -> Q:
    """What one has referred, or is writing the answer to: whom others would ask."""
    referred = Referral.objects.filter(idea=OuterRef("pk"), referred_by=visitor.user_id)
    writing = Answer.objects.filter(idea=OuterRef("pk"), written_by=visitor.user_id)
    return Q(Exists(referred)) | Q(Exists(writing))


def cases_for(visitor: Visitor, wish: Wish) -> QuerySet[Idea]:
    return Idea.objects.filter(wanted(visitor, wish))
