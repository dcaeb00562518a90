"""What stays of a date: its words, its pictures, its place on the page."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies, owndata, slots
from commons.blackening import Blackening
from commons.copies import About
from commons.files import registry as files
from commons.files.models import StoredFile
from commons.followups import registry as today
from commons.notifications import reasons, subjects
from commons.verbs import registry as verbs
from events.calendar import registration_panels as panels
from events.calendar.models import Aftermath, AftermathPhoto
from events.calendar.queries import afterwards as queries
from events.calendar.services.afterwards import PURPOSE
from events.calendar.verbs import afterwards


def register() -> None:
    verbs.declare(*afterwards.VERBS)
    reasons.register(
        afterwards.ORGANISER,
        _("Sie bekommen diese Mail, weil Sie die Veranstaltung ausrichten."),
        short=_("Ihre Veranstaltung"),
        subject=subjects.OWN,
        through=None,
    )
    files.guard(PURPOSE, queries.can_see_picture, is_public=queries.is_public_picture)
    copies.register("calendar.Aftermath", ("minutes", "results", "became"), _aftermaths)
    copies.register("calendar.AftermathPhoto", ("alt_text",), _photos)
    copies.register("files.StoredFile", ("name",), _files)
    owndata.register(
        model="calendar.Aftermath",
        user_fields=("author",),
        label=_("Was Sie nach einer Veranstaltung aufgeschrieben haben"),
        retain=_("Bleibt ohne Ihren Namen: Es steht für die Veranstalter."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("pk", "minutes", "results", "became", "heads", "edited_at"),
    )
    today.register(
        "aftermath",
        _("Nach Veranstaltungen"),
        queries.waiting,
        order=64,
    )
    slots.fill(
        "event",
        template="calendar/_aftermath.html",
        context=panels.afterwards,
        order=5,
        query_budget=5,
    )


def _aftermaths(about: About, _blackening: Blackening) -> QuerySet[Aftermath]:
    return Aftermath.objects.filter(occurrence__event__in=about.of("event"))


def _photos(about: About, _blackening: Blackening) -> QuerySet[AftermathPhoto]:
    dates = about.of("event")
    return AftermathPhoto.objects.filter(aftermath__occurrence__event__in=dates)


def _files(about: About, blackening: Blackening) -> QuerySet[StoredFile]:
    shown = _photos(about, blackening).values("stored_file")
    return StoredFile.objects.filter(pk__in=shown)
