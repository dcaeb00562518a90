from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class RoomState(models.TextChoices):
    PREPARED = "prepared", _("in Vorbereitung")
    OPEN = "open", _("offen")
    CLOSED = "closed", _("beendet")


class Moderation(models.TextChoices):
    """When somebody looks at a question: before all see it, or afterwards."""

    BEFORE = "before", _("Fragen erscheinen erst, wenn die Moderation sie freigibt")
    AFTER = "after", _("Fragen erscheinen sofort")


class QuestionState(models.TextChoices):
    """Where a question stands in the room; what the desk says is its publication."""

    WAITING = "waiting", _("wartet auf Freigabe")
    OPEN = "open", _("offen")
    BOOKMARKED = "bookmarked", pgettext_lazy("Frage", "vorgemerkt")
    ANSWERED = "answered", _("beantwortet")
    HIDDEN = "hidden", _("verborgen")
    MERGED = "merged", _("zusammengeführt")


# What everybody in the room sees, and what can still be supported.
SHOWN = frozenset(
    {QuestionState.OPEN, QuestionState.BOOKMARKED, QuestionState.ANSWERED}
)
TO_ANSWER = frozenset({QuestionState.OPEN, QuestionState.BOOKMARKED})


class HiddenBecause(models.TextChoices):
    """Why the moderation does not show a question; whoever asked reads it."""

    OFF_TOPIC = "off_topic", _("Sie gehört nicht zum Thema der Versammlung.")
    PERSONAL = "personal", _("Sie enthält persönliche Angaben über andere.")
    INSULT = "insult", _("Sie verletzt oder setzt jemanden herab.")
    UNCLEAR = "unclear", _("Sie ist nicht zu verstehen.")
    ADVERTISING = "advertising", _("Sie ist Werbung.")
    ASKED = "asked", _("Sie ist schon gestellt worden.")


# The parts of an open page that a change of a question touches (parts.py).
QUESTIONS = frozenset({"questions", "answered"})
