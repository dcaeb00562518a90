from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Pace(TextChoices):
    """How soon a mail follows the bell."""

    AT_ONCE = "at_once", _("sofort per E-Mail")
    DAILY = "daily", _("täglich gesammelt per E-Mail")
    WEEKLY = "weekly", _("wöchentlich gesammelt per E-Mail")
    BELL = "bell", _("nur hier, ohne E-Mail")


# For a choice beside words that say the rest.
SHORT = {
    Pace.AT_ONCE: _("sofort"),
    Pace.DAILY: _("täglich"),
    Pace.WEEKLY: _("wöchentlich"),
    Pace.BELL: _("nur hier"),
}
# The most urgent first: of several wishes for one piece of news this order decides.
BY_URGENCY = (Pace.AT_ONCE, Pace.DAILY, Pace.WEEKLY, Pace.BELL)
GATHERED = frozenset({Pace.DAILY, Pace.WEEKLY})
