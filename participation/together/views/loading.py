"""Rows of a page, for those who may see it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.http import HttpRequest
from participation.ideas.models import Idea
from participation.together import rules
from participation.together.models import Undertaking
from participation.together.queries.undertakings import with_everything


def seen(request: HttpRequest, pk: int) -> Undertaking:
    """Not visible is not there."""
    row = get_object_or_404(with_everything(), pk=pk)
    if not rules.can_see(request.visitor, row):
        raise Http404
    if not rules.can_read_idea(request.visitor, row):
        raise Http404
    return row


def spoken_for(request: HttpRequest, pk: int) -> Undertaking:
    """For those who speak for the partner."""
    row = seen(request, pk)
    if not rules.speaks_for(request.visitor, row):
        raise PermissionDenied
    return row


def looked_after(request: HttpRequest, pk: int) -> Undertaking:
    """For the SPK."""
    row = seen(request, pk)
    if not rules.can_look_after(request.visitor, row):
        raise PermissionDenied
    return row


def public_idea(number: str) -> Idea:
    rows = Idea.objects.published().select_related("region", "topic", "author")
    return get_object_or_404(rows, number=number)


def trail_of(idea: Idea) -> list[tuple[str, str]]:
    return [
        (_("Ideen"), reverse("ideas:idea-list")),
        (idea.number, idea.get_absolute_url()),
    ]
