"""What the registries know of offers and requests."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies, kinds
from commons.accounts.visitors import Visitor
from commons.blackening import Blackening
from commons.copies import About
from commons.search import registry as search
from participation.moderation import desk
from participation.moderation.redacting import Redacting, Words
from participation.moderation.services.keeping import columns
from participation.pool.models import Booking, Inquiry, Offer, OfferMatch, OfferSnapshot
from participation.pool.services import offering, publication


def register() -> None:
    _register_kinds()
    _register_desk()
    _register_copies()
    search.register(
        "offer",
        document_of=document_of,
        everything=_listed,
        label=_("Angebote und Gesuche"),
        slug="pool",
    )


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="offer",
            model="pool.Offer",
            label=_("Eintrag im Pool"),
            title=lambda offer: offer.title,
            url=lambda offer: offer.get_absolute_url(),
            region_id=lambda offer: offer.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("region", "actor", "calendar_source"),
        )
    )
    kinds.register(
        kinds.Kind(
            key="offer_match",
            model="pool.OfferMatch",
            label=_("Was zusammenpasst"),
            title=lambda match: match.offer.title,
            url=lambda match: match.offer.get_absolute_url(),
            region_id=lambda match: match.offer.region_id,
            visible_to=_matches_visible_to,
            related=(
                *("offer__region", "offer__actor"),
                *("wanted__region", "wanted__actor"),
            ),
        )
    )
    kinds.register(
        kinds.Kind(
            key="inquiry",
            model="pool.Inquiry",
            label=_("Nachricht zu einem Eintrag"),
            title=lambda inquiry: inquiry.offer.title,
            url=lambda inquiry: inquiry.offer.get_absolute_url(),
            region_id=lambda inquiry: inquiry.offer.region_id,
            visible_to=_inquiries_visible_to,
            related=("offer__actor", "by"),
        )
    )


def _matches_visible_to(rows: QuerySet[OfferMatch], visitor: Visitor) -> QuerySet:
    kept = Offer.objects.managed_by(visitor).values("pk")
    return rows.filter(offer__in=kept) | rows.filter(wanted__in=kept)


def _inquiries_visible_to(rows: QuerySet[Inquiry], visitor: Visitor) -> QuerySet:
    kept = Offer.objects.managed_by(visitor).values("pk")
    return rows.filter(offer__in=kept) | rows.filter(by_id=visitor.user_id or 0)


def _register_desk() -> None:
    desk.register(
        desk.DeskKind(
            kind="offer",
            template="pool/_offer_at_desk.html",
            title_of=lambda offer: offer.title,
            text_of=_words_of,
            number_of=lambda offer: f"P-{offer.pk}",
            apply=publication.apply,
            verdicts=tuple(publication.VERBS),
            withdraw=offering.withdraw,
            by_number=_by_number,
            # Two houses may well offer the same; only ideas are merged.
            twins_of=lambda _offer, _most: (),
            versions_of=_versions_of,
            related=("actor",),
            is_placed=True,
            keep=columns,
            undo=publication.undo,
            redacting=Redacting(words=_redactable),
        )
    )


def _words_of(offer: Offer) -> str:
    words = (offer.title, offer.text, offer.conditions, offer.place_text)
    return "\n\n".join(filter(None, words))


def _redactable(offer: Offer) -> list[Words]:
    return [
        Words("title", _("Titel"), offer.title),
        Words("text", _("Beschreibung"), offer.text),
        Words("conditions", _("Bedingungen"), offer.conditions),
        Words("place", _("Ort"), offer.place_text),
    ]


def _by_number(number: str) -> Offer | None:
    return desk.numbered(Offer.objects.all(), number, "P")


def _versions_of(offer: Offer) -> list[desk.Version]:
    return desk.versions(offer.snapshots)


def document_of(offer: Offer) -> search.Document | None:
    if not offer.is_listed:
        return None
    return search.Document(
        offer.title,
        f"{offer.text}\n\n{offer.place_text}".strip(),
        region_id=offer.region_id,
        dated_at=offer.published_at,
    )


def _listed() -> Iterable[Offer]:
    return Offer.objects.listed().order_by("pk").iterator(chunk_size=1_000)


def _register_copies() -> None:
    copies.register("pool.Offer", (*offering.WORDS, "slug"), _offers)
    copies.register("pool.OfferSnapshot", ("content",), _snapshots)
    copies.register("pool.Inquiry", ("text", "contact"), _inquiries)
    copies.register("pool.Booking", ("purpose", "reason"), _bookings)


def _offers(about: About, _black: Blackening) -> QuerySet:
    return Offer.objects.filter(pk__in=about.of("offer"))


def _snapshots(about: About, _black: Blackening) -> QuerySet:
    return OfferSnapshot.objects.filter(target__in=about.of("offer"))


def _inquiries(about: About, _black: Blackening) -> QuerySet:
    return Inquiry.objects.filter(offer__in=about.of("offer"))


def _bookings(about: About, _black: Blackening) -> QuerySet:
    return Booking.objects.filter(offer__in=about.of("offer"))
