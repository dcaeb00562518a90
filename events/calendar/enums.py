from django.db import models
from django.utils.translation import gettext_lazy as _


class Organiser(models.TextChoices):
    """What sort of body invites; each has a column of its own, the SPK none."""

    ACTOR = "actor", _("Akteur")
    NETWORK = "network", _("Netzwerk")
    DEPARTMENT = "department", _("Amt")
    SPK = "spk", _("Stadtteilkoordination")


class Audience(models.TextChoices):
    """Whom it is made for; none is everybody."""

    CHILDREN = "children", _("Kinder")
    YOUTH = "youth", _("Jugendliche")
    FAMILIES = "families", _("Familien")
    SENIORS = "seniors", _("ältere Menschen")
    WOMEN = "women", _("Frauen")
    QUEER = "queer", _("queere Menschen")
    NEWCOMERS = "newcomers", _("Menschen, die neu hier sind")
    DISABLED = "disabled", _("Menschen mit Behinderung")
    VOLUNTEERS = "volunteers", _("Engagierte")


class Rhythm(models.TextChoices):
    """How often it comes again, as people say it."""

    ONCE = "once", _("einmal")
    DAILY = "daily", _("jeden Tag")
    WEEKLY = "weekly", _("jede Woche")
    FORTNIGHTLY = "fortnightly", _("alle zwei Wochen")
    MONTHLY_WEEKDAY = "monthly_weekday", _("im Monat am selben Wochentag")
    MONTHLY_LAST = "monthly_last", _("im Monat am letzten dieser Wochentage")
    MONTHLY_DAY = "monthly_day", _("im Monat am selben Tag")
    YEARLY = "yearly", _("jedes Jahr am selben Tag")


class Change(models.TextChoices):
    """What became of a date that people have in their calendars."""

    MOVED = "moved", _("verlegt")
    CANCELLED = "cancelled", _("abgesagt")
    CHANGED = "changed", _("geändert")
