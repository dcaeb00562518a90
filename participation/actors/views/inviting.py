"""The way in by a mail: a neutral page, a button, and then an answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from commons.links.views import gone_page, link_page
from commons.requests import public
from participation.actors import invitations
from participation.actors.models import ActorInvitation
from participation.actors.services import inviting


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_open(request: HttpRequest, token: str) -> HttpResponse:
    """GET looks nothing up; POST opens the invitation in this browser."""
    return link_page(
        request,
        token,
        purpose=invitations.DOOR.purpose,
        destination=lambda link: reverse(
            "actors:invitation-show", args=[link.target_id]
        ),
        template="actors/invitation_open.html",
    )


@public
@never_cache
@require_safe
def invitation_show(request: HttpRequest, pk: int) -> HttpResponse:
    """What one is asked; saying yes takes an account of one's own."""
    invitation = _opened(request, pk)
    if invitation is None:
        return gone_page(request)
    here = {"next": request.path}
    context = {
        "invitation": invitation,
        "is_open": invitations.is_open(invitation),
        "sign_in_url": f"{resolve_url('account_login')}?{urlencode(here)}",
    }
    return render(request, "actors/invitation_show.html", context)


@require_POST
def invitation_accept(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _opened(request, pk)
    if invitation is None:
        return gone_page(request)
    try:
        actor = inviting.accept(invitation, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect("actors:actor-mine")
    words = _("Willkommen! Sie arbeiten jetzt bei „%(name)s“ mit.")
    messages.success(request, words % {"name": actor.name})
    return redirect(actor)


@public
@require_POST
def invitation_decline(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _opened(request, pk)
    if invitation is None:
        return gone_page(request)
    inviting.decline(invitation)
    messages.success(request, _("Danke, dass Sie Bescheid geben."))
    return redirect("home")


def _opened(request: HttpRequest, pk: int) -> ActorInvitation | None:
    """The invitation, if this browser opened it by its link."""
    if invitations.DOOR.opened_in(request, pk) is None:
        return None
    rows = ActorInvitation.objects.select_related("actor", "invited_by")
    return rows.filter(pk=pk).first()
