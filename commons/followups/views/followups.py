"""Entering a Wiedervorlage, moving it, being done with it, and undoing either."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from commons import kinds
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.followups import calendar, registry, rules, services
from commons.followups.calendar import Placed
from commons.followups.forms import FollowUpForm, MoveForm, TargetForm, WhenForm
from commons.followups.models import FollowUp, FollowUpQuerySet
from commons.followups.views.today import staff_visitor
from commons.spoken import day_in_words


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "followup", gettext_lazy("Wiedervorlage"), FollowUpForm, parameters=("art", "nr")
)
def followup_create(request: HttpRequest) -> HttpResponse:
    """`?art=<kind>&nr=<id>` names what it is about."""
    kind, target = _target(request)
    visitor = staff_visitor(request)
    region_id = kind.region_id(target)
    form = FollowUpForm(
        request.POST if request.method == "POST" else None,
        colleagues=registry.people().colleagues(visitor, region_id),
        can_share=rules.can_share(visitor, region_id),
        initial={"wann": "woche"},
    )
    if form.is_valid() and _entered(request, form, target):
        return redirect(_back(request) or kind.url(target) or "followups:today")
    thing = {"title": kind.title(target), "url": kind.url(target)}
    context = {"form": form, "thing": thing}
    status = 422 if form.errors else 200
    return render(request, "followups/followup_create.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def followup_move(request: HttpRequest, pk: int) -> HttpResponse:
    followup = get_object_or_404(_known(request).open(), pk=pk)
    bound = request.POST if request.method == "POST" else None
    form = MoveForm(bound, initial={"due_on": followup.due_on, "wann": "am"})
    if form.is_valid():
        placed = _placed(form)
        try:
            services.move(followup, to=placed.day)
        except RuleViolation as violation:
            form.add_error("due_on", str(violation.message))
        else:
            _say(request, placed)
            return _after(request, followup)
    context = {"form": form, "followup": followup}
    return render(request, "followups/followup_move.html", context)


@require_POST
def followup_move_back(request: HttpRequest, pk: int) -> HttpResponse:
    followup = get_object_or_404(_known(request).open(), pk=pk)
    services.move_back(followup)
    messages.success(request, _("Die Wiedervorlage steht wieder, wo sie war."))
    return redirect(_back(request) or "followups:today")


@require_POST
def followup_complete(request: HttpRequest, pk: int) -> HttpResponse:
    followup = get_object_or_404(_known(request).open(), pk=pk)
    services.complete(followup, by=staff_visitor(request).account)
    return _after(request, followup)


@require_POST
def followup_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    services.reopen(get_object_or_404(_known(request), pk=pk))
    messages.success(request, _("Die Wiedervorlage ist wieder offen."))
    return redirect(_back(request) or "followups:today")


def _entered(request: HttpRequest, form: FollowUpForm, target: Any) -> bool:
    placed = _placed(form)
    visitor = staff_visitor(request)
    try:
        services.add(
            target,
            due_on=placed.day,
            note=form.cleaned_data["note"],
            owner_id=form.owner_id,
            is_shared=form.is_shared,
            by=visitor.account,
        )
    except RuleViolation as violation:
        form.add_error("due_on", str(violation.message))
        return False
    _say(request, placed)
    return True


def _placed(form: WhenForm) -> Placed:
    cleaned = form.cleaned_data
    return calendar.place(cleaned["due_on"], is_named=cleaned["is_named"])


def _say(request: HttpRequest, placed: Placed) -> None:
    words = _("Die Wiedervorlage steht am %(day)s.") % {"day": day_in_words(placed.day)}
    if not placed.why:
        messages.success(request, words)
        return
    asked = _("Am %(day)s: %(why)s") % {
        "day": day_in_words(placed.asked),
        "why": placed.why,
    }
    messages.warning(request, f"{words} {asked}")


def _after(request: HttpRequest, followup: FollowUp) -> HttpResponse:
    """Back to where it was done; "Heute" offers to undo it."""
    back = _back(request)
    today = reverse("followups:today")
    return redirect(back or f"{today}?zuletzt={followup.pk}")


def _back(request: HttpRequest) -> str:
    asked = request.POST.get("zurueck", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours and asked.startswith("/") else ""


def _target(request: HttpRequest) -> tuple[kinds.Kind, Any]:
    visitor = staff_visitor(request)
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


def _known(request: HttpRequest) -> FollowUpQuerySet:
    """Those that the visitor may change: theirs, the team's, those they entered."""
    visitor = staff_visitor(request)
    covered = registry.people().stands_in_for(visitor)
    rows: FollowUpQuerySet = FollowUp.objects.known_to(visitor, covered)
    return rows
