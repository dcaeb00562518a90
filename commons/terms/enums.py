from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Group(TextChoices):
    """Where rules stand on the index page, in this order."""

    TIME = "time", _("Fristen und Kalender")
    DEPARTMENTS = "departments", _("Ämter und Zuständigkeit")
    ANSWERS = "answers", _("Antworten")
    MAIL = "mail", _("Post")
    MORE = "more", _("Weiteres")
