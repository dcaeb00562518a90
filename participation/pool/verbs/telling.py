"""Who hears of entries and bookings, and how letters get their words.

Rendered when it is read: what was blackened or taken down meanwhile is told to nobody.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from commons.html import plain_text
from commons.spoken import day_in_words
from commons.verbs.registry import Params, Recipient, Told
from participation.actors.queries.people import speaker_ids
from participation.moderation.letters import told, words_of
from participation.pool.models import Booking, Inquiry, Offer, OfferMatch
from participation.pool.queries.calendar import booker_name
from participation.pool.queries.wording import when_in_words
from participation.pool.spans import Span
from participation.pool.verbs import letters
from participation.pool.verbs.letters import Letter

KEEPER, BOOKER = "pool_keeper", "pool_booker"
QUOTED = 2_000  # characters
SENTENCE = gettext_lazy("Der Grund: Ihr Eintrag %(reason)s.")


def keepers_of(offer: Offer, _params: Params) -> Iterable[Recipient]:
    """Whoever looks after it: its author, or all who speak for its actor."""
    if offer.actor is not None:
        for user_id in speaker_ids(offer.actor):
            yield Recipient(user_id=user_id, reason=KEEPER)
    elif offer.author_id:
        yield Recipient(user_id=offer.author_id, reason=KEEPER)


def author_if_decided(offer: Offer, params: Params) -> Iterable[Recipient]:
    """What becomes public without a decision is no news to who wrote it."""
    if params.get("decision") and offer.author_id:
        yield Recipient(user_id=offer.author_id, reason="author")


def tell_decision(letter: Letter, offer: Offer, params: Params, who: Recipient) -> Told:
    """What a decision made of one's own entry."""
    decided = partial(words_of, params, who, sentence=SENTENCE)
    return told(letter, _words(offer), url=offer.get_absolute_url(), more=decided)


def tell_keeper(
    letter: Letter, page: str, offer: Offer, _params: Params, _who: Recipient
) -> Told | None:
    """News of time; `page` is where the keeper acts."""
    if not offer.is_public:
        return None
    return told(letter, _words(offer), url=reverse(page, args=[offer.pk]))


def tell_calendar(offer: Offer, _params: Params, _who: Recipient) -> Told | None:
    source = getattr(offer, "calendar_source", None)
    if source is None or not source.problem:
        return None
    words = {**_words(offer), "problem": source.get_problem_display()}
    url = reverse("pool:calendar-connect", args=[offer.pk])
    return told(letters.CALENDAR_FAILED, words, url=url)


def both_sides(match: OfferMatch, params: Params) -> Iterable[Recipient]:
    """Each person once, though they may look after both."""
    known: set[int | None] = set()
    for offer in (match.offer, match.wanted):
        for who in keepers_of(offer, params):
            if who.user_id not in known:
                known.add(who.user_id)
                yield who


def tell_match(match: OfferMatch, _params: Params, who: Recipient) -> Told | None:
    """The other side's entry; nothing once one of both is over."""
    if not (match.offer.is_listed and match.wanted.is_listed):
        return None
    keeps_offer = who.user_id in {each.user_id for each in keepers_of(match.offer, {})}
    own, other, letter = (
        (match.offer, match.wanted, letters.MATCHED_OFFER)
        if keeps_offer
        else (match.wanted, match.offer, letters.MATCHED_REQUEST)
    )
    words = {**_words(own), "other": other.title, "where": _where(other)}
    return told(letter, words, url=other.get_absolute_url())


def keepers_asked(inquiry: Inquiry, params: Params) -> Iterable[Recipient]:
    return keepers_of(inquiry.offer, params)


def tell_inquiry(inquiry: Inquiry, _params: Params, _who: Recipient) -> Told:
    words = {
        **_words(inquiry.offer),
        "name": inquiry.by.public_name,
        "text": plain_text(inquiry.text, QUOTED),
        "contact": inquiry.contact,
    }
    return told(letters.INQUIRED, words, url=inquiry.offer.get_absolute_url())


def house(booking: Booking, params: Params) -> Iterable[Recipient]:
    return keepers_of(booking.offer, params)


def booker(booking: Booking, _params: Params) -> Iterable[Recipient]:
    if booking.by_id:
        yield Recipient(user_id=booking.by_id, reason=BOOKER)


def other_side(booking: Booking, params: Params) -> Iterable[Recipient]:
    """Whoever did not do it; of a team that keeps it, the others as well."""
    people = [*booker(booking, params), *house(booking, params)]
    known: set[int | None] = {booking.acted_by_id}
    for who in people:
        if who.user_id not in known:
            known.add(who.user_id)
            yield who


def tell_booking(
    letter: Letter, booking: Booking, _params: Params, _who: Recipient
) -> Told:
    offer = booking.offer
    words = {
        **_words(offer),
        "name": booker_name(booking) or _("Jemand"),
        "when": when_in_words(Span(booking.starts_at, booking.ends_at)),
        "count": _count(booking),
        "purpose": plain_text(booking.purpose, QUOTED),
        "reason": booking.reason,
        "until": day_in_words(Span(booking.answer_by, booking.answer_by).first_day),
        "place": offer.place_text,
        "conditions": plain_text(offer.conditions, QUOTED),
    }
    return told(letter, words, url=booking.get_absolute_url())


def generations(offer: Offer) -> list[str]:
    """Cached pages that show it."""
    region = [f"region:{offer.region_id}"] if offer.region_id else []
    return ["pool", *region]


def _words(offer: Offer) -> dict[str, Any]:
    return {
        "title": offer.title,
        "side": offer.get_side_display(),
        "until": day_in_words(offer.expires_on),
    }


def _where(offer: Offer) -> str:
    return offer.region.name if offer.region else _("im ganzen Bezirk")


def _count(booking: Booking) -> str:
    if booking.quantity == 1:
        return ""
    words = ngettext(", %(count)s Stück", ", %(count)s Stück", booking.quantity)
    return words % {"count": booking.quantity}
