"""The way in by a mail: a GET shows nothing of it, a press on a button opens it."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from commons.links.models import SignedLink
from commons.links.views import gone_page, link_page
from commons.requests import public
from participation.networks import rules
from participation.networks.models import NetworkInvitation
from participation.networks.queries import joining
from participation.networks.services import inviting
from participation.networks.services.inviting import DOOR


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    return link_page(
        request,
        token,
        purpose=DOOR.purpose,
        destination=_page_of,
        template="networks/invitation_link.html",
    )


@public
@never_cache
@require_safe
def invitation_show(request: HttpRequest, pk: int) -> HttpResponse:
    """For who opened the link in this browser: what one is invited to."""
    invitation = _opened(request, pk)
    if invitation is None:
        return gone_page(request)
    holds = inviting.is_open(invitation) and rules.goes_on(invitation.network)
    # One that no longer holds names nothing: the network may be a hidden one.
    network = invitation.network if holds else None
    context = {"invitation": invitation, "network": network}
    return render(request, "networks/invitation_show.html", context)


@public
@never_cache
@require_http_methods(["POST"])
def invitation_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Signing in comes between, if need be; then the page asks once more."""
    invitation = _opened(request, pk)
    if invitation is None:
        return gone_page(request)
    if not request.visitor.is_signed_in:
        here = reverse("networks:invitation-show", args=[pk])
        return redirect_to_login(here)
    try:
        network = inviting.accept(invitation, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect("networks:invitation-show", pk)
    messages.success(request, _("Willkommen! Sie sind jetzt dabei."))
    return redirect(network)


@public
@never_cache
@require_http_methods(["POST"])
def invitation_decline(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _opened(request, pk)
    if invitation is None:
        return gone_page(request)
    inviting.decline(invitation)
    messages.success(
        request, _("Danke für die Antwort. Wir schreiben Ihnen nicht mehr.")
    )
    return redirect("networks:network-list")


def _page_of(link: SignedLink) -> str:
    return reverse("networks:invitation-show", args=[link.target_id])


def _opened(request: HttpRequest, pk: int) -> NetworkInvitation | None:
    if DOOR.opened_in(request, pk) is None:
        return None
    return joining.invitation_of(pk)
