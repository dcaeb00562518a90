"""The signposts: what belongs elsewhere. Coordinators keep them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commons.accounts.http import HttpRequest
from commons.drafts.keeping import keeps_draft
from neighbourhood.departments import rules
from neighbourhood.departments.forms import SignpostForm, TryForm
from neighbourhood.departments.models import Signpost
from neighbourhood.departments.queries import signposts as queries
from neighbourhood.departments.services import signposts

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def signpost_list(request: HttpRequest) -> HttpResponse:
    """All of them by kind; a sentence can be tried."""
    _require_editor(request)
    form = TryForm(request.GET or None)
    probe = form.cleaned_data["probe"] if form.is_valid() else ""
    context = {
        "groups": queries.grouped(),
        "form": form,
        "probe": probe,
        "tried": queries.tried(probe) if probe else [],
        "trail": _trail(),
    }
    return render(request, "departments/signpost_list.html", context)


@require_get_or_post
@keeps_draft("signpost", gettext_lazy("Wegweiser"), SignpostForm)
def signpost_create(request: HttpRequest) -> HttpResponse:
    return _signpost_form(request, Signpost())


@require_get_or_post
@keeps_draft("signpost", gettext_lazy("Wegweiser"), SignpostForm)
def signpost_edit(request: HttpRequest, pk: int) -> HttpResponse:
    _require_editor(request)
    return _signpost_form(request, get_object_or_404(Signpost, pk=pk))


def _signpost_form(request: HttpRequest, signpost: Signpost) -> HttpResponse:
    _require_editor(request)
    form = SignpostForm(request.POST or None, instance=signpost)
    if request.method == "POST" and form.is_valid():
        signposts.save(form.save(commit=False), by=request.visitor.user)
        messages.success(request, _("Der Wegweiser ist gespeichert."))
        return redirect("departments:signpost-list")
    trail = [*_trail(), (_("Wegweiser"), reverse("departments:signpost-list"))]
    context = {"form": form, "signpost": signpost, "trail": trail}
    status = 422 if form.is_bound else 200
    return render(request, "departments/signpost_form.html", context, status=status)


def _trail() -> list[tuple[str, str]]:
    return [(_("Ämter und Stellen"), reverse("departments:department-list"))]


def _require_editor(request: HttpRequest) -> None:
    if not rules.can_edit_signposts(request.visitor):
        raise PermissionDenied
