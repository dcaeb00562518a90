"""Sets of answers: what may lie in one, and whom it reaches."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.utils import timezone

from commons.accounts.visitors import Visitor
from commons.delivery import addressees
from commons.notifications.enums import Pace
from commons.notifications.queries.follows import followed_ids, listeners_of
from commons.notifications.queries.wishes import wishes_of
from commons.notifications.services.pacing import as_one, mail_of
from commons.verbs import registry
from commons.verbs.registry import Recipient
from participation.ideas.enums import AnswerWay
from participation.ideas.models import Idea, IdeaContact
from participation.ideas.queries.contacts import BOOK, CHANNELS
from participation.moderation.rules import moderates
from participation.referrals.answer_set_states import UNFINISHED
from participation.referrals.enums import AnswerState, ItemState, ReferralRole
from participation.referrals.models import Answer, AnswerSet, AnswerSetItem, Referral
from participation.referrals.queries.answers import wants_four_eyes
from participation.referrals.queries.following import readers_of_leads

AUTHOR = "author"
PUBLISHED = "answer_set.published"


def set_with(answer: Answer) -> AnswerSet | None:
    """The unfinished set in which a draft lies."""
    return AnswerSet.objects.filter(
        items__answer=answer,
        items__state=ItemState.WAITING,
        state__in=sorted(UNFINISHED),
    ).first()


def set_list() -> QuerySet[AnswerSet]:
    """All sets, the newest first, with how many answers each has."""
    waiting = Q(items__state=ItemState.WAITING)
    published = Q(items__state=ItemState.PUBLISHED)
    left_out = Q(items__state=ItemState.LEFT_OUT)
    rows = AnswerSet.objects.annotate(
        waiting=Count("items", filter=waiting),
        published=Count("items", filter=published),
        left_out=Count("items", filter=left_out),
    )
    return rows.order_by("-created_at", "-pk")


def sets_for(visitor: Visitor) -> QuerySet[AnswerSet]:
    """Those in which one's own ideas lie, or nothing yet.

    Nobody reads drafts of another Stadtteil, nor the answer to an own idea.
    """
    mine = Idea.objects.filter(moderates(visitor), ~Q(author=visitor.user_id))
    gathered = AnswerSetItem.objects.exclude(state=ItemState.TAKEN_OUT).filter(
        answer_set=OuterRef("pk")
    )
    is_mine = Exists(gathered.filter(answer__idea__in=mine))
    return set_list().filter(is_mine | ~Exists(gathered))


def items_of(answer_set: AnswerSet) -> QuerySet[AnswerSetItem]:
    """Its answers in the order they came, with all that is public of them."""
    return (
        answer_set.items.exclude(state=ItemState.TAKEN_OUT)
        .select_related(
            "answer__idea__region",
            "answer__idea__topic",
            "answer__written_by",
            "answer__approved_by",
        )
        .prefetch_related(
            "answer__statements__referral__department",
            "answer__statements__attachments__stored_file",
        )
        .annotate(wants_four_eyes=wants_four_eyes("answer__idea"))
        .order_by("pk")
    )


def public_items(answer_set: AnswerSet) -> QuerySet[AnswerSetItem]:
    rows = answer_set.items.public()
    return rows.select_related("answer__idea__region").order_by("pk")


def collectable(visitor: Visitor) -> QuerySet[Answer]:
    """Finished drafts that lie in no set, of ideas that the visitor may answer.

    `department` is the lead's; `mail` names those that went to an Amt together.
    """
    leads = Referral.objects.filter(idea=OuterRef("idea"), role=ReferralRole.LEAD)
    newest = leads.order_by("-pk")
    ideas = Idea.objects.published().filter(
        moderates(visitor), ~Q(author=visitor.user_id)
    )
    return (
        Answer.objects.filter(state=AnswerState.DRAFT, idea__in=ideas)
        .exclude(text="")
        .exclude(outcome="")
        .exclude(items__state=ItemState.WAITING)
        .select_related("idea__region", "written_by")
        .annotate(
            department=Subquery(newest.values("department_id")[:1]),
            department_name=Subquery(newest.values("department__name")[:1]),
            mail=Subquery(newest.filter(goes_along=True).values("delivery_id")[:1]),
            wants_four_eyes=wants_four_eyes("idea"),
        )
        .order_by("department_name", "idea__region__number", "pk")
    )


@dataclass(frozen=True)
class Reach:
    """How many get one message, by how it comes to them; `gathered` in a later mail."""

    mails: int
    gathered: int
    bells: int
    letters: int
    calls: int


def readers(ideas: Iterable[int]) -> Iterator[Recipient]:
    """Everybody behind these ideas, following them or the Amt that leads; each once."""
    ids = sorted(ideas)
    heard = sorted(listeners_of("idea", ids), key=lambda one: one.reason != AUTHOR)
    by_person: dict[int | None, list[Recipient]] = {}
    for one in (*heard, *readers_of_leads(ids)):
        by_person.setdefault(one.user_id, []).append(one)
    yield from map(as_one, by_person.values())
    yield from _without_account(ids)


def reach(answer_set: AnswerSet) -> Reach:
    """Whom the set would reach if it went now, and how soon."""
    ids = answer_set.items.waiting().values_list("answer__idea_id", flat=True)
    found = list(readers(ids))
    now, verb = timezone.now(), registry.get(PUBLISHED)
    wishes = wishes_of({one.user_id for one in found if one.user_id is not None})
    paces = Counter(
        mail_of(one, verb, wishes.get(one.user_id or 0), now)
        for one in found
        if not one.channel
    )
    channels = Counter(one.channel for one in found)
    return Reach(
        mails=paces[Pace.AT_ONCE],
        gathered=paces[Pace.DAILY] + paces[Pace.WEEKLY],
        bells=paces[Pace.BELL],
        letters=channels["letter"],
        calls=channels["call"],
    )


def ideas_for(answer_set: AnswerSet, who: Recipient) -> list[AnswerSetItem]:
    """What of a set somebody is told: their own ideas first, then what they follow.

    Last comes what an Amt answers whose answers they follow (`is_followed` is False).
    """
    rows = public_items(answer_set)
    if who.user_id is None:
        return list(rows.filter(answer__idea__in=_ideas_behind(who.address)))
    heard = Q(answer__idea__in=followed_ids(who.user_id, "idea"))
    muted = Q(answer__idea__in=followed_ids(who.user_id, "idea", is_muted=True))
    leads = followed_ids(who.user_id, "department")
    by_lead = Q(answer__idea__lead_department__in=leads) & ~muted
    mine = Case(When(answer__idea__author=who.user_id, then=True), default=False)
    known = Case(When(heard, then=True), default=False)
    found = rows.filter(heard | by_lead).annotate(is_own=mine, is_followed=known)
    return list(found.order_by("-is_own", "-is_followed", "pk"))


def _without_account(ids: list[int]) -> Iterator[Recipient]:
    """By mail once an address, by letter or call once an idea: those are sealed."""
    rows = IdeaContact.objects.filter(idea__in=ids, idea__author=None)
    seen: set[bytes] = set()
    for contact in rows.order_by("pk"):
        if contact.mail_hash is not None:
            known = bytes(contact.mail_hash)
            if known in seen:
                continue
            seen.add(known)
        yield Recipient(
            address=addressees.reference(BOOK, contact.pk),
            language=contact.language,
            reason="contact",
            channel=CHANNELS[AnswerWay(contact.way)],
        )


def _ideas_behind(address: str) -> QuerySet[Idea]:
    """The ideas of whoever is reached there, also those entered at other times."""
    book, _, key = address.partition(":")
    pk = int(key) if book == BOOK and key.isdecimal() else 0
    contact = IdeaContact.objects.filter(pk=pk).first()
    if contact is None:
        return Idea.objects.none()
    same = Q(contact=contact)
    if contact.mail_hash is not None:
        same |= Q(contact__mail_hash=contact.mail_hash)
    return Idea.objects.filter(same, author=None)
