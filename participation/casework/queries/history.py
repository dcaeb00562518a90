"""What happened in a case, in plain words, from what was recorded."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Model, Q, QuerySet, Value
from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _, gettext_lazy

from commons.accounts.models import User
from commons.verbs import registry
from commons.verbs.models import Happening
from participation.bundles.models import Bundle
from participation.ideas.models import Idea
from participation.referrals.models import (
    Answer,
    Clarification,
    Deferral,
    Promise,
    PromiseInquiry,
    Referral,
    Reuse,
)

MOST = 300
ALL = "alles"
# The parts that one may look at alone, and whose happenings they are.
PARTS: dict[str, tuple[str | Words, frozenset[str]]] = {
    ALL: (gettext_lazy("Alles"), frozenset()),
    "idee": (gettext_lazy("Idee"), frozenset({"idea"})),
    "aemter": (gettext_lazy("Ämter"), frozenset({"referral", "round", "bundle"})),
    "antwort": (
        gettext_lazy("Antwort"),
        frozenset({"answer", "reuse", "promise", "deferral", "promise_inquiry"}),
    ),
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
    # Each of a bundle's referrals tells the same of itself.
    "bundle.begun",
    "bundle.queued",
    "bundle.sent",
    "bundle.failed",
    "bundle.done",
    "bundle.recalled",
)
# Whose happenings are an idea's, beside its own and its referrals', and by what path.
PATHS: dict[str, tuple[type[Model], str, str]] = {
    "answer": (Answer, "idea", "pk"),
    "reuse": (Reuse, "idea", "pk"),
    "round": (Clarification, "idea", "round_id"),
    "promise": (Promise, "idea", "pk"),
    "deferral": (Deferral, "answer__idea", "pk"),
    "promise_inquiry": (PromiseInquiry, "referral__idea", "pk"),
    "bundle": (Bundle, "items__referral__idea", "pk"),
}
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
    """The newest first; at most `MOST`, in four queries."""
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


def _happenings(
    idea: Idea, departments: Collection[int], part: str
) -> QuerySet[Happening]:
    kinds = {"idea": [idea.pk], "referral": sorted(departments)}
    for kind, pk in _others(idea):
        kinds.setdefault(kind, []).append(pk)
    named = Q(pk__in=[])
    for kind, pks in kinds.items():
        named |= Q(kind=kind, target_id__in=pks)
    rows = Happening.objects.filter(named, withdrawn_at__isnull=True)
    rows = rows.exclude(verb__in=LEFT_OUT)
    wanted = PARTS.get(part, PARTS[ALL])[1]
    if part == "intern":
        return rows.filter(verb__startswith="case.")
    return rows.filter(kind__in=sorted(wanted)) if wanted else rows


def _others(idea: Idea) -> QuerySet:
    """Kind and id of all that belongs to the idea; one query."""
    first, *rest = (
        model._default_manager.filter(**{path: idea.pk})
        .order_by()
        .values_list(Value(kind, output_field=CharField()), column)
        for kind, (model, path, column) in PATHS.items()
    )
    return first.union(*rest)


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
