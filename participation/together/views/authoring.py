"""An idea of a network or an actor: one page before the form for ideas."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from participation.ideas.services import drafting
from participation.together.queries import choices
from participation.together.queries.partners import find
from participation.together.services import authoring


@require_http_methods(["GET", "HEAD", "POST"])
def authorship_create(request: HttpRequest, key: str) -> HttpResponse:
    """Says what it means; the POST leads to the form for ideas."""
    partner = find(key)
    if partner is None:
        raise Http404
    if partner not in choices.spoken_for(request.visitor):
        raise PermissionDenied
    if request.method == "POST":
        try:
            authoring.begin(partner, request.visitor)
        except RuleViolation as violation:
            messages.error(request, str(violation.message))
            return redirect(partner)
        return redirect("ideas:idea-create")
    draft = drafting.find(request.visitor)
    context = {"partner": partner, "draft": draft}
    return render(request, "together/authorship_create.html", context)


@require_POST
def authorship_drop(request: HttpRequest) -> HttpResponse:
    """Ends what the visitor began, and says nothing to whoever began nothing."""
    if authoring.drop(request.visitor):
        messages.success(request, _("Sie schreiben jetzt für sich selbst."))
    return redirect("ideas:idea-create")
