from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import kinds
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.followups import queries, rules, services
from commons.followups.forms import FollowUpForm, MoveForm, TargetForm
from commons.followups.models import FollowUp


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    visitor = _visitor(request)
    groups = queries.today_of(visitor)
    return render(request, "followups/today.html", {"groups": groups})


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "followup", gettext_lazy("Wiedervorlage"), FollowUpForm, parameters=("art", "nr")
)
def followup_create(request: HttpRequest) -> HttpResponse:
    """`?art=<kind>&nr=<id>` names what it is about."""
    kind, target = _target(request)
    form = FollowUpForm(request.POST or None)
    if form.is_valid():
        try:
            services.add(target, **form.cleaned_data, by=request.user)
        except RuleViolation as violation:
            form.add_error("due_on", str(violation.message))
        else:
            messages.success(request, _("Die Wiedervorlage ist eingetragen."))
            return redirect(kind.url(target) or "followups:today")
    thing = {"title": kind.title(target), "url": kind.url(target)}
    return render(
        request, "followups/followup_create.html", {"form": form, "thing": thing}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def followup_move(request: HttpRequest, pk: int) -> HttpResponse:
    followup = _own_open(request, pk)
    form = MoveForm(request.POST or None, initial={"due_on": followup.due_on})
    if form.is_valid():
        try:
            services.move(followup, to=form.cleaned_data["due_on"])
        except RuleViolation as violation:
            form.add_error("due_on", str(violation.message))
        else:
            messages.success(request, _("Die Wiedervorlage ist verschoben."))
            return redirect("followups:today")
    return render(
        request, "followups/followup_move.html", {"form": form, "followup": followup}
    )


@require_POST
def followup_complete(request: HttpRequest, pk: int) -> HttpResponse:
    services.complete(_own_open(request, pk))
    messages.success(request, _("Erledigt."))
    return redirect("followups:today")


def _visitor(request: HttpRequest) -> Any:
    visitor = request.visitor  # type: ignore[attr-defined]
    if not rules.can_see_today(visitor):
        raise PermissionDenied
    return visitor


def _target(request: HttpRequest) -> tuple[kinds.Kind, Any]:
    visitor = _visitor(request)
    form = TargetForm(request.GET)
    if not form.is_valid():
        raise Http404
    key = form.cleaned_data["art"]
    if key not in {kind.key for kind in kinds.all_kinds()}:
        raise Http404
    target = kinds.load_visible(key, form.cleaned_data["nr"], visitor)
    if target is None:
        raise Http404
    return kinds.get(key), target


def _own_open(request: HttpRequest, pk: int) -> FollowUp:
    visitor = _visitor(request)
    return get_object_or_404(FollowUp.objects.open_of(visitor.user_id), pk=pk)
