"""Where the steps of what is done together stand: the way of an idea, and Heute."""

from django.utils.translation import gettext_lazy as _

from commons.followups import registry as followups
from participation.ideas.queries import way as idea_way
from participation.together.queries import today, way


def register() -> None:
    idea_way.register(way.entries)
    followups.register(
        "together",
        _("Gemeinsam machen"),
        today.waiting,
        order=28,
    )
