"""The mails of a round, made when they are sent from the rows as they are then."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from commons.accounts.enums import Language
from commons.delivery import mails
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Withdrawn
from commons.links import services as links
from neighbourhood.rounds import contacts, registry
from neighbourhood.rounds.enums import RoundState
from neighbourhood.rounds.models import RoundParty

# Mails to departments are German, whoever's request sends them.
GERMAN = Language.GERMAN.value


@dataclass(frozen=True)
class Line:
    """One round in a mail about several."""

    party: RoundParty
    url: str
    due: str
    is_reminder: bool
    has_news: bool


def invitation(delivery: Delivery) -> Rendered:
    """Withdrawn if the round ended before the mail went."""
    party = _load(delivery)
    if not party.round.is_live:
        raise Withdrawn
    with translation.override(GERMAN):
        subject = _("%(kind)s mehrerer Ämter: %(title)s")
        if party.due_day:
            subject = _("%(kind)s mehrerer Ämter bis %(due)s: %(title)s")
        words = {
            "kind": registry.get(party.round.kind).label,
            "title": party.round.title,
            "due": _day(party, short=True),
        }
        return _compose(
            "round_invitation",
            party,
            subject=subject % words,
            button=(url_of(party), _("Runde öffnen")),
            departments=[
                row.department.name
                for row in party.round.parties.select_related("department")
                if row.pk != party.pk
            ],
        )


def ended(delivery: Delivery) -> Rendered:
    party = _load(delivery)
    if party.round.is_live:
        raise Withdrawn
    with translation.override(GERMAN):
        is_closed = party.round.state == RoundState.CLOSED
        subject = _("Ergebnis: %(title)s") if is_closed else _("Abgesagt: %(title)s")
        procedure = registry.get(party.round.kind)
        label = procedure.endings.get(party.round.result_code)
        return _compose(
            "round_ended",
            party,
            subject=subject % {"title": party.round.title},
            button=(url_of(party), _("Ansehen")),
            is_closed=is_closed,
            label=label.label if label else "",
        )


def digest(delivery: Delivery) -> Rendered:
    """One mail a day for all rounds of a department; what has ended is left out."""
    lines = list(_lines(delivery))
    if not lines:
        raise Withdrawn
    with translation.override(GERMAN):
        is_reminder = any(line.is_reminder for line in lines)
        subject = _("Neues aus Runden mehrerer Ämter")
        if is_reminder:
            subject = _("Erinnerung: Ihre Stellungnahme in einer Runde fehlt noch")
        if len(lines) == 1:
            subject = f"{subject} ({lines[0].party.round.title})"
        region = lines[0].party.round.region
        contact = contacts.contact_for(region)
        return mails.compose(
            "round_digest",
            {"lines": lines, "contact": contact},
            subject=subject,
            language=GERMAN,
            reply_to=contact.email if contact else "",
        )


def url_of(party: RoundParty) -> str:
    """The address that opens the round; a link's token is made anew for each mail."""
    path = party.get_absolute_url()
    if party.link is not None:
        path = reverse("rounds:link-show", args=[links.token_of(party.link)])
    return f"{settings.BASE_URL}{path}"


def _lines(delivery: Delivery) -> Iterable[Line]:
    reminded = set(delivery.params["reminded"])
    news = set(delivery.params["news"])
    rows = _parties().filter(pk__in=reminded | news)
    for party in rows.order_by("due_on", "pk"):
        is_reminder = party.pk in reminded and party.is_unanswered
        has_news = party.pk in news
        if party.round.is_live and (is_reminder or has_news):
            due = _day(party) if party.is_unanswered else ""
            yield Line(party, url_of(party), due, is_reminder, has_news)


def _compose(
    template: str,
    party: RoundParty,
    *,
    subject: str,
    button: tuple[str, str],
    **more: Any,
) -> Rendered:
    contact = contacts.contact_for(party.round.region)
    context = {
        "party": party,
        "round": party.round,
        "kind": registry.get(party.round.kind).label,
        "contact": contact,
        "due": _day(party),
        **more,
    }
    return mails.compose(
        template,
        context,
        subject=subject,
        language=GERMAN,
        button=button,
        reply_to=contact.email if contact else "",
    )


def _day(party: RoundParty, *, short: bool = False) -> str:
    if party.due_day is None:
        return ""
    with translation.override(GERMAN):
        return formats.date_format(party.due_day, "d.m.Y" if short else "j. F Y")


def _load(delivery: Delivery) -> RoundParty:
    party = _parties().filter(pk=delivery.params["party"]).first()
    if party is None:
        raise Withdrawn
    return party


def _parties() -> QuerySet[RoundParty]:
    return RoundParty.objects.select_related("round__region", "department", "link")
