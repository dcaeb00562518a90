"""What people say of answers: what it tells the registries."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commons import owndata, slots
from participation.ideas.models import Idea
from participation.referrals import panels
from participation.referrals.queries import feedback as queries


def register() -> None:
    for slot in ("idea", "idea-own"):
        slots.fill(
            slot,
            template="referrals/_feedback.html",
            context=_asked,
            order=15,
            query_budget=1,
        )
    owndata.register(
        model="referrals.Feedback",
        user_fields=("given_by",),
        label=_("Was Sie zu Antworten gesagt haben"),
        retain=_("Bleibt ohne Ihren Namen als Vorgang der Verwaltung."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("idea__number", "has_helped", "text", "given_at"),
        staff=_(
            "Wer als Haus für eine Person ohne Konto gesagt hat, ob eine Antwort half."
        ),
    )


def _asked(request: HttpRequest | None, idea: Idea) -> Mapping[str, Any] | None:
    """For the author at the idea, and for the holder of the code on their page."""
    if request is None or idea.answered_at is None or idea.case not in queries.SETTLED:
        return None
    if not panels.is_seen_by_author(request, idea):
        return None
    answer = queries.newest_on(idea)
    if answer is None or queries.said_of(answer) is not None:
        return None
    return {"idea": idea}
