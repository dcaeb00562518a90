"""What happens to Rundbriefe; nobody is told by bell, the mail itself tells."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Verb
from neighbourhood.newsletters.models import Newsletter
from neighbourhood.regions.models import Region


def pages_of(newsletter: Newsletter) -> Iterable[str]:
    """The cached pages that show a public Rundbrief, or name it."""
    return (
        f"newsletter:{newsletter.pk}",
        "newsletters",
        f"region:{newsletter.region_id}",
    )


def _quiet(key: str, words: str | Promise) -> Verb:
    """Nothing of it shows in public."""
    return Verb(key, words=words, groups=lambda _newsletter: ["desk"])


def _seen(key: str, words: str | Promise) -> Verb:
    return Verb(
        key,
        words=words,
        generations=pages_of,
        groups=lambda _newsletter: ["desk"],
    )


def _of_region(_region: Region) -> Iterable[str]:
    return ["desk"]


VERBS = (
    _quiet("newsletter.begun", _("hat einen Rundbrief begonnen")),
    _quiet("newsletter.edited", _("hat an einem Rundbrief geschrieben")),
    _quiet("newsletter.discarded", _("hat den Entwurf eines Rundbriefs gelöscht")),
    _quiet("newsletter.tested", _("hat sich einen Rundbrief zur Probe geschickt")),
    _quiet("newsletter.released", _("hat einen Rundbrief freigegeben")),
    _quiet(
        "newsletter.taken_back",
        _("hat die Freigabe eines Rundbriefs zurückgenommen"),
    ),
    _seen("newsletter.started", _("hat einen Rundbrief verschickt")),
    _quiet("newsletter.stopped", _("hat den Versand eines Rundbriefs angehalten")),
    _quiet("newsletter.resumed", _("hat den Versand eines Rundbriefs fortgesetzt")),
    _quiet("newsletter.left", _("hat den Versand eines Rundbriefs beendet")),
    _quiet("newsletter.sent", _("hat einen Rundbrief fertig verschickt")),
    _seen("newsletter.corrected", _("hat einen Rundbrief berichtigt")),
    Verb(
        "newsletter.rhythm_changed",
        words=_("hat geändert, wie oft ein Rundbrief erscheint"),
        groups=_of_region,
    ),
    Verb(
        "newsletter.terms_changed",
        words=_("hat Regeln für Rundbriefe geändert"),
    ),
)
