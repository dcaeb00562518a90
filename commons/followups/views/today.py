"""The page that staff begin with."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from commons.followups import registry, rules, services
from commons.followups.forms import ChoiceForm, FilterForm
from commons.followups.models import FollowUp
from commons.followups.queries.today import all_sections, today_of
from commons.requests import number_asked


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    visitor = staff_visitor(request)
    asked = _asked(request)
    page = today_of(visitor, only=asked["bereich"])
    only = page.only.key if page.only else ""
    context = {
        "page": page,
        "sections": all_sections(),
        "hidden_keys": {tally.key for tally in page.hidden},
        "news_query": urlencode({"stand": page.stamp, "bereich": only}),
        "latest": _latest(request, visitor),
    }
    return render(request, "followups/today.html", context)


@require_safe
def today_news(request: HttpRequest) -> HttpResponse:
    """What a live page asks for: whether it would look different by now."""
    visitor = staff_visitor(request)
    asked = _asked(request)
    page = today_of(visitor, only=asked["bereich"])
    has_news = bool(asked["stand"]) and page.stamp != asked["stand"]
    context = {"has_news": has_news, "only": asked["bereich"]}
    return render(request, "followups/_news.html", context)


@require_POST
def today_choose(request: HttpRequest) -> HttpResponse:
    """Remember which sections somebody wants to see."""
    visitor = staff_visitor(request)
    keys = [section.key for section in all_sections()]
    form = ChoiceForm(request.POST, keys=keys)
    if form.is_valid():
        chosen = set(form.cleaned_data["bereiche"])
        services.choose_sections(visitor.account, hidden=set(keys) - chosen)
    return redirect("followups:today")


def staff_visitor(request: HttpRequest) -> Any:
    visitor = request.visitor  # type: ignore[attr-defined]  # accounts are above
    if not rules.can_see_today(visitor):
        raise PermissionDenied
    return visitor


def _asked(request: HttpRequest) -> dict[str, str]:
    form = FilterForm(request.GET)
    empty = {"bereich": "", "stand": ""}
    return form.cleaned_data if form.is_valid() else empty


def _latest(request: HttpRequest, visitor: Any) -> FollowUp | None:
    """The Wiedervorlage that was just done or moved, to be able to undo it."""
    number = number_asked(request, "zuletzt")
    if number is None:
        return None
    covered = registry.people().stands_in_for(visitor)
    return FollowUp.objects.known_to(visitor, covered).filter(pk=number).first()
