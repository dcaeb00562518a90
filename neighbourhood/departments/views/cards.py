""" "Was geht?": what is known of a topic, for everybody; kept by those who know."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest
from commons.clock import berlin_today
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.pagecache import cached_page
from commons.requests import public
from neighbourhood.departments import rules
from neighbourhood.departments.forms import CardForm, CardSearchForm
from neighbourhood.departments.models import Card, Department
from neighbourhood.departments.queries import cards as queries
from neighbourhood.departments.services import cards

require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@public
@require_safe
@cached_page(
    generations=lambda _request: [queries.GENERATION, "topics"],
    parameters=("q", "thema"),
)
def card_list(request: HttpRequest) -> HttpResponse:
    form = CardSearchForm(request.GET)
    wish = form.cleaned_data if form.is_valid() else {}
    text, topic = wish.get("q", ""), wish.get("thema")
    context = {
        "form": form,
        "cards": queries.listed(request.visitor, text=text, topic=topic),
        "is_narrowed": bool(text or topic),
        "can_create": rules.can_create_cards(request.visitor),
    }
    return render(request, "departments/card_list.html", context)


@public
@require_safe
@cached_page(
    generations=lambda _request, key: [queries.GENERATION],  # noqa: ARG005 -- the view's arguments
    parameters=(),
)
def card_detail(request: HttpRequest, key: str) -> HttpResponse:
    card = _visible(request, key)
    context = {
        "card": card,
        "trail": _trail(),
        "can_edit": rules.can_edit_card(request.visitor, card),
        "is_overdue": card.check_due_on <= berlin_today(),
    }
    return render(request, "departments/card_detail.html", context)


@require_safe
def card_check(request: HttpRequest) -> HttpResponse:
    """Which cards wait for a look, the oldest first."""
    if not rules.can_create_cards(request.visitor):
        raise PermissionDenied
    context = {
        "cards": queries.to_check(request.visitor),
        "today": berlin_today(),
        "trail": _trail(),
    }
    return render(request, "departments/card_check.html", context)


@require_get_or_post
@keeps_draft("card", gettext_lazy("Was geht?"), CardForm, without=("version",))
def card_create(request: HttpRequest) -> HttpResponse:
    if not rules.can_create_cards(request.visitor):
        raise PermissionDenied
    return _card_form(request, Card(), _("Die Karte ist angelegt."))


@require_get_or_post
@keeps_draft("card", gettext_lazy("Was geht?"), CardForm, without=("version",))
def card_edit(request: HttpRequest, key: str) -> HttpResponse:
    card = _visible(request, key)
    if not rules.can_edit_card(request.visitor, card):
        raise PermissionDenied
    return _card_form(request, card, _("Die Karte ist gespeichert."))


@require_POST
def card_confirm(request: HttpRequest, key: str) -> HttpResponse:
    card = _visible(request, key)
    if not rules.can_edit_card(request.visitor, card):
        raise PermissionDenied
    cards.confirm(card, by=request.visitor.user)
    messages.success(request, _("Danke. Die Karte gilt als geprüft."))
    return redirect(card)


def _card_form(request: HttpRequest, card: Card, done: str) -> HttpResponse:
    gives_away = rules.can_give_cards_away(request.visitor)
    form = CardForm(request.POST or None, instance=card, may_give_away=gives_away)
    if request.method == "POST" and form.is_valid():
        written = form.save(commit=False)
        if written.department_id is None and not gives_away:
            written.department = _own_department(request)
        version = form.cleaned_data["version"]
        try:
            cards.save(written, version=version, by=request.visitor.user)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, done)
            return redirect(written)
    context = {"form": form, "card": card, "trail": _trail()}
    status = 422 if form.is_bound else 200
    return render(request, "departments/card_form.html", context, status=status)


def _visible(request: HttpRequest, key: str) -> Card:
    rows = Card.objects.visible_to(request.visitor)
    return get_object_or_404(rows.select_related("topic", "department"), key=key)


def _own_department(request: HttpRequest) -> Department | None:
    own = Department.objects.filter(pk__in=request.visitor.department_ids)
    return own.order_by("sort_key", "pk").first()


def _trail() -> list[tuple[str, str]]:
    return [(_("Was geht?"), reverse("departments:card-list"))]
