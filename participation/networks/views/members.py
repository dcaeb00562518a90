"""Who is in a network; coming in and going."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import public
from participation.actors.forms.speaking import offer_speaking
from participation.networks import rules
from participation.networks.enums import Joining
from participation.networks.forms.members import AskForm, JoinForm, LeaveForm
from participation.networks.models import Network
from participation.networks.queries import joining, members
from participation.networks.services import membership, requests
from participation.networks.views.access import found, read, seen, space_context

ASK_RATE = "20/h"


@public
@never_cache
@require_safe
def network_members(request: HttpRequest, pk: int) -> HttpResponse:
    """Persons are named to members alone; actors and coordination to who may read."""
    network = read(request, pk)
    is_member = rules.is_member(request.visitor, network)
    everybody = members.members_of(network)
    named = [
        member
        for member in everybody
        if is_member or member.is_actor or not member.is_plain
    ]
    context = {
        **space_context(request, network, _("Mitglieder")),
        "members": named,
        "unnamed": len(everybody) - len(named),
    }
    return render(request, "networks/network_members.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("network-join", gettext_lazy("Anfrage an ein Netzwerk"), AskForm)
def network_join(request: HttpRequest, pk: int) -> HttpResponse:
    """Come in at once, or ask."""
    network = seen(request, pk)
    if not rules.can_join(request.visitor, network):
        raise PermissionDenied
    is_asking = network.joining == Joining.REQUEST
    form = (AskForm if is_asking else JoinForm)(posted(request))
    offer_speaking(form, request.visitor)
    if form.is_valid():
        try:
            return _joined(request, network, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    context = {
        "network": network,
        "form": form,
        "is_asking": is_asking,
        "asked": joining.own_request(network, request.visitor),
        "too_soon": is_asking
        and requests.too_soon(network, by=request.visitor.account),
        "is_member": rules.is_member(request.visitor, network),
    }
    status = 422 if form.errors else 200
    return render(request, "networks/network_join.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def network_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own membership, or that of an actor one speaks for."""
    network = seen(request, pk)
    if not rules.is_member(request.visitor, network):
        raise PermissionDenied
    own = members.own_in(network, request.visitor)
    form = LeaveForm(posted(request), own=own)
    if form.is_valid():
        for row in form.cleaned_data["memberships"]:
            membership.leave(row, by=request.visitor.account)
        messages.success(request, _("Sie sind nicht mehr dabei."))
        return redirect("networks:network-list")
    context = {
        "network": network,
        "form": form,
        "own": own,
        "leaves_it_alone": joining.leaves_it_alone(network, own),
    }
    status = 422 if form.errors else 200
    return render(request, "networks/network_leave.html", context, status=status)


@require_POST
def network_take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """A member coordinates, because nobody does."""
    network = seen(request, pk)
    if not rules.can_write(request.visitor, network):
        raise PermissionDenied
    try:
        membership.take_over(network, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect("networks:network-members", network.pk)
    messages.success(request, _("Danke! Sie koordinieren jetzt dieses Netzwerk."))
    return redirect("networks:network-manage", network.pk)


@require_POST
def request_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(joining.request_of(pk))
    if row.user_id != request.visitor.user_id:
        raise Http404
    try:
        requests.withdraw(row, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Ihre Anfrage ist zurückgenommen."))
    if not rules.can_see(request.visitor, row.network):
        # Its address says what it is called, and it may be hidden by now.
        return redirect("networks:network-mine")
    return redirect(row.network)


def _joined(request: HttpRequest, network: Network, form: JoinForm) -> HttpResponse:
    by, actor = request.visitor.account, form.cleaned_data.get("actor")
    guard.limit(request, "network-join", ASK_RATE)
    if network.joining == Joining.OPEN:
        membership.join(network, by=by, actor=actor)
        messages.success(request, _("Willkommen! Sie sind jetzt dabei."))
        return redirect(network)
    requests.ask(network, words=form.cleaned_data["words"], by=by, actor=actor)
    messages.success(
        request, _("Ihre Anfrage ist unterwegs. Die Koordination meldet sich.")
    )
    return redirect(network)
