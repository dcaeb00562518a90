"""The way from a decision to an objection for people who need no account for it.

The address in a mail opens one decision for one recipient for six months
(commons.links: only a hash of its token is kept, and nothing happens before a button is
pressed). On paper there is no address to click: who has a pick-up code types that.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from commons import kinds
from commons.accounts.models import User
from commons.links import services as links
from commons.links.models import SignedLink
from commons.verbs.registry import Recipient
from participation.moderation import appeals, workflow
from participation.moderation.models import Decision

PURPOSE = "objection"
KIND = "decision"
ACCOUNT = "konto:"


def address_for(decision: Decision, recipient: Recipient) -> str:
    """Where `recipient` objects to the decision, as a whole address for their mail.

    The same recipient gets the same link again, however often the mail is made. On
    paper it is the page where the pick-up code is typed, or "" where nobody has one;
    after six months it is the page that needs a sign-in. Call it only while a message
    is made: it may write a row.
    """
    if recipient.is_on_paper:
        return _address_of_door(decision)
    whom = _whom(recipient)
    ends_at = decision.decided_at + workflow.OBJECTION
    if not whom or ends_at <= timezone.now():
        return page_of(decision)
    token = _token(decision, whom) or links.token_of(
        links.grant(PURPOSE, KIND, decision.pk, recipient=whom, expires_at=ends_at)
    )
    return settings.BASE_URL + reverse("moderation:objection-open", args=[token])


def page_of(decision: Decision) -> str:
    """The whole address of the page that needs a sign-in."""
    path = reverse("moderation:complaint-create", args=[decision.pk])
    return f"{settings.BASE_URL}{path}"


def opened_link(request: HttpRequest, decision_pk: int) -> SignedLink | None:
    """The link to this decision that was opened in this session, if there is one."""
    return links.opened_in(request, PURPOSE, KIND, decision_pk)


def account_of(link: SignedLink) -> User | None:
    """The account that a link was sent to, as long as it is there."""
    name = link.recipient.removeprefix(ACCOUNT)
    if name == link.recipient or not name.isdecimal():
        return None
    return User.objects.filter(pk=int(name), is_active=True).first()


def address_of(link: SignedLink) -> str:
    """The mail address that a link was sent to, where it was one."""
    return link.recipient if "@" in link.recipient else ""


def prolong(link: SignedLink) -> None:
    """Whoever objected on the last day still wants to read the answer."""
    until = timezone.now() + workflow.OBJECTION
    rows = SignedLink.objects.filter(pk=link.pk, expires_at__lt=until)
    rows.update(expires_at=until)


def _whom(recipient: Recipient) -> str:
    if recipient.user_id is not None:
        return f"{ACCOUNT}{recipient.user_id}"
    return recipient.address.strip()


def _token(decision: Decision, whom: str) -> str:
    """Of the link that this recipient has already; "" if its key is gone."""
    soon = timezone.now() + timedelta(seconds=1)
    found = SignedLink.objects.filter(
        purpose=PURPOSE,
        kind=KIND,
        target_id=decision.pk,
        recipient=whom,
        revoked_at__isnull=True,
        expires_at__gt=soon,
    )
    link = found.order_by("-pk").first()
    try:
        return links.token_of(link) if link else ""
    except links.KeyRetiredError:
        return ""


def _address_of_door(decision: Decision) -> str:
    door = appeals.door_of(decision.kind)
    target = kinds.load(decision.kind, decision.target_id) if door else None
    path = door.address(target) if door and target else ""
    return f"{settings.BASE_URL}{path}" if path else ""
