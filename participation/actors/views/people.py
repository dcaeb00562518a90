"""Who works for an actor, and asking others to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.delivery.fingerprints import masked
from commons.errors import RuleViolation
from participation.actors import invitations, rules
from participation.actors.forms.people import InvitationForm, LevelForm
from participation.actors.models import Actor, ActorInvitation, ActorMembership
from participation.actors.queries.people import Crew, crew_of
from participation.actors.services import inviting, people
from participation.actors.views import trails
from participation.actors.views.access import seen

INVITATION_RATE = "30/h"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def people_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who works for it; a POST invites one more."""
    actor = seen(request, pk)
    if not rules.can_see_people(request.visitor, actor):
        raise PermissionDenied
    form = InvitationForm(posted(request))
    if request.method == "POST":
        _require_keeper(request, actor)
        if form.is_valid() and _invited(request, actor, form):
            return redirect("actors:people-list", actor.pk)
    context = _context(request, actor, crew_of(actor)) | {"form": form}
    status = 422 if form.is_bound else 200
    return render(request, "actors/people_list.html", context, status=status)


@require_POST
def level_change(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _membership(pk)
    _require_keeper(request, seen(request, membership.actor_id))
    form = LevelForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    try:
        level = form.cleaned_data["level"]
        people.change_level(membership, level, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Gespeichert."))
    return _back(request, membership.actor)


@require_http_methods(["GET", "HEAD", "POST"])
def member_let_go(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave oneself, or let somebody go; asked once more."""
    membership = _membership(pk)
    actor = seen(request, membership.actor_id)
    is_oneself = membership.user_id == request.visitor.user_id
    if not is_oneself:
        _require_keeper(request, actor)
    if request.method == "POST":
        try:
            people.let_go(membership, by=request.visitor.account)
        except RuleViolation as violation:
            messages.error(request, str(violation.message))
        else:
            messages.success(request, _("Das ist eingetragen."))
        return redirect("actors:actor-mine") if is_oneself else _back(request, actor)
    context = {
        "actor": actor,
        "membership": membership,
        "is_oneself": is_oneself,
        "is_last_owner": [each.pk for each in crew_of(actor).owners] == [pk],
        "trail": trails.to_actor(actor),
    }
    return render(request, "actors/member_let_go.html", context)


@require_POST
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    rows = ActorInvitation.objects.select_related("actor")
    invitation = get_object_or_404(rows, pk=pk)
    _require_keeper(request, seen(request, invitation.actor_id))
    try:
        inviting.withdraw(invitation, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Die Einladung ist zurückgenommen."))
    return _back(request, invitation.actor)


def _membership(pk: int) -> ActorMembership:
    rows = ActorMembership.objects.active().select_related("actor", "user")
    membership: ActorMembership = get_object_or_404(rows, pk=pk)
    return membership


def _require_keeper(request: HttpRequest, actor: Actor) -> None:
    if not rules.can_keep_people(request.visitor, actor):
        raise PermissionDenied


def _invited(request: HttpRequest, actor: Actor, form: InvitationForm) -> bool:
    try:
        guard.limit(request, "actor-invitation", INVITATION_RATE)
        inviting.invite(
            actor,
            form.cleaned_data["address"],
            form.cleaned_data["level"],
            by=request.visitor.account,
        )
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, _("Die Einladung ist unterwegs."))
    return True


def _context(request: HttpRequest, actor: Actor, crew: Crew) -> dict[str, Any]:
    return {
        "actor": actor,
        "crew": crew,
        "may_keep": rules.can_keep_people(request.visitor, actor),
        "rows": [
            (each, LevelForm(initial={"level": each.level}, auto_id=f"m{each.pk}_%s"))
            for each in crew.members
        ],
        "asked": [
            (each, masked(invitations.address_of(each))) for each in crew.invitations
        ],
        "own_id": request.visitor.user_id,
        "trail": trails.to_actor(actor),
    }


def _back(request: HttpRequest, actor: Actor) -> HttpResponse:
    """An owner who has given the task away still belongs to it."""
    if rules.can_see_people(request.visitor, actor):
        return redirect("actors:people-list", actor.pk)
    return redirect(actor)
