from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """Whether somebody has something for others, or needs it from them."""

    OFFER = "offer", _("Angebot")
    REQUEST = "request", _("Gesuch")


class ResourceKind(models.TextChoices):
    """What can be pooled; money has its own pages (`FundingCall`)."""

    ROOM = "room", _("Raum")
    TOOL = "tool", _("Gerät oder Werkzeug")
    VEHICLE = "vehicle", _("Fahrzeug")
    HELPER = "helper", _("Helfende Hände")
    SKILL = "skill", _("Wissen und Können")


# What is lent for a time, and so can be booked.
BOOKABLE = frozenset({ResourceKind.ROOM, ResourceKind.TOOL, ResourceKind.VEHICLE})


class EndReason(models.TextChoices):
    EXPIRED = "expired", _("abgelaufen")
    DONE = "done", _("erledigt")


class Weekday(models.IntegerChoices):
    """As `date.isoweekday` counts."""

    MONDAY = 1, _("Montag")
    TUESDAY = 2, _("Dienstag")
    WEDNESDAY = 3, _("Mittwoch")
    THURSDAY = 4, _("Donnerstag")
    FRIDAY = 5, _("Freitag")
    SATURDAY = 6, _("Samstag")
    SUNDAY = 7, _("Sonntag")


class BookingState(models.TextChoices):
    REQUESTED = "requested", _("angefragt")
    CONFIRMED = "confirmed", _("bestätigt")
    DECLINED = "declined", _("abgelehnt")
    CANCELLED = "cancelled", _("abgesagt")
    LAPSED = "lapsed", _("ohne Antwort verfallen")


class CalendarProblem(models.TextChoices):
    """Why the calendar of a house could not be read."""

    NONE = "", _("kein Problem")
    ADDRESS = "address", _("Die Adresse führt zu keinem öffentlichen Kalender.")
    SILENT = "silent", _("Der Kalender antwortet nicht.")
    REFUSED = "refused", _("Der Kalender ist nicht freigegeben.")
    TOO_BIG = "too_big", _("Der Kalender ist zu groß.")
    UNREADABLE = "unreadable", _("Unter der Adresse liegt kein Kalender.")


class ApplicationState(models.TextChoices):
    """What became of an application for money, as the applicant says."""

    WRITING = "writing", _("in Arbeit")
    SENT = "sent", _("abgeschickt")
    GRANTED = "granted", _("bewilligt")
    REFUSED = "refused", _("abgelehnt")
    DROPPED = "dropped", _("nicht weiter verfolgt")
