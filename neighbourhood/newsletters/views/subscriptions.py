"""Getting the Rundbrief and leaving it. Looking changes nothing: scanners look, too."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.requests import public, secretive
from neighbourhood.newsletters.forms.subscriptions import (
    KeepForm,
    SubscribeForm,
    UndoForm,
)
from neighbourhood.newsletters.models import Subscription
from neighbourhood.newsletters.queries import subscriptions as queries
from neighbourhood.newsletters.services import leaving, returning, subscriptions
from neighbourhood.newsletters.services.leaving import Left
from neighbourhood.newsletters.services.subscriptions import Choice
from neighbourhood.newsletters.subscribing import CONFIRM_WITHIN, MOST_MAILS_A_DAY
from neighbourhood.newsletters.subscription_keys import (
    mailbox_of,
    number_to_confirm,
    number_to_stop,
    stop_token,
)
from neighbourhood.newsletters.views.archive import trail
from neighbourhood.regions.models import Region

RATE = "10/h"
# What the form with the Stadtteile says of itself; any other POST ends all of it, as
# mail programs send just "List-Unsubscribe=One-Click" (RFC 8058).
KEEPS = "auswahl"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The same answer whether we know the address or not."""
    is_signed_in = request.visitor.is_signed_in
    form = SubscribeForm(
        posted(request),
        request=request,
        is_signed_in=is_signed_in,
        initial={"regions": request.GET.getlist("stadtteil")[:1]},
    )
    if form.is_valid() and _may_ask(request, form):
        return _subscribed(request, form)
    status = 422 if form.errors else 200
    user = request.visitor.user
    context = {
        "trail": trail(),
        "form": form,
        "is_subscribed": user is not None and queries.subscription_of(user) is not None,
    }
    return render(request, "newsletters/subscribe.html", context, status=status)


def _subscribed(request: HttpRequest, form: SubscribeForm) -> HttpResponse:
    if request.visitor.is_signed_in:
        account = request.visitor.account
        row = subscriptions.subscribe(account, choice=form.choice)
        messages.success(request, _("Bestellt. Der nächste Rundbrief kommt."))
        return _to(row)
    address = form.cleaned_data["email"]
    if _may_write_to(request, address):
        language = get_language() or "de"
        subscriptions.ask(address, choice=form.choice, language=language)
    return redirect("newsletters:subscribe-asked")


def _may_ask(request: HttpRequest, form: SubscribeForm) -> bool:
    try:
        guard.limit(request, "newsletter", RATE)
    except guard.TooManyAttempts as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


def _may_write_to(request: HttpRequest, address: str) -> bool:
    """Nobody's mailbox is filled by way of a thousand spellings of its address."""
    rate, whose = f"{MOST_MAILS_A_DAY}/d", mailbox_of(address)
    try:
        guard.limit(
            request, "newsletter-mailbox", rate, per=guard.Per.SUBJECT, subject=whose
        )
    except guard.TooManyAttempts:
        return False
    return True


@public
@require_safe
def subscribe_asked(request: HttpRequest) -> HttpResponse:
    context = {"hours": int(CONFIRM_WITHIN.total_seconds() // 3600)}
    return render(request, "newsletters/subscribe_asked.html", context)


@require_POST
def subscribe_here(request: HttpRequest, slug: str) -> HttpResponse:
    """One press on the page of a Stadtteil, with an account."""
    region = get_object_or_404(Region, slug=slug)
    choice = Choice(frozenset({region.pk}))
    subscriptions.subscribe(request.visitor.account, choice=choice)
    words = _("Bestellt: der Rundbrief für %(region)s.") % {"region": region.name}
    messages.success(request, words)
    return redirect("newsletters:archive-region", slug)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: a GET only asks."""
    number = number_to_confirm(token)
    if number is None:
        raise Http404
    if request.method == "POST":
        row = subscriptions.confirm(number)
        if row is not None:
            messages.success(request, _("Danke! Ab jetzt bekommen Sie den Rundbrief."))
            return _to(row)
    asked = queries.subscription(number)
    if asked is not None and asked.is_lapsed:
        asked = None
    context = {
        "asked": asked,
        "regions": queries.regions_of(asked) if asked else [],
        "is_confirmed": bool(asked and asked.confirmed_at),
    }
    return secretive(render(request, "newsletters/subscribe_confirm.html", context))


# The token is the authority: mail programs POST here without cookies (RFC 8058).
@csrf_exempt
@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody gets, without signing in; a POST narrows or ends it."""
    number = number_to_stop(token)
    if number is None:
        raise Http404
    row = queries.subscription(number)
    if row is None:
        return _left(request, None)
    regions = queries.regions_of(row)
    if request.method == "POST":
        return _left(request, _leave(request, row, regions))
    context = {
        "trail": trail(),
        "form": KeepForm(regions=regions),
        "keeps": KEEPS,
        "subscription": row,
        "regions": regions,
    }
    return secretive(render(request, "newsletters/subscription.html", context))


def _leave(
    request: HttpRequest, row: Subscription, regions: list[Region]
) -> Left | None:
    if request.POST.get("art") != KEEPS:
        return leaving.end(row.pk)
    form = KeepForm(request.POST, regions=regions)
    kept = form.cleaned_data["regions"] if form.is_valid() else regions
    return leaving.keep_only(row.pk, {region.pk for region in kept})


def _left(request: HttpRequest, left: Left | None) -> HttpResponse:
    context = {
        "left": left,
        "undo": UndoForm(initial={"undo": left.undo}) if left and left.undo else None,
    }
    return secretive(render(request, "newsletters/subscription_left.html", context))


@csrf_exempt
@public
@never_cache
@require_POST
def subscription_restore(request: HttpRequest) -> HttpResponse:
    """ "Rückgängig": the form of the page that said what had ended."""
    form = UndoForm(request.POST)
    row = returning.restore(form.cleaned_data["undo"]) if form.is_valid() else None
    if row is None:
        messages.error(
            request, _("Das geht nicht mehr. Bestellen Sie den Rundbrief bitte neu.")
        )
        return redirect("newsletters:subscribe")
    messages.success(request, _("Rückgängig gemacht. Alles ist wie vorher."))
    return _to(row)


@never_cache
@require_safe
def subscription_mine(request: HttpRequest) -> HttpResponse:
    """From one's account to the page that the mails lead to."""
    row = queries.subscription_of(request.visitor.account)
    return _to(row) if row else redirect("newsletters:subscribe")


def _to(row: Subscription) -> HttpResponse:
    return redirect("newsletters:subscription", stop_token(row.pk))
