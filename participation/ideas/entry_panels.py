"""What the SPK sees of an entry beside the idea: how it came, in which language."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.http import HttpRequest
from participation.ideas import rules
from participation.ideas.enums import ON_BEHALF
from participation.ideas.forms.translating import LanguageForm
from participation.ideas.models import Idea, IdeaContact, Submission
from participation.ideas.queries import translations


def menu_entry(*, request: HttpRequest) -> dict[str, Any] | None:
    if not rules.can_enter(request.visitor):
        return None
    return {
        "url": reverse("ideas:entry-create"),
        "label": _("Für andere eintragen"),
        "icon": "pencil",
    }


def at_desk(
    *,
    request: HttpRequest,
    contribution: Any,
    item: Any,  # noqa: ARG001 -- the slot's signature
) -> dict[str, Any] | None:
    return _panel(request, contribution) if isinstance(contribution, Idea) else None


def beside_idea(*, request: HttpRequest, idea: Idea) -> dict[str, Any] | None:
    return _panel(request, idea)


def _panel(request: HttpRequest, idea: Idea) -> dict[str, Any] | None:
    """Language and its translation; and how it came in, if somebody else typed it."""
    if not rules.can_translate(request.visitor, idea):
        return None
    entry = None
    if idea.author_id is None:
        rows = Submission.objects.filter(idea=idea, source__in=sorted(ON_BEHALF))
        entry = rows.first()
    return {
        "idea": idea,
        "entry": entry,
        "has_contact": bool(entry) and IdeaContact.objects.filter(idea=idea).exists(),
        "translations": translations.current_of(idea),
        "language_form": LanguageForm(initial={"language": idea.language or "de"}),
    }
