"""Mail to the address that stood in a mail about a post (`commons.incoming`)."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from commons.accounts.models import User
from commons.accounts.visitors import visitor_for
from commons.errors import RuleViolation
from commons.incoming.enums import AsideReason, Automatic
from commons.incoming.handlers import Filed, PutAside
from commons.incoming.letters import Parsed
from commons.incoming.models import Mail
from commons.incoming.services import addresses
from commons.notifications.models import Notification
from participation.discussion.rules import LONGEST_TEXT
from participation.networks import rules
from participation.networks.enums import Visibility
from participation.networks.models import Post
from participation.networks.services.replying import PURPOSE, answer, refuse

KIND = "network_post"
# What is told of a mail that became no comment; a machine is told nothing.
TOLD = {
    AsideReason.WRONG_SENDER: "sender",
    AsideReason.EXPIRED: "expired",
    AsideReason.CLOSED: "closed",
    AsideReason.OVERSIZE: "too_long",
    AsideReason.UNREADABLE: "empty",
}


@dataclass(frozen=True)
class Answer:
    """Who answers what, as the address says; `is_over` when it is too old."""

    post: Post
    user: User
    is_over: bool


def matches(parsed: Parsed) -> bool:
    return addresses.find(PURPOSE, parsed.recipients) is not None


def is_private(parsed: Parsed) -> bool:
    """Of open networks the desk may read a mail that went astray; of no other."""
    found = _answer_in(parsed)
    return found is None or found.post.network.visibility != Visibility.OPEN


def handle(mail: Mail, parsed: Parsed) -> Filed | PutAside:
    """A comment; or nothing, and whoever got the address is told why."""
    found = _answer_in(parsed)
    if found is None:
        return PutAside(AsideReason.UNKNOWN_ADDRESS)
    post = found.post
    if parsed.automatic != Automatic.NONE:
        return Filed(KIND, post.pk, post.region_id, is_settled=True)
    reason = _refusal(found, parsed) or _said(found, mail, parsed)
    if reason is None:
        return Filed(KIND, post.pk, post.region_id, is_settled=True)
    refuse(post, why=TOLD[reason], to=found.user)
    return PutAside(reason, KIND, post.pk, post.region_id)


def _refusal(found: Answer, parsed: Parsed) -> AsideReason | None:
    if not _is_theirs(parsed.sender, found.user):
        return AsideReason.WRONG_SENDER
    if found.is_over:
        return AsideReason.EXPIRED
    may_write = rules.can_write(visitor_for(found.user), found.post.network)
    if not (may_write and found.post.is_public):
        return AsideReason.CLOSED
    if not parsed.kept:
        return AsideReason.UNREADABLE
    return AsideReason.OVERSIZE if len(parsed.kept) > LONGEST_TEXT else None


def _said(found: Answer, mail: Mail, parsed: Parsed) -> AsideReason | None:
    try:
        answer(found.post, mail, text=parsed.kept, by=found.user)
    except RuleViolation:
        return AsideReason.CLOSED
    return None


def _is_theirs(sender: str, user: User) -> bool:
    """An address that the account has proved to be its own."""
    if not sender or not user.is_active:
        return False
    proved = EmailAddress.objects.filter(user=user, verified=True)
    return bool(proved.filter(email__iexact=sender).exists())


def _answer_in(parsed: Parsed) -> Answer | None:
    row = addresses.find(PURPOSE, parsed.recipients)
    if row is None:
        return None
    news = Notification.objects.filter(pk=row.target_id, user__isnull=False)
    told = news.select_related("happening", "user").first()
    if told is None or told.user is None or told.happening.kind != KIND:
        return None
    posts = Post.objects.select_related("network")
    post = posts.filter(pk=told.happening.target_id).first()
    if post is None:
        return None
    return Answer(post, told.user, is_over=addresses.is_over(row))
