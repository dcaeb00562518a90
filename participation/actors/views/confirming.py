""" "Stimmt das noch?": by the key of a mail, or signed in on the profile."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from commons.links import services as links
from commons.links.views import gone_page
from commons.requests import number_asked, public, secretive
from participation.actors import rules
from participation.actors.forms.confirming import GONE, TRUE, AnswerForm
from participation.actors.models import Actor
from participation.actors.queries import showing, tending
from participation.actors.services import archiving, confirming
from participation.actors.services.archiving import Why
from participation.actors.still_true import DOOR, is_still_meant
from participation.actors.views.access import seen


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def actor_still_true(request: HttpRequest, token: str) -> HttpResponse:
    """The key of the mail: a GET shows the public entry, a POST answers."""
    link = links.resolve(DOOR.purpose, token)
    rows = Actor.objects.published().select_related("region", "logo")
    actor = rows.filter(pk=link.target_id).first() if link else None
    if link is None or actor is None or not is_still_meant(link, actor):
        return gone_page(request)
    if request.method == "POST":
        return secretive(_answered(request, actor))
    context = {
        "actor": actor,
        "page": showing.page_of(actor, request.visitor),
        "true": TRUE,
        "gone": GONE,
    }
    return secretive(render(request, "actors/actor_still_true.html", context))


def _answered(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whoever has the mail answers for the actor; nothing is lost by either answer."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return redirect(request.path)
    if form.is_gone:
        _archive(request, actor, Why.OWN)
    else:
        _confirm(request, actor)
    return redirect(actor)


@require_POST
def actor_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """On the profile; takes it out of the archive, too."""
    actor = seen(request, pk)
    if not rules.can_confirm(request.visitor, actor):
        raise PermissionDenied
    _confirm(request, actor)
    return redirect(actor)


@require_http_methods(["GET", "HEAD", "POST"])
def actor_archive(request: HttpRequest, pk: int) -> HttpResponse:
    """A GET asks whether it is meant."""
    actor = seen(request, pk)
    visitor = request.visitor
    if not rules.can_archive(visitor, actor):
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "actors/actor_archive.html", {"actor": actor})
    is_own = rules.can_own(visitor, actor)
    _archive(request, actor, Why.OWN if is_own else Why.OFFICE)
    return redirect(actor)


@require_safe
def archive_list(request: HttpRequest) -> HttpResponse:
    """What has gone quiet in the visitor's Stadtteile."""
    if not rules.can_tend_directory(request.visitor):
        raise PermissionDenied
    part = tending.part_of(
        tending.archived(request.visitor), number_asked(request, "ab") or 0
    )
    context = {"part": part, "next_url": f"?ab={part.next}" if part.next else ""}
    return render(request, "actors/archive_list.html", context)


def _confirm(request: HttpRequest, actor: Actor) -> None:
    was_archived = actor.archived_at is not None
    try:
        confirming.confirm(actor, by=request.visitor.user)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return
    words = _("Danke! Jetzt gilt der Eintrag wieder als aktuell.")
    if was_archived:
        words = _("Der Eintrag ist zurück: in Listen, auf der Karte und in der Suche.")
    messages.success(request, words)


def _archive(request: HttpRequest, actor: Actor, why: Why) -> None:
    try:
        archiving.archive(actor, by=request.visitor.user, why=why)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Danke! Der Eintrag liegt jetzt im Archiv."))
