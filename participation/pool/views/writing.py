"""Writing an entry, changing it, saying whether it still holds, taking it back."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.spoken import day_in_words
from participation.actors.forms.speaking import offer_speaking
from participation.moderation.queries.promises import first_look_at
from participation.pool import rules
from participation.pool.enums import Side
from participation.pool.forms.writing import OfferEditForm, OfferForm
from participation.pool.models import Offer
from participation.pool.services import offering
from participation.pool.views.reading import trail, visible_offer

OFFER_RATE = "30/h"
SIDES = {"angebot": Side.OFFER, "gesuch": Side.REQUEST}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("pool-entry", gettext_lazy("Eintrag im Pool"), OfferForm)
def offer_create(request: HttpRequest, side: str) -> HttpResponse:
    if side not in SIDES:
        raise Http404
    form = OfferForm(
        posted(request), side=SIDES[side], initial={"key": uuid.uuid4(), "quantity": 1}
    )
    offer_speaking(form, request.visitor)
    if form.is_valid():
        try:
            return _created(request, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    context = {"form": form, "side": SIDES[side], "trail": trail()}
    status = 422 if form.errors else 200
    return render(request, "pool/offer_create.html", context, status=status)


def _created(request: HttpRequest, form: OfferForm) -> HttpResponse:
    guard.limit(request, "pool-entry", OFFER_RATE)
    offer = offering.submit(
        form.content(),
        draft_id=form.cleaned_data["key"],
        by=request.visitor.account,
        actor=form.cleaned_data.get("actor"),
    )
    messages.success(request, _told(offer))
    return redirect(offer)


def _told(offer: Offer) -> str:
    if offer.is_public:
        return _("Der Eintrag steht jetzt im Pool.")
    words = _(
        "Danke. Wir lesen den Eintrag bis zum %(day)s, dann steht er im Pool. Wir "
        "sagen Ihnen Bescheid."
    )
    return words % {"day": day_in_words(first_look_at(offer))}


def managed_offer(request: HttpRequest, pk: int) -> Offer:
    """An entry that the visitor looks after; others may see it, but do nothing."""
    offer = visible_offer(request, pk)
    if not rules.can_manage(request.visitor, offer):
        raise PermissionDenied
    return offer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "pool-entry-edit",
    gettext_lazy("Eintrag im Pool ändern"),
    OfferEditForm,
    without=("version",),
)
def offer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    offer = managed_offer(request, pk)
    form = OfferEditForm(posted(request), side=offer.side, initial=_initial(offer))
    if form.is_valid():
        try:
            offer = offering.edit(
                offer,
                form.content(),
                version=form.cleaned_data["version"],
                by=request.visitor.account,
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _told(offer))
            return redirect(offer)
    context = {
        "form": form,
        "offer": offer,
        "side": offer.side,
        "trail": trail(offer),
        "is_trusted": offering.is_trusted(offer.actor),
    }
    status = 422 if form.errors else 200
    return render(request, "pool/offer_edit.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer_renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether it still holds: the page asks, the button answers."""
    offer = managed_offer(request, pk)
    if request.method == "POST":
        is_over = "nicht-mehr" in request.POST
        act = offering.end if is_over else offering.renew
        done = _("Der Eintrag steht nicht mehr in der Liste.")
        if not is_over:
            done = _("Danke. Der Eintrag steht weiter im Pool.")
        return _acted(request, offer, act, done)
    context = {"offer": offer, "trail": trail(offer)}
    return render(request, "pool/offer_renew.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    offer = managed_offer(request, pk)
    if request.method == "POST":
        done = _("Der Eintrag ist zurückgezogen.")
        return _acted(request, offer, offering.withdraw, done)
    context = {"offer": offer, "trail": trail(offer)}
    return render(request, "pool/offer_withdraw.html", context)


def _acted(request: HttpRequest, offer: Offer, act: Any, done: str) -> HttpResponse:
    try:
        act(offer, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, done)
    return redirect(offer)


def _initial(offer: Offer) -> dict[str, Any]:
    names = [name for name in OfferForm.base_fields if hasattr(offer, name)]
    values = {name: getattr(offer, name) for name in names}
    return values | {"version": offer.version}
