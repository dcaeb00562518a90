"""What happens when a decision is undone at once; nobody is told, the record knows."""

from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Verb

VERBS = (
    Verb("moderation.undone", words=_("hat eine Entscheidung rückgängig gemacht")),
)
