"""Founding a network, changing it, taking it back before it is public."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.actors.forms.speaking import offer_speaking
from participation.networks import rules
from participation.networks.forms.founding import ChangeForm, FoundingForm
from participation.networks.models import Network
from participation.networks.services import founding
from participation.networks.views.access import seen

FOUND_RATE = "10/h"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("network", gettext_lazy("Netzwerk gründen"), FoundingForm)
def network_create(request: HttpRequest) -> HttpResponse:
    form = FoundingForm(posted(request))
    offer_speaking(form, request.visitor)
    if form.is_valid():
        try:
            return _founded(request, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    context = {
        "form": form,
        "title": _("Netzwerk gründen"),
        "back_url": reverse("networks:network-list"),
        "label": _("Netzwerk gründen"),
    }
    status = 422 if form.errors else 200
    return render(request, "networks/network_form.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "network-edit", gettext_lazy("Netzwerk ändern"), ChangeForm, without=("version",)
)
def network_edit(request: HttpRequest, pk: int) -> HttpResponse:
    network = seen(request, pk)
    if not rules.can_edit(request.visitor, network):
        raise PermissionDenied
    form = ChangeForm(posted(request), network=network)
    if form.is_valid():
        try:
            return _changed(request, network, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    context = {
        "form": form,
        "network": network,
        "title": _("Netzwerk ändern"),
        "back_url": network.get_absolute_url(),
        "label": _("Speichern"),
    }
    status = 422 if form.errors else 200
    return render(request, "networks/network_form.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def network_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Before it is public; afterwards it is closed instead."""
    network = seen(request, pk)
    if not rules.is_founder(request.visitor, network) or network.is_public:
        raise PermissionDenied
    if request.method != "POST":
        context = {"network": network}
        return render(request, "networks/network_withdraw.html", context)
    try:
        founding.withdraw(network, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Das Netzwerk ist zurückgezogen."))
    return redirect("networks:network-mine")


def _founded(request: HttpRequest, form: FoundingForm) -> HttpResponse:
    guard.limit(request, "network", FOUND_RATE)
    network = founding.found(
        form.charter,
        by=request.visitor.account,
        actor=form.cleaned_data.get("actor"),
    )
    if network.is_public:
        messages.success(request, _("Das Netzwerk ist gegründet. Laden Sie nun ein."))
        return redirect("networks:network-manage", network.pk)
    messages.success(
        request, _("Danke. Wir lesen das Netzwerk, dann ist es für andere zu sehen.")
    )
    return redirect(network)


def _changed(request: HttpRequest, network: Network, form: ChangeForm) -> HttpResponse:
    network = founding.change(
        network,
        form.charter,
        version=form.cleaned_data["version"],
        by=request.visitor.account,
    )
    messages.success(request, _("Gespeichert."))
    return redirect(network)
