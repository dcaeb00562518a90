"""What coordinators do: let in, hand on, close; and what the SPK does for them."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.errors import RuleViolation
from participation.networks import rules
from participation.networks.enums import MemberRole
from participation.networks.forms.members import (
    AnswerForm,
    CloseForm,
    InviteForm,
    RoleForm,
)
from participation.networks.models import Network, NetworkMembership
from participation.networks.queries import joining
from participation.networks.queries.members import is_led
from participation.networks.services import closing, inviting, membership, requests
from participation.networks.views.access import coordinated, found, seen, space_context

INVITE_RATE = "60/h"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def network_manage(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asks, who is invited, who has which task; a POST invites."""
    network = coordinated(request, pk)
    form = InviteForm(posted(request))
    if form.is_valid():
        try:
            return _invited(request, network, form)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    waiting = joining.waiting_in(network)
    context = {
        **space_context(request, network, _("Koordinieren")),
        "waiting": waiting,
        "form": form,
        "invited": [(row, inviting.address_of(row)) for row in waiting.invitations],
        "roles": MemberRole.choices,
    }
    status = 422 if form.errors else 200
    return render(request, "networks/network_manage.html", context, status=status)


@require_POST
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(joining.invitation_of(pk))
    network = coordinated(request, row.network_id)
    return _done(
        request,
        network,
        lambda: inviting.withdraw(row, by=request.visitor.account),
        _("Die Einladung ist zurückgenommen."),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_answer(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(joining.request_of(pk))
    network = coordinated(request, row.network_id)
    form = AnswerForm(posted(request))
    if not form.is_valid():
        context = {
            **space_context(request, network, _("Anfrage")),
            "asked": row,
            "form": form,
        }
        status = 422 if form.errors else 200
        return render(request, "networks/request_answer.html", context, status=status)
    by, answer = request.visitor.account, form.cleaned_data["answer"]
    if form.cleaned_data["verdict"] == "ja":
        return _done(
            request,
            network,
            lambda: requests.accept(row, by=by),
            _("Angenommen. Wir haben Bescheid gesagt."),
        )
    return _done(
        request,
        network,
        lambda: requests.decline(row, answer=answer, by=by),
        _("Abgelehnt. Wir haben Bescheid gesagt."),
    )


@require_POST
def membership_role(request: HttpRequest, pk: int) -> HttpResponse:
    """By who coordinates; by the SPK where nobody does."""
    row = found(joining.membership_of(pk))
    network = _looked_after(request, row)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Diese Aufgabe gibt es nicht."))
        return redirect(_way_back(request, network))
    role = MemberRole(form.cleaned_data["role"])
    return _done(
        request,
        network,
        lambda: membership.set_role(row, role, by=request.visitor.account),
        _("Die Aufgabe ist vergeben."),
    )


@require_POST
def membership_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = found(joining.membership_of(pk))
    network = coordinated(request, row.network_id)
    return _done(
        request,
        network,
        lambda: membership.remove(row, by=request.visitor.account),
        _("Die Mitgliedschaft ist beendet."),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def network_close(request: HttpRequest, pk: int) -> HttpResponse:
    """By who coordinates it, or the SPK for one that is known."""
    network = _coordinated_or_looked_after(request, pk)
    form = CloseForm(posted(request))
    if form.is_valid():
        try:
            closing.close(
                network,
                reason=form.cleaned_data["reason"].strip(),
                by=request.visitor.account,
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Das Netzwerk ist abgeschlossen."))
            return redirect(network)
    context = {"network": network, "form": form}
    status = 422 if form.errors else 200
    return render(request, "networks/network_close.html", context, status=status)


@require_POST
def network_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    network = _coordinated_or_looked_after(request, pk)
    try:
        closing.reopen(network, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Das Netzwerk geht weiter."))
    return redirect(network)


@require_POST
def network_go_on(request: HttpRequest, pk: int) -> HttpResponse:
    network = coordinated(request, pk)
    return _done(
        request,
        network,
        lambda: closing.go_on(network, by=request.visitor.account),
        _("Danke! Dann bleibt alles, wie es ist."),
    )


@never_cache
@require_safe
def network_appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """For the SPK: somebody has to coordinate a network that has nobody."""
    network = seen(request, pk)
    if not rules.can_look_after(request.visitor, network):
        raise PermissionDenied
    waiting = joining.waiting_in(network)
    context = {
        **space_context(request, network, _("Koordination vergeben")),
        "members": waiting.members,
        "role": MemberRole.COORDINATOR,
    }
    return render(request, "networks/network_appoint.html", context)


def _invited(request: HttpRequest, network: Network, form: InviteForm) -> HttpResponse:
    guard.limit(request, "network-invite", INVITE_RATE)
    inviting.invite(
        network,
        form.cleaned_data["email"],
        role=MemberRole(form.cleaned_data["role"]),
        by=request.visitor.account,
    )
    messages.success(request, _("Die Einladung ist unterwegs."))
    return redirect("networks:network-manage", network.pk)


def _looked_after(request: HttpRequest, row: NetworkMembership) -> Network:
    network = seen(request, row.network_id)
    if rules.can_coordinate(request.visitor, network):
        return network
    if not is_led(network) and rules.can_look_after(request.visitor, network):
        return network
    raise PermissionDenied


def _coordinated_or_looked_after(request: HttpRequest, pk: int) -> Network:
    network = seen(request, pk)
    may = rules.can_coordinate(request.visitor, network)
    if not may and not rules.can_look_after(request.visitor, network):
        raise PermissionDenied
    return network


def _done(
    request: HttpRequest, network: Network, act: Callable[[], object], words: str
) -> HttpResponse:
    try:
        act()
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, words)
    return redirect(_way_back(request, network))


def _way_back(request: HttpRequest, network: Network) -> str:
    """To the desk of its coordination, for who has one."""
    if rules.can_coordinate(request.visitor, network):
        return reverse("networks:network-manage", args=[network.pk])
    return network.get_absolute_url()
