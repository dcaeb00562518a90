"""The Anrufliste: whom to call, and what to say."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commons.delivery import letters, services
from commons.delivery.enums import Channel
from commons.delivery.forms import NextTryForm
from commons.delivery.models import Delivery
from commons.delivery.queries import by_hand
from commons.delivery.views.desk import found, hander_over, refusals_told
from commons.errors import RuleViolation
from commons.requests import VisitorRequest

MOST = 100


@never_cache
@require_safe
def call_list(request: VisitorRequest) -> HttpResponse:
    visitor = hander_over(request)
    due = by_hand.due_calls(visitor)
    later = by_hand.calls(visitor).exclude(pk__in=due.values("pk"))
    context = {
        "due": by_hand.with_lines(due[:MOST]),
        "later": by_hand.with_lines(later[:MOST]),
        "given_up": by_hand.with_lines(
            by_hand.returned(visitor, Channel.CALL).order_by("-pk")[:MOST]
        ),
    }
    return render(request, "delivery/call_list.html", context)


@never_cache
@require_safe
def call_show(request: VisitorRequest, pk: int) -> HttpResponse:
    """What to say: the words of the mail; the number only by a POST."""
    return _page(request, found(request, Channel.CALL, pk), NextTryForm())


@never_cache
@require_POST
def call_number(request: VisitorRequest, pk: int) -> HttpResponse:
    call = found(request, Channel.CALL, pk)
    addressee = services.show_addressee(call, by=hander_over(request).account)
    opened = {"addressee": addressee, "is_open": True}
    return _page(request, call, NextTryForm(), **opened)


@require_POST
def call_reached(request: VisitorRequest, pk: int) -> HttpResponse:
    call = found(request, Channel.CALL, pk)
    with refusals_told(request):
        services.complete(call, by=hander_over(request).account)
        messages.success(request, _("Vermerkt: Die Person ist erreicht."))
    return redirect("delivery:call-list")


@never_cache
@require_POST
def call_put_off(request: VisitorRequest, pk: int) -> HttpResponse:
    """Not reached: again on a day, or no more."""
    call = found(request, Channel.CALL, pk)
    by = hander_over(request).account
    form = NextTryForm(request.POST)
    try:
        if "aufgeben" in request.POST:
            services.give_up(call, by=by)
            messages.success(request, _("Wir versuchen es nicht mehr."))
            return redirect("delivery:call-list")
        if form.is_valid():
            services.put_off(call, to=form.cleaned_data["next_on"], by=by)
            messages.success(request, _("Der nächste Versuch ist eingetragen."))
            return redirect("delivery:call-list")
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return _page(request, call, form)


@require_POST
def call_again(request: VisitorRequest, pk: int) -> HttpResponse:
    call = found(request, Channel.CALL, pk)
    with refusals_told(request):
        services.hand_over_again(call, by=hander_over(request).account)
    return redirect("delivery:call-show", pk)


def _page(
    request: VisitorRequest, call: Delivery, form: NextTryForm, **opened: Any
) -> HttpResponse:
    context = {"call": call, "words": letters.words_of(call), "form": form, **opened}
    status = 422 if form.is_bound else 200
    return render(request, "delivery/call_show.html", context, status=status)
