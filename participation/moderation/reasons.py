"""What a reason means: its family, the house rule it rests on, the facts it states.

Pure words and tables; models, services and pages ask here.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from participation.moderation.enums import (
    Basis as B,  # noqa: N817 -- tables
    Family,
    Reason as R,  # noqa: N817 -- to be
    Verdict as V,  # noqa: N817 -- read
)

# The families in the order of the desk, kindest first; OTHER stands last.
FAMILIES: dict[Family, tuple[R, ...]] = {
    Family.OTHER_WAY: (
        R.DEFECT,
        R.FORMAL,
        R.OTHER_BODY,
        R.DECIDED_ALREADY,
        R.NOT_IN_DISTRICT,
        R.DUPLICATE,
    ),
    Family.CHANGE: (R.UNCLEAR, R.PLACE_MISSING, R.SEVERAL),
    Family.RULES: (
        R.PERSONAL_DATA,
        R.INSULT,
        R.ADVERTISING,
        R.PARTY_POLITICAL,
        R.ELECTION,
        R.SPAM,
        R.OFF_TOPIC,
        R.UNLAWFUL,
        R.OTHER,
    ),
}
FAMILY_OF = {reason: family for family, each in FAMILIES.items() for reason in each}
OTHER_WAY = frozenset(FAMILIES[Family.OTHER_WAY])
# The rule that a reason rests on unless the moderator names another.
BASIS_OF: dict[R, B] = {
    R.DEFECT: B.RULE_TOPIC,
    R.FORMAL: B.RULE_TOPIC,
    R.OTHER_BODY: B.RULE_TOPIC,
    R.DECIDED_ALREADY: B.RULE_TOPIC,
    R.NOT_IN_DISTRICT: B.RULE_TOPIC,
    R.DUPLICATE: B.RULE_ONCE,
    R.UNCLEAR: B.RULE_CLEAR,
    R.PLACE_MISSING: B.RULE_CLEAR,
    R.SEVERAL: B.RULE_CLEAR,
    R.PERSONAL_DATA: B.RULE_PRIVACY,
    R.INSULT: B.RULE_RESPECT,
    R.ADVERTISING: B.RULE_ADVERTISING,
    R.PARTY_POLITICAL: B.RULE_NEUTRAL,
    R.ELECTION: B.RULE_NEUTRAL,
    R.SPAM: B.RULE_ADVERTISING,
    R.OFF_TOPIC: B.RULE_TOPIC,
    R.OTHER: B.RULE_TOPIC,
}
# How the desk calls them: short, for somebody who picks one all day.
SHORT: dict[R, str | Promise] = {
    R.DEFECT: _("Mangel"),
    R.FORMAL: _("förmliches Verfahren"),
    R.OTHER_BODY: _("andere Stelle"),
    R.DECIDED_ALREADY: _("schon entschieden"),
    R.NOT_IN_DISTRICT: _("anderer Bezirk"),
    R.DUPLICATE: _("gibt es schon"),
    R.UNCLEAR: _("unklar"),
    R.PLACE_MISSING: _("Ort fehlt"),
    R.SEVERAL: _("mehrere Ideen"),
    R.PERSONAL_DATA: _("Angaben über andere"),
    R.INSULT: _("Beleidigung"),
    R.ADVERTISING: _("Werbung"),
    R.PARTY_POLITICAL: _("Partei"),
    R.ELECTION: _("Wahl"),
    R.SPAM: _("Spam"),
    R.OFF_TOPIC: _("nicht zum Thema"),
    R.UNLAWFUL: _("gegen ein Gesetz"),
    R.OTHER: _("anderes"),
}
RULES = tuple(each for each in B if each.value.startswith("rule_"))
LAWS = tuple(each for each in B if each.is_law)
# Sections of the page "Regeln"; laws stand in one section together.
RULES_PAGE = "regeln"
LAWS_ANCHOR = "gesetze-gelten-auch-hier"
ANCHORS: dict[B, str] = {
    B.RULE_TOPIC: "worum-es-hier-geht",
    B.RULE_ONCE: "jedes-anliegen-einmal",
    B.RULE_CLEAR: "verstaendlich-und-mit-ort",
    B.RULE_RESPECT: "respektvoll-miteinander",
    B.RULE_PRIVACY: "keine-angaben-ueber-andere",
    B.RULE_ADVERTISING: "keine-werbung",
    B.RULE_NEUTRAL: "keine-werbung-fuer-parteien",
    B.RULE_RIGHTS: "eigene-texte-und-bilder",
    B.RULE_CHECKING: "wie-wir-pruefen",
}
# What is stated as the facts where the moderator writes nothing more exact. Whoever
# says "unlawful" or "other" has to say what it is.
FACTS_OF: dict[R, str | Promise] = {
    R.DEFECT: _(
        "Der Beitrag beschreibt einen Mangel, den die Stadt über ein eigenes Formular "
        "annimmt und behebt."
    ),
    R.FORMAL: _(
        "Es geht um einen Antrag, einen Widerspruch oder ein anderes förmliches "
        "Verfahren. Dafür gelten Fristen und Formen, die hier niemand wahren kann."
    ),
    R.OTHER_BODY: _(
        "Was der Beitrag möchte, kann der Bezirk nicht selbst entscheiden."
    ),
    R.DECIDED_ALREADY: _("Über das, was der Beitrag möchte, ist schon entschieden."),
    R.NOT_IN_DISTRICT: _("Der Ort, um den es geht, liegt nicht in unserem Bezirk."),
    R.DUPLICATE: _("Dasselbe Anliegen steht schon auf der Plattform."),
    R.UNCLEAR: _("Es steht noch nicht da, was sich ändern soll."),
    R.PLACE_MISSING: _(
        "Aus dem Beitrag geht noch nicht hervor, um welchen Ort es geht."
    ),
    R.SEVERAL: _(
        "Der Beitrag enthält mehrere Ideen, für die verschiedene Ämter zuständig sind."
    ),
    R.PERSONAL_DATA: _(
        "Der Beitrag enthält Angaben über andere Menschen, zum Beispiel einen Namen, "
        "eine Telefonnummer oder ein Kennzeichen."
    ),
    R.INSULT: _("Der Beitrag beleidigt andere oder setzt sie herab."),
    R.ADVERTISING: _("Der Beitrag wirbt für ein Angebot."),
    R.PARTY_POLITICAL: _("Der Beitrag wirbt für eine Partei oder gegen eine."),
    R.ELECTION: _(
        "Der Beitrag wirbt vor einer Wahl für Kandidierende oder Parteien oder gegen "
        "sie."
    ),
    R.SPAM: _("Der Beitrag ist eine Massensendung ohne Bezug zum Stadtteil."),
    R.OFF_TOPIC: _("Der Beitrag hat mit dem, wozu er steht, nichts zu tun."),
}
# Labels that are a sentence of their own and don't go on from "Ihre Idee …".
WHOLE_SENTENCES = frozenset({R.OTHER_BODY, R.PLACE_MISSING})


def is_other_way(reason: str) -> bool:
    return reason in OTHER_WAY


def is_redirection(verdict: str, reason: str) -> bool:
    """A no that sends somebody where they get further; never called a rejection."""
    return verdict == V.DECLINE and is_other_way(reason)


def why(reason: str, sentence: str | Promise) -> str:
    """The reason as a sentence; `sentence` is that of the kind, "Ihre Idee …"."""
    if reason in {R.NONE, R.OTHER}:
        return ""
    label = str(R(reason).label)
    if reason in WHOLE_SENTENCES:
        return gettext("Der Grund: %(reason)s.") % {
            "reason": label[:1].upper() + label[1:]
        }
    return str(sentence) % {"reason": label}


def in_families() -> list[tuple[str | Promise, list[tuple[str, str | Promise]]]]:
    """All reasons as the choices of a form, in their families."""
    return [
        (family.label, [(reason.value, SHORT[reason]) for reason in each])
        for family, each in FAMILIES.items()
    ]


def bases() -> list[tuple[str | Promise, list[tuple[str, str | Promise]]]]:
    """House rules and laws as the choices of a form."""
    return [
        (_("Unsere Regeln"), [(each.value, each.label) for each in RULES]),
        (_("Gesetze"), [(each.value, each.label) for each in LAWS]),
    ]
