"""What can happen to the dates of a network, and what its followers read."""

from collections.abc import Iterable
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from commons.clock import BERLIN
from commons.spoken import day_in_words
from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.moderation.letters import told
from participation.networks.models import NetworkDate
from participation.networks.queries import members
from participation.networks.verbs import telling
from participation.networks.verbs.letters import Letter

LOOK = gettext_lazy("Termin ansehen")
SET = Letter(
    line=gettext_lazy("Neuer Termin in „%(name)s“: %(title)s"),
    subject=gettext_lazy("Neuer Termin: %(title)s"),
    text=gettext_lazy("Das Netzwerk „%(name)s“ trifft sich.\n\n%(when)s\n\n%(more)s"),
    action=LOOK,
)
MOVED = Letter(
    line=gettext_lazy("Geändert in „%(name)s“: %(title)s"),
    subject=gettext_lazy("Termin geändert: %(title)s"),
    text=gettext_lazy(
        "Für einen Termin im Netzwerk „%(name)s“ gilt jetzt:\n\n%(when)s"
    ),
    action=LOOK,
)
CANCELLED = Letter(
    line=gettext_lazy("Abgesagt in „%(name)s“: %(title)s"),
    subject=gettext_lazy("Abgesagt: %(title)s"),
    text=gettext_lazy("Dieser Termin im Netzwerk „%(name)s“ fällt aus.\n\n%(when)s"),
    action=LOOK,
)
RESTORED = Letter(
    line=gettext_lazy("Findet doch statt in „%(name)s“: %(title)s"),
    subject=gettext_lazy("Findet doch statt: %(title)s"),
    text=gettext_lazy(
        "Dieser Termin im Netzwerk „%(name)s“ war abgesagt und findet doch "
        "statt.\n\n%(when)s"
    ),
    action=LOOK,
)


def _readers(date: NetworkDate, params: Params) -> Iterable[Recipient]:
    """Whoever follows the network and may read it, each at the pace they chose."""
    return telling.readers(date.network, params)


def _tell(
    letter: Letter, date: NetworkDate, params: Params, who: Recipient
) -> Told | None:
    """Nothing of a date that is over, nor for who may not read the network any more."""
    is_over = date.ends_at < timezone.now()
    if is_over or date.is_cancelled != (letter is CANCELLED):
        return None
    if not members.may_hear(who.user_id, date.network):
        return None
    words = {
        "name": date.network.name,
        "title": date.title,
        "when": _when(date),
        "more": _more(int(params.get("count", 1)) - 1),
    }
    return told(letter, words, url=date.get_absolute_url())


def _when(date: NetworkDate) -> str:
    local = timezone.localtime(date.starts_at, BERLIN)
    words = _("%(title)s: %(day)s, %(time)s Uhr") % {
        "title": date.title,
        "day": day_in_words(local.date()),
        "time": f"{local:%H:%M}",
    }
    return f"{words}, {date.place_text}" if date.place_text else words


def _more(number: int) -> str:
    if number < 1:
        return ""
    return ngettext(
        "Ein weiterer Termin steht auf der Seite.",
        "%(number)s weitere Termine stehen auf der Seite.",
        number,
    ) % {"number": number}


VERBS = (
    Verb(
        "network_date.set",
        words=gettext_lazy("hat einen Termin eines Netzwerks angesetzt"),
        audience=_readers,
        tell=partial(_tell, SET),
    ),
    Verb(
        "network_date.moved",
        words=gettext_lazy("hat einen Termin eines Netzwerks verlegt"),
        audience=_readers,
        tell=partial(_tell, MOVED),
    ),
    Verb(
        "network_date.changed",
        words=gettext_lazy("hat die Beschreibung eines Termins geändert"),
    ),
    Verb(
        "network_date.cancelled",
        words=gettext_lazy("hat einen Termin eines Netzwerks abgesagt"),
        audience=_readers,
        tell=partial(_tell, CANCELLED),
    ),
    Verb(
        "network_date.restored",
        words=gettext_lazy("hat die Absage eines Termins zurückgenommen"),
        audience=_readers,
        tell=partial(_tell, RESTORED),
    ),
    Verb(
        "network.calendar_opened",
        words=gettext_lazy("hat einen Kalender eines Netzwerks abonniert"),
    ),
    Verb(
        "network.calendar_closed",
        words=gettext_lazy("hat das Abo eines Kalenders beendet"),
    ),
)
