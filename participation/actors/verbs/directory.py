"""What happens to the directory; those concerned get a mail of their own."""

from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Verb
from participation.actors.verbs import telling

VERBS = (
    Verb("actor.asked", _("hat gefragt, ob ein Eintrag noch stimmt")),
    Verb(
        "actor.confirmed",
        _("hat gesagt, dass ein Eintrag noch stimmt"),
        generations=telling.generations,
        groups=telling.at_desk,
    ),
    Verb(
        "actor.archived",
        _("hat einen Eintrag ins Archiv gelegt"),
        generations=telling.generations,
        groups=telling.at_desk,
        search="remove",
    ),
    Verb(
        "actor.brought_back",
        _("hat einen Eintrag aus dem Archiv geholt"),
        generations=telling.generations,
        groups=telling.at_desk,
        search="index",
    ),
    Verb(
        "actor_hint.received",
        _("hat gesagt, welcher Akteur fehlt"),
        groups=telling.at_desk,
    ),
    Verb(
        "actor_hint.settled",
        _("hat sich um einen Hinweis auf einen Akteur gekümmert"),
        groups=telling.at_desk,
    ),
    Verb("directory.terms_changed", _("hat Regeln des Verzeichnisses geändert")),
)
