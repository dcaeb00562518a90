"""Answers of Ämter by mail: the desk sees them on Heute, nobody else is told."""

from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Verb
from participation.referrals.models import Reply


def _desk(_reply: Reply) -> list[str]:
    return ["desk"]


VERBS = (
    Verb("reply.received", words=_("hat per Mail geantwortet"), groups=_desk),
    Verb("reply.noted", words=_("hat eine automatische Mail geschickt")),
    Verb("reply.decided", words=_("hat eine Mail gelesen"), groups=_desk),
    Verb("reply.taken_up", words=_("hat eine Mail wieder aufgenommen"), groups=_desk),
)
