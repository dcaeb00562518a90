"""What people read about posts and tasks of their networks, by bell and by mail."""

from django.utils.translation import gettext_lazy as _

from participation.networks.verbs.letters import Letter

LOOK = _("Beitrag ansehen")
PUBLISHED = Letter(
    line=_("Neu in „%(name)s“: %(title)s"),
    subject=_("%(name)s: %(title)s"),
    text=_("%(author)s schreibt in „%(name)s“:\n\n%(text)s\n\n%(files)s\n\n%(reply)s"),
    action=LOOK,
)
HIDDEN = Letter(
    line=_("Ihr Beitrag in „%(name)s“ ist vorläufig nicht mehr zu sehen"),
    subject=_("Ihr Beitrag ist vorläufig verborgen"),
    text=_(
        "Wir zeigen Ihren Beitrag im Netzwerk „%(name)s“ zurzeit nicht und prüfen ihn "
        "noch einmal. Das Ergebnis teilen wir Ihnen mit.\n\n%(why)s\n\n%(words)s\n\n"
        "%(objection)s"
    ),
    action=LOOK,
)
RESTORED = Letter(
    line=_("Ihr Beitrag in „%(name)s“ ist wieder zu sehen"),
    subject=_("Ihr Beitrag ist wieder zu sehen"),
    text=_(
        "Wir haben Ihren Beitrag im Netzwerk „%(name)s“ noch einmal geprüft. Er ist "
        "wieder da, mit allen Kommentaren.\n\n%(words)s"
    ),
    action=LOOK,
)
DECLINED = Letter(
    line=_("Ihr Beitrag in „%(name)s“ bleibt verborgen"),
    subject=_("Ihr Beitrag bleibt verborgen"),
    text=_(
        "Ihren Beitrag im Netzwerk „%(name)s“ zeigen wir nicht mehr.\n\n%(why)s\n\n"
        "%(words)s\n\n%(way)s\n\n%(objection)s"
    ),
    action=LOOK,
)
REMOVED = Letter(
    line=_("Ihr Beitrag in „%(name)s“ ist entfernt"),
    subject=_("Ihr Beitrag ist entfernt"),
    text=_(
        "Ihren Beitrag im Netzwerk „%(name)s“ haben wir entfernt.\n\n%(why)s\n\n"
        "%(words)s\n\n%(objection)s"
    ),
    action=LOOK,
)
TAKEN_BACK = Letter(
    line=_("Wir prüfen Ihren Beitrag in „%(name)s“ noch einmal"),
    subject=_("Ihr Beitrag wird neu geprüft"),
    text=_(
        "Unsere Entscheidung über Ihren Beitrag im Netzwerk „%(name)s“ nehmen wir "
        "zurück. Wir prüfen ihn noch einmal und schreiben Ihnen, was daraus wird. Bis "
        "dahin ist er nicht zu sehen.\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
    action=LOOK,
)
DUE = Letter(
    line=_("Ihre Aufgabe aus „%(name)s“ bis zum %(day)s: %(task)s"),
    subject=_("Ihre Aufgabe bis zum %(day)s"),
    text=_(
        "Bei einem Treffen von „%(name)s“ haben Sie übernommen:\n\n%(task)s\n\n"
        "Abgemacht war bis zum %(day)s. Ist es erledigt, haken Sie es bitte ab."
    ),
    action=_("Aufgabe ansehen"),
)
REFUSED = Letter(
    line=_("Ihre Antwort per Mail ist nicht erschienen"),
    subject=_("Ihre Antwort ist nicht erschienen"),
    text=_(
        "Sie haben auf eine Mail über einen Beitrag in einem Netzwerk geantwortet. "
        "Ihre Worte sind nicht erschienen: %(refusal)s\n\nSchreiben Sie Ihren "
        "Kommentar bitte auf der Plattform."
    ),
    action=LOOK,
)
# Why a mail became no comment.
REFUSALS = {
    "sender": _(
        "Die Mail kam von einer Adresse, die nicht zu Ihrem Konto gehört. Das schützt "
        "Sie davor, dass jemand unter Ihrem Namen schreibt."
    ),
    "expired": _("Die Adresse aus der Mail gilt nicht mehr."),
    "closed": _("Dort können Sie gerade nicht kommentieren."),
    "too_long": _("Der Text ist zu lang für einen Kommentar."),
    "empty": _("In der Mail stand nichts Neues."),
}
REPLY_HINT = _(
    "Sie können auf diese Mail antworten: Ihre Worte erscheinen als Kommentar unter "
    "dem Beitrag, für alle, die ihn lesen. Anhänge kommen nicht mit."
)
