"""What happened in a case, in plain words, from what was recorded."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from commons.accounts.models import User
from commons.verbs import registry
from commons.verbs.models import Happening
from participation.ideas.models import Idea
from participation.referrals.models import Answer, Clarification, Referral, Reuse

MOST = 300
ALL = "alles"
# The parts that one may look at alone, and whose happenings they are.
PARTS: dict[str, tuple[str | Promise, frozenset[str]]] = {
    ALL: (gettext_lazy("Alles"), frozenset()),
    "idee": (gettext_lazy("Idee"), frozenset({"idea"})),
    "aemter": (gettext_lazy("Ämter"), frozenset({"referral", "round"})),
    "antwort": (gettext_lazy("Antwort"), frozenset({"answer", "reuse"})),
    "intern": (gettext_lazy("Intern"), frozenset({"case"})),
}
# Counted elsewhere, or said a second time: by the referral, by the decisions below.
LEFT_OUT = (
    "idea.supported",
    "idea.unsupported",
    "idea.referred",
    "idea.returned",
    "idea.question_asked",
    "idea.question_settled",
    "idea.statement_came",
    "idea.answered",
    "moderation.decided",
)
# Without an account it was somebody of the department, on its link.
BY_AN_AMT = frozenset(
    f"referral.{name}"
    for name in (
        "acknowledged",
        "question_asked",
        "asked",
        "returned",
        "stated",
        "interim",
        "corrected",
        "draft_left",
        "released",
        "draft_discarded",
        "handed_on",
    )
)


@dataclass(frozen=True)
class Line:
    at: datetime
    who: str
    what: str
    about: str = ""


def history_of(idea: Idea, *, part: str = ALL) -> list[Line]:
    """The newest first; at most `MOST`, in seven queries."""
    departments = dict(
        Referral.objects.filter(idea=idea).values_list("pk", "department__name")
    )
    rows = list(_happenings(idea, departments, part).order_by("-pk")[:MOST])
    people = User.objects.in_bulk([row.by_id for row in rows if row.by_id])
    return [
        Line(
            at=row.happened_at,
            who=_who(row, people, idea, departments),
            what=_words(row.verb),
            about=departments.get(row.target_id, "") if row.kind == "referral" else "",
        )
        for row in rows
    ]


def last_news_of(idea: Idea) -> datetime | None:
    """When somebody who follows the idea was last told something; one query."""
    told = [verb.key for verb in registry.all_verbs() if verb.audience is not None]
    answers = Answer.objects.filter(idea=idea).values("pk")
    rows = Happening.objects.filter(
        Q(kind="idea", target_id=idea.pk) | Q(kind="answer", target_id__in=answers),
        verb__in=told,
        withdrawn_at__isnull=True,
    )
    return rows.order_by("-pk").values_list("happened_at", flat=True).first()


def _happenings(
    idea: Idea, departments: Collection[int], part: str
) -> QuerySet[Happening]:
    kinds = {
        "idea": [idea.pk],
        "referral": sorted(departments),
        "answer": list(Answer.objects.filter(idea=idea).values_list("pk", flat=True)),
        "reuse": list(Reuse.objects.filter(idea=idea).values_list("pk", flat=True)),
        "round": list(
            Clarification.objects.filter(idea=idea).values_list("round_id", flat=True)
        ),
    }
    named = Q(pk__in=[])
    for kind, pks in kinds.items():
        named |= Q(kind=kind, target_id__in=pks)
    rows = Happening.objects.filter(named, withdrawn_at__isnull=True)
    rows = rows.exclude(verb__in=LEFT_OUT)
    wanted = PARTS.get(part, PARTS[ALL])[1]
    if part == "intern":
        return rows.filter(verb__startswith="case.")
    return rows.filter(kind__in=sorted(wanted)) if wanted else rows


def _who(
    row: Happening, people: dict[int, User], idea: Idea, departments: dict[int, str]
) -> str:
    if row.by_id is None:
        name = departments.get(row.target_id) if row.verb in BY_AN_AMT else None
        return name or _("Die Plattform")
    if row.by_id == idea.author_id:
        return _("Die Person")
    user = people.get(row.by_id)
    return (user.display_name or user.email) if user else _("ehemaliges Mitglied")


def _words(verb: str) -> str:
    known = registry.find(verb)
    return str(known.words) if known else verb
