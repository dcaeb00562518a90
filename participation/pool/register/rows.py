"""What the pool knows of a person, and what becomes of it."""

from django.utils.translation import gettext_lazy as _

from commons import owndata
from participation.pool.services import tending


def register() -> None:
    _register_entries()
    _register_bookings()
    owndata.register(
        model="pool.CalendarSource",
        user_fields=("created_by",),
        label=_("Kalender, die Sie mit einem Eintrag verbunden haben"),
        retain=_("Bleibt ohne Ihren Namen beim Eintrag."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("offer_id", "host", "entered_at"),
    )
    owndata.register(
        model="pool.OfferCalendarKey",
        user_fields=("user",),
        label=_("Ihre Kalender-Abos von Buchungen"),
        retain=_("Werden mit dem Konto gelöscht."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("offer_id", "created_at"),
    )
    owndata.register(
        model="pool.PoolTerms",
        user_fields=("changed_by",),
        label=_("Regeln des Pools, die Sie geändert haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("changed_at", "lasting_days", "ask_days", "answer_days"),
        staff=_("Wer Regeln geändert hat, als Nachweis der Zuständigkeit."),
    )


def _register_entries() -> None:
    owndata.register(
        model="pool.Offer",
        user_fields=("author",),
        label=_("Ihre Angebote und Gesuche im Pool"),
        retain=_(
            "Eigene Einträge nehmen wir aus dem Pool. Einträge eines Akteurs bleiben "
            "ohne Ihren Namen stehen."
        ),
        erase=tending.forget_author,
        exported_fields=(
            *("pk", "side", "kind", "title", "text", "conditions", "place_text"),
            *("submitted_at", "publication", "ended_at"),
        ),
    )
    owndata.register(
        model="pool.OfferSnapshot",
        user_fields=("created_by",),
        label=_("Frühere Fassungen Ihrer Einträge im Pool"),
        retain=_("Bleiben ohne Ihren Namen beim Eintrag."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("target_id", "version", "content", "created_at"),
    )
    owndata.register(
        model="pool.Inquiry",
        user_fields=("by",),
        label=_("Nachrichten, die Sie zu Einträgen geschrieben haben"),
        retain=_("Werden mit dem Konto gelöscht, sonst nach einem halben Jahr."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("offer_id", "text", "contact", "created_at"),
    )


def _register_bookings() -> None:
    owndata.register(
        model="pool.Booking",
        user_fields=("by", "acted_by"),
        label=_("Ihre Buchungen, und die Sie beantwortet haben"),
        retain=_(
            "Kommende sagen wir ab. Vergangene bleiben ohne Ihren Namen und ohne "
            "Zweck, damit Häuser ihr Jahr zusammenzählen können; nach zwei Jahren "
            "steht bei keiner mehr ein Name."
        ),
        erase=tending.forget_person,
        exported_fields=(
            *("pk", "offer_id", "starts_at", "ends_at", "quantity", "purpose"),
            *("state", "requested_at"),
        ),
    )
