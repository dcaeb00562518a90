"""What a network brings to the Bezirksamt, from the network's side."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import number_asked, public
from neighbourhood.rounds import registry as rounds
from participation.networks import concern_rules, rules
from participation.networks.enums import ConcernState
from participation.networks.forms.concerns import ConcernForm
from participation.networks.models import Concern, Network
from participation.networks.queries import concerns as queries
from participation.networks.services import concerns
from participation.networks.views import access
from participation.networks.views.access import BEFORE, earlier


@public
@never_cache
@require_safe
def concern_list(request: HttpRequest, pk: int) -> HttpResponse:
    network = access.read(request, pk)
    page = queries.of_network(network, before=number_asked(request, BEFORE))
    here = reverse("networks:concern-list", args=[pk])
    context = {
        **access.space_context(request, network, _("Anliegen")),
        "page": page,
        "may_raise": concern_rules.can_raise(request.visitor, network),
        "next_url": earlier(here, page.before),
        "first_url": here if BEFORE in request.GET else "",
    }
    return render(request, "networks/concern_list.html", context)


@public
@never_cache
@require_safe
def concern_show(request: HttpRequest, pk: int) -> HttpResponse:
    """For who reads the network, and for the SPK, which may not read it."""
    concern = found(request, pk)
    is_raised = concern.state == ConcernState.RAISED
    may_bring = concern_rules.can_bring(request.visitor, concern)
    context: dict[str, Any] = {
        "concern": concern,
        "network": concern.network,
        "ending": _ending(concern),
        "may_drop": is_raised and concern_rules.can_drop(request.visitor, concern),
        "may_bring": is_raised and rules.goes_on(concern.network) and may_bring,
        "is_at_desk": concern_rules.is_at_desk(request.visitor, concern),
    }
    if rules.can_read(request.visitor, concern.network):
        context |= access.space_context(request, concern.network, concern.title)
        return render(request, "networks/concern_show.html", context)
    desk = reverse("networks:concern-desk")
    context["trail"] = [(_("Anliegen der Netzwerke"), desk)]
    return render(request, "networks/concern_at_desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("network-concern", gettext_lazy("Anliegen an das Bezirksamt"), ConcernForm)
def concern_create(request: HttpRequest, pk: int) -> HttpResponse:
    network = access.read(request, pk)
    if not concern_rules.can_raise(request.visitor, network):
        raise PermissionDenied
    form = ConcernForm(posted(request))
    if form.is_valid():
        try:
            concern = concerns.raise_concern(
                network,
                title=form.cleaned_data["title"],
                text=form.cleaned_data["text"],
                by=request.visitor.account,
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Vorgemerkt. Die SPK sieht Ihr Anliegen."))
            return redirect(concern)
    context = {"form": form, "network": network, "trail": _trail(network)}
    status = 422 if form.errors else 200
    return render(request, "networks/concern_create.html", context, status=status)


@require_POST
def concern_drop(request: HttpRequest, pk: int) -> HttpResponse:
    concern = found(request, pk)
    if not concern_rules.can_drop(request.visitor, concern):
        raise PermissionDenied
    try:
        concerns.drop(concern, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Das Anliegen ist zurückgezogen."))
    return redirect(concern)


def found(request: HttpRequest, pk: int) -> Concern:
    return access.found(queries.find(pk, request.visitor))


def _trail(network: Network) -> list[tuple[str, str]]:
    return [
        (_("Netzwerke"), reverse("networks:network-list")),
        (network.name, network.get_absolute_url()),
        (_("Anliegen"), reverse("networks:concern-list", args=[network.pk])),
    ]


def _ending(concern: Concern) -> rounds.Ending | None:
    row = concern.round
    if row is None or not row.result_code:
        return None
    return rounds.get(row.kind).endings.get(row.result_code)
