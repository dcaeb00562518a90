from django.db import models
from django.utils.translation import gettext_lazy as _


class ActorKind(models.TextChoices):
    """What sort of body it is; parties are none (`rules`)."""

    CENTRE = "centre", _("Stadtteilzentrum oder Nachbarschaftshaus")
    INITIATIVE = "initiative", _("Initiative")
    ASSOCIATION = "association", _("Verein")
    INSTITUTION = "institution", _("Einrichtung")
    BUSINESS = "business", _("Laden oder Betrieb")


class Level(models.TextChoices):
    """What somebody may do for an actor: each more than the one below."""

    OWNER = "owner", _("Inhaber:in")
    EDITOR = "editor", _("Redaktion")
    MEMBER = "member", _("Mitglied")


# Who changes the profile and speaks for the actor.
SPEAKING = frozenset({Level.OWNER, Level.EDITOR})


class Access(models.TextChoices):
    STEP_FREE = "step_free", _("stufenfrei")
    TOILET = "toilet", _("barrierefreie Toilette")
    HEARING_LOOP = "hearing_loop", _("Höranlage")
    SIGN_LANGUAGE = "sign_language", _("Gebärdensprache")
    PLAIN_LANGUAGE = "plain_language", _("Leichte Sprache")


class InvitationState(models.TextChoices):
    OPEN = "open", _("offen")
    ACCEPTED = "accepted", _("angenommen")
    DECLINED = "declined", _("abgelehnt")
    WITHDRAWN = "withdrawn", _("zurückgenommen")


class SpokenLanguage(models.TextChoices):
    """What is spoken there; sign language and plain language stand with `Access`."""

    GERMAN = "de", _("Deutsch")
    ENGLISH = "en", _("Englisch")
    ARABIC = "ar", _("Arabisch")
    BULGARIAN = "bg", _("Bulgarisch")
    PERSIAN = "fa", _("Farsi und Dari")
    FRENCH = "fr", _("Französisch")
    ITALIAN = "it", _("Italienisch")
    KURDISH = "ku", _("Kurdisch")
    POLISH = "pl", _("Polnisch")
    PORTUGUESE = "pt", _("Portugiesisch")
    ROMANI = "rom", _("Romanes")
    ROMANIAN = "ro", _("Rumänisch")
    RUSSIAN = "ru", _("Russisch")
    SERBIAN = "sr", _("Serbisch")
    SPANISH = "es", _("Spanisch")
    TURKISH = "tr", _("Türkisch")
    UKRAINIAN = "uk", _("Ukrainisch")
    VIETNAMESE = "vi", _("Vietnamesisch")
