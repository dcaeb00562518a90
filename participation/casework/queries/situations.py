"""The facts of many cases at once: one query for each sort of row, however many."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case as Either,
    Exists,
    ExpressionWrapper,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate

from commons.clock import BERLIN, berlin_date
from commons.delivery.enums import Channel, DeliveryState
from commons.verbs.models import Happening
from neighbourhood.departments.enums import DepartmentKind
from neighbourhood.rounds.enums import PartyRole, RoundState
from participation.bundles.enums import BundleState
from participation.casework.queries.carried import carried
from participation.casework.situations import (
    Asked,
    Clarifying,
    Draft,
    Lead,
    Retold,
    Situation,
)
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.referrals.answer_set_states import RUNNING
from participation.referrals.enums import (
    AnswerState,
    ClarifiedTo,
    ItemState,
    ReferralRole,
    ReferralState,
    ReuseState,
)
from participation.referrals.models import (
    Answer,
    Clarification,
    Question,
    Referral,
    Reply,
    Reuse,
)
from participation.referrals.queries.answers import wants_four_eyes
from participation.referrals.queries.clarifying import BY_THE_SPK
from participation.referrals.queries.referrals import NOT_ARRIVED

IDEA = (
    "pk",
    "number",
    "publication",
    "case",
    "outcome",
    "next_on",
    "region_id",
    "topic_id",
)
# Whatever opens a case again says so with the state it comes to.
_REOPENING = ("idea.reopened", "idea.case_opened")


def _on(moment: str) -> TruncDate:
    """The day in Berlin: cheaper in the database than for thousands of rows here."""
    return TruncDate(moment, tzinfo=BERLIN)


def _is(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def situations(ideas: QuerySet[Idea]) -> dict[int, Situation]:
    """What is true of these ideas' cases, by pk, oldest first; a dozen queries."""
    pks = ideas.order_by().values("pk")
    more = [(name, load(pks)) for name, load in _MORE]
    reopened = _reopened(pks)
    found = {}
    rows = ideas.order_by("submitted_at", "pk").values(
        *IDEA,
        received_on=_on("submitted_at"),
        published_on=_on("published_at"),
        answered_on=_on("answered_at"),
    )
    for row in rows:
        pk, answered_on = row["pk"], row.pop("answered_on")
        facts = {name: known[pk] for name, known in more if pk in known}
        if row["case"] == Case.REOPENED:
            facts["reopened_on"] = reopened.get(pk) or answered_on
        found[pk] = Situation(**row, **facts)
    return found


def situation_of(idea: Idea) -> Situation:
    return situations(Idea.objects.filter(pk=idea.pk))[idea.pk]


def _leads(pks: QuerySet) -> dict[int, Lead]:
    rows = (
        Referral.objects.filter(idea__in=pks, role=ReferralRole.LEAD)
        .order_by("idea_id", "-pk")
        .distinct("idea_id")
        .values_list(
            "idea_id",
            "pk",
            "state",
            "department_id",
            "due_on_id",
            _on("referred_at"),
            _on("sent_at"),
            _on("acknowledged_at"),
            _on("closed_at"),
            _is(Q(department__kind=DepartmentKind.EXTERN)),
            Coalesce("bundle_item__bundle__number", Value("")),
            Either(
                When(
                    bundle_item__bundle__state=BundleState.COLLECTING,
                    then="bundle_item__bundle__leaves_on",
                )
            ),
        )
    )
    return {idea_id: Lead(*facts) for idea_id, *facts in rows}


def _lost(pks: QuerySet) -> dict[int, int]:
    return _first(Referral.objects.filter(NOT_ARRIVED, idea__in=pks), "idea_id")


def _by_hand(pks: QuerySet) -> dict[int, int]:
    """Nobody has handed it over yet; what waits for a common paper is no such thing."""
    rows = Referral.objects.filter(
        Q(goes_along=False) | Q(delivery__isnull=False),
        idea__in=pks,
        state=ReferralState.QUEUED,
        link__isnull=True,
        department__email="",
    )
    return _first(rows, "idea_id")


def _mails(pks: QuerySet) -> dict[int, int]:
    return _first(
        Reply.objects.waiting().filter(referral__idea__in=pks), "referral__idea_id"
    )


def _first(rows: QuerySet, key: str) -> dict[int, int]:
    """The oldest row of each idea."""
    found: dict[int, int] = {}
    for idea_id, pk in rows.order_by("pk").values_list(key, "pk"):
        found.setdefault(idea_id, pk)
    return found


def _questions(pks: QuerySet) -> dict[int, Asked]:
    """Those that only the SPK can answer now."""
    return _asked(pks, Q(passed__isnull=True) | Q(passed__closed_at__isnull=False))


def _with_person(pks: QuerySet) -> dict[int, Asked]:
    return _asked(pks, Q(passed__isnull=False, passed__closed_at__isnull=True))


def _asked(pks: QuerySet, condition: Q) -> dict[int, Asked]:
    rows = Question.objects.filter(
        condition,
        referral__idea__in=pks,
        referral__state=ReferralState.QUESTION,
        answered_at__isnull=True,
    ).order_by("asked_at", "pk")
    names = ("referral__idea_id", "referral_id", "pk", _on("asked_at"), "passed__until")
    found: dict[int, Asked] = {}
    for idea_id, *facts in rows.values_list(*names):
        found.setdefault(idea_id, Asked(*facts))
    return found


def _clarifying(pks: QuerySet) -> dict[int, Clarifying]:
    rows = Clarification.objects.filter(
        idea__in=pks, ended_at__isnull=True
    ).select_related("round")
    found = {}
    for row in rows.prefetch_related("round__parties"):
        days = [
            party.due_on_id
            for party in row.round.parties.all()
            if party.role == PartyRole.ASKED and party.due_on_id is not None
        ]
        found[row.idea_id] = Clarifying(
            round_id=row.round_id,
            opened_on=berlin_date(row.opened_at),
            until=max(days, default=None),
            may_end=row.round.state == RoundState.DECIDING,
        )
    return found


def _ours(pks: QuerySet) -> dict[int, bool]:
    """Clarified in the end: the SPK answers itself."""
    later = Referral.objects.filter(
        idea=OuterRef("idea"),
        role=ReferralRole.LEAD,
        referred_at__gt=OuterRef("ended_at"),
    )
    newer = Clarification.objects.filter(
        idea=OuterRef("idea"), pk__gt=OuterRef("pk")
    ).exclude(outcome=ClarifiedTo.CANCELLED)
    rows = Clarification.objects.filter(
        ~Exists(later), ~Exists(newer), idea__in=pks, outcome__in=sorted(BY_THE_SPK)
    )
    return dict.fromkeys(rows.values_list("idea_id", flat=True), True)


def _drafts(pks: QuerySet) -> dict[int, Draft]:
    gathered = FilteredRelation("items", condition=Q(items__state=ItemState.WAITING))
    rows = Answer.objects.filter(idea__in=pks, state=AnswerState.DRAFT).annotate(
        is_finished=_is(~Q(text="") & ~Q(outcome="")),
        needs_four_eyes=_is(Q(wants_four_eyes("idea"), approved_at__isnull=True)),
        waiting=gathered,
        is_released=_is(
            Q(waiting__isnull=False, waiting__answer_set__state__in=sorted(RUNNING))
        ),
    )
    names = (
        "idea_id",
        _on("created_at"),
        "is_finished",
        "needs_four_eyes",
        "written_by_id",
        "waiting__answer_set_id",
        "is_released",
        _on("waiting__answer_set__planned_for"),
    )
    return {idea_id: Draft(*facts) for idea_id, *facts in rows.values_list(*names)}


def _retold(pks: QuerySet) -> dict[int, Retold]:
    unsent = Q(delivery__channel=Channel.MANUAL) | Q(
        delivery__state=DeliveryState.FAILED
    )
    objected = Q(state=ReuseState.OBJECTED)
    rows = Reuse.objects.filter(
        objected | (unsent & Q(state=ReuseState.INFORMING)), idea__in=pks
    )
    found = {}
    for row in rows:
        has_objection = row.state == ReuseState.OBJECTED
        found[row.idea_id] = Retold(
            reuse_id=row.pk,
            has_objection=has_objection,
            until=row.review_until if has_objection else row.object_until,
        )
    return found


def _reopened(pks: QuerySet) -> dict[int, date]:
    """Since when: somebody was not helped, it was taken up, or a promise given up."""
    rows = Happening.objects.filter(
        kind="idea",
        target_id__in=Idea.objects.filter(pk__in=pks, case=Case.REOPENED).values("pk"),
        verb__in=_REOPENING,
        params__case=Case.REOPENED,
        withdrawn_at__isnull=True,
    )
    columns = rows.order_by("pk").values_list("target_id", _on("happened_at"))
    return dict(columns)


Load = Callable[[QuerySet], dict[int, Any]]
_MORE: Iterable[tuple[str, Load]] = (
    ("lead", _leads),
    ("lost_referral", _lost),
    ("handed_referral", _by_hand),
    ("mail", _mails),
    ("question", _questions),
    ("with_person", _with_person),
    ("clarifying", _clarifying),
    ("is_ours", _ours),
    ("draft", _drafts),
    ("retold", _retold),
    ("carried", carried),
)
