"""One idea, with everything that belongs to it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.pagecache import cached_page, share_nothing
from commons.requests import public
from participation.ideas import rules
from participation.ideas.models import Idea
from participation.ideas.queries import detail
from participation.ideas.queries.merging import leads_to
from participation.ideas.services import publication
from participation.moderation.enums import Publication
from participation.moderation.rules import can_moderate


@public
@require_safe
@cached_page(
    generations=lambda _request, number, slug="": [f"idea:{number}", "cards"],  # noqa: ARG005 -- the view's arguments
    parameters=(),
)
def idea_detail(request: HttpRequest, number: str, slug: str = "") -> HttpResponse:
    idea = detail.by_number(number)
    if idea is None:
        raise Http404
    elsewhere = _elsewhere(request, idea, slug)
    if elsewhere is not None:
        return elsewhere
    if not idea.is_public:
        share_nothing(request)
    visitor = request.visitor
    context = {
        "trail": [(_("Ideen"), reverse("ideas:idea-list"))],
        "idea": idea,
        "detail": detail.detail_of(idea, visitor),
        "can_edit": rules.can_edit(visitor, idea),
        "may_withdraw": publication.can_be_withdrawn(idea),
        "can_moderate": can_moderate(visitor, idea),
        "may_support": idea.is_public and not rules.is_own(visitor, idea),
    }
    return render(request, "ideas/idea_detail.html", context)


def _elsewhere(request: HttpRequest, idea: Idea, slug: str) -> HttpResponse | None:
    """Where an idea that cannot be shown under this address leads."""
    target = leads_to(idea)
    if target is not None:
        return redirect(target, permanent=True)
    visible = Idea.objects.filter(pk=idea.pk).visible_to(request.visitor)
    if idea.publication == Publication.PUBLISHED or visible.exists():
        return None if slug == idea.slug else redirect(idea, permanent=True)
    if idea.publication in {Publication.REMOVED, Publication.WITHDRAWN}:
        return render(request, "410.html", status=410)
    raise Http404
