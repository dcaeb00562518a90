"""Mail that nobody could place, for the people who can."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from commons import kinds
from commons.accounts.visitors import Visitor
from commons.followups.registry import MOST_ITEMS, Item
from commons.incoming import absence, rules
from commons.incoming.enums import MailState
from commons.incoming.models import Mail

PAGE = 30


@dataclass(frozen=True)
class MailPage:
    """`next_before` continues with older mails."""

    mails: Sequence[Mail]
    next_before: int | None


def aside(
    visitor: Visitor, *, is_discarded: bool, before: int | None = None
) -> MailPage:
    """The newest first, in one query."""
    state = MailState.DISCARDED if is_discarded else MailState.ASIDE
    rows = Mail.objects.visible_to(visitor).filter(state=state)
    rows = rows.annotate(number_of_files=Count("attachments"))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    return MailPage(shown, shown[-1].pk if len(found) > PAGE else None)


def with_everything() -> QuerySet[Mail]:
    return Mail.objects.select_related("raw", "settled_by").prefetch_related(
        "attachments__file"
    )


def likely_target(mail: Mail, visitor: Visitor) -> tuple[str, str] | None:
    """Name and address of what a mail may belong to, if the visitor may see it."""
    if not mail.kind or mail.target_id is None:
        return None
    target = kinds.load_visible(mail.kind, mail.target_id, visitor)
    if target is None:
        return None
    kind = kinds.get(mail.kind)
    return kind.title(target), kind.url(target)


def away_today(visitor: Visitor) -> Iterator[Item]:
    """Our mailbox is away: the coordination calls whoever looks after it; no query."""
    since = absence.since() if rules.can_change_terms(visitor) else None
    if since is not None:
        yield Item(
            title=_("Mails der Ämter holen wir zurzeit nicht ab"),
            url=reverse("incoming:mail-list"),
            detail=_("Ein Fall für die IT. Verloren geht nichts."),
            since=since,
        )


def waiting_today(visitor: Visitor) -> Iterator[Item]:
    """What nobody has placed yet, the longest waiting first."""
    rows = Mail.objects.visible_to(visitor).filter(state=MailState.ASIDE)
    for mail in rows.order_by("received_at", "pk")[:MOST_ITEMS]:
        yield Item(
            title=mail.subject or _("Mail ohne Betreff"),
            url=mail.get_absolute_url(),
            detail=str(mail.get_reason_display()),
            since=mail.received_at,
            region_id=mail.region_id,
        )
