"""The mails of a round, made when they are sent from the rows as they are then."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats, translation
from django.utils.translation import gettext as _

from commons.accounts.enums import Language
from commons.calendars import METHOD, MIME
from commons.delivery import mails
from commons.delivery.models import Delivery
from commons.delivery.renderers import Enclosed, Rendered, Withdrawn
from commons.links import services as links
from neighbourhood.rounds import calendars, contacts, registry
from neighbourhood.rounds.enums import RoundState
from neighbourhood.rounds.models import RoundChange, RoundParty

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
                for row in party.round.parties.present().select_related("department")
                if row.pk != party.pk
            ],
            enclosed=_calendar(party),
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
            enclosed=_calendar(party) if _was_to_meet(party) else (),
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


def moved(delivery: Delivery) -> Rendered:
    """Another date, and why; withdrawn once the round is over."""
    party, change = _changed(delivery)
    with translation.override(GERMAN):
        day = formats.date_format(change.to_day, "j. F Y") if change.to_day else ""
        intro = _("bis zum %(day)s ist jetzt Zeit für Stellungnahmen:") % {"day": day}
        return _news(
            party,
            subject=_("Neuer Termin %(day)s: %(title)s") % _named(party, day=day),
            intro=intro,
            reason=change.reason,
        )


def reopened(delivery: Delivery) -> Rendered:
    party, change = _changed(delivery)
    with translation.override(GERMAN):
        return _news(
            party,
            subject=_("Noch nicht entschieden: %(title)s") % _named(party),
            intro=_("das Ergebnis dieser Runde gilt nicht mehr, sie geht weiter:"),
            reason=change.reason,
        )


def removed(delivery: Delivery) -> Rendered:
    """To whom the round does not wait any more; withdrawn if it asks them again."""
    party = _load(delivery)
    if not party.is_removed or not party.round.is_live:
        raise Withdrawn
    with translation.override(GERMAN):
        return _news(
            party,
            subject=_("Nicht mehr nötig: %(title)s") % _named(party),
            intro=_("in dieser Runde müssen Sie nichts mehr tun:"),
            reason=party.reason,
            button=("", ""),
        )


def meeting(delivery: Delivery) -> Rendered:
    """A date to meet, as it is when the mail goes, with its file for the calendar."""
    party = _load(delivery)
    if not party.round.is_live or not party.round.has_calendar:
        raise Withdrawn
    with translation.override(GERMAN):
        subject = _("Treffen: %(title)s")
        intro = _("für diese Runde gibt es ein Treffen:")
        if party.round.meets_at is None:
            subject = _("Das Treffen fällt aus: %(title)s")
            intro = _("das Treffen dieser Runde fällt aus:")
        return _news(
            party,
            subject=subject % _named(party),
            intro=intro,
            enclosed=_calendar(party),
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
    enclosed: tuple[Enclosed, ...] = (),
    **more: Any,
) -> Rendered:
    contact = contacts.contact_for(party.round.region)
    context = {
        "party": party,
        "round": party.round,
        "kind": registry.get(party.round.kind).label,
        "contact": contact,
        "due": _day(party) if party.is_unanswered else "",
        **more,
    }
    made = mails.compose(
        template,
        context,
        subject=subject,
        language=GERMAN,
        button=button,
        reply_to=contact.email if contact else "",
    )
    return replace(made, enclosed=enclosed)


def _news(
    party: RoundParty,
    *,
    subject: str,
    intro: str,
    reason: str = "",
    button: tuple[str, str] | None = None,
    enclosed: tuple[Enclosed, ...] = (),
) -> Rendered:
    """What is new in a round that goes on."""
    if button is None:
        button = url_of(party), _("Runde öffnen")
    return _compose(
        "round_news",
        party,
        subject=subject,
        button=button,
        enclosed=enclosed,
        intro=intro,
        reason=reason,
    )


def _named(party: RoundParty, **words: str) -> dict[str, str]:
    return {"title": party.round.title, **words}


def _changed(delivery: Delivery) -> tuple[RoundParty, RoundChange]:
    party = _load(delivery)
    change = RoundChange.objects.filter(pk=delivery.params["change"]).first()
    if change is None or not party.round.is_live or party.is_removed:
        raise Withdrawn
    return party, change


def _was_to_meet(party: RoundParty) -> bool:
    return party.round.meets_at is not None and calendars.is_off(party.round)


def _calendar(party: RoundParty) -> tuple[Enclosed, ...]:
    content = calendars.file_of(party.round, party.get_absolute_url())
    if content is None:
        return ()
    params = (("charset", "utf-8"), ("method", METHOD))
    return (Enclosed(calendars.FILE_NAME, content, MIME, params),)


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
