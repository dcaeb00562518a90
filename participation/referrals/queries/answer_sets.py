"""Sets of answers: what may lie in one, and whom it reaches."""

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

from commons.accounts.visitors import Visitor
from commons.delivery import addressees
from commons.notifications.models import Follow, MailPreference
from commons.verbs.registry import Recipient
from participation.ideas.enums import AnswerWay
from participation.ideas.models import Idea, IdeaContact
from participation.ideas.queries.contacts import BOOK, CHANNELS
from participation.moderation.rules import moderates
from participation.referrals.answer_set_states import UNFINISHED
from participation.referrals.enums import AnswerState, ItemState, ReferralRole
from participation.referrals.models import Answer, AnswerSet, AnswerSetItem, Referral
from participation.referrals.queries.answers import wants_four_eyes

AUTHOR = "author"


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
    """How many get one message, by how it comes to them."""

    mails: int
    bells: int
    letters: int
    calls: int


def readers(ideas: Iterable[int]) -> Iterator[Recipient]:
    """Everybody behind these ideas or following them, each once; three queries."""
    ids = sorted(ideas)
    reasons: dict[int, str] = {}
    follows = Follow.objects.heard().filter(kind="idea", target_id__in=ids)
    for user_id, reason in follows.order_by("pk").values_list("user_id", "reason"):
        if reason == AUTHOR or user_id not in reasons:
            reasons[user_id] = reason
    for user_id, reason in reasons.items():
        yield Recipient(user_id=user_id, reason=reason)
    yield from _without_account(ids)


def reach(answer_set: AnswerSet) -> Reach:
    """Whom the set would reach if it went now."""
    ids = answer_set.items.waiting().values_list("answer__idea_id", flat=True)
    found = list(readers(ids))
    accounts = {one.user_id for one in found if one.user_id is not None}
    bells = MailPreference.objects.filter(user__in=accounts, wants_mail=False).count()
    by_hand = [one.channel for one in found if one.channel]
    return Reach(
        mails=len(found) - bells - len(by_hand),
        bells=bells,
        letters=by_hand.count("letter"),
        calls=by_hand.count("call"),
    )


def ideas_for(answer_set: AnswerSet, who: Recipient) -> list[AnswerSetItem]:
    """What of a set somebody is told: their own ideas first, then what they follow."""
    rows = public_items(answer_set)
    if who.user_id is None:
        return list(rows.filter(answer__idea__in=_ideas_behind(who.address)))
    heard = Follow.objects.heard().filter(user_id=who.user_id, kind="idea")
    mine = Case(When(answer__idea__author=who.user_id, then=True), default=False)
    found = rows.filter(answer__idea__in=heard.values("target_id"))
    return list(found.annotate(is_own=mine).order_by("-is_own", "pk"))


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
