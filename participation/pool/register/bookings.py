"""What the registries know of bookings, and why people are told of the pool."""

from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.notifications import reasons, subjects
from commons.notifications.enums import Pace
from participation.pool.verbs.telling import BOOKER, KEEPER

POOL = "pool"


def register() -> None:
    kinds.register(
        kinds.Kind(
            key="booking",
            model="pool.Booking",
            label=_("Buchung"),
            title=lambda booking: booking.offer.title,
            url=lambda booking: booking.get_absolute_url(),
            region_id=lambda booking: booking.offer.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("offer__actor", "offer__region", "actor", "by"),
        )
    )
    subjects.register(
        subjects.Subject(
            key=POOL,
            label=_("Pool: Angebote, Gesuche und Buchungen"),
            help_text=_(
                "Was zu Ihren Einträgen passt, Nachrichten dazu, Anfragen und "
                "Antworten. Worauf jemand wartet, kommt immer sofort."
            ),
            default=Pace.AT_ONCE,
            order=25,
        )
    )
    reasons.register(
        KEEPER,
        _("Sie bekommen diese Mail, weil Sie sich um diesen Eintrag kümmern."),
        short=_("Ihr Eintrag im Pool"),
        subject=POOL,
        through=None,
    )
    reasons.register(
        BOOKER,
        _("Sie bekommen diese Mail, weil Sie etwas aus dem Pool buchen."),
        short=_("Ihre Buchung"),
        subject=POOL,
        is_owed=True,
    )
