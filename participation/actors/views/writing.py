"""Writing a profile, and writing it anew."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.clock import berlin_today
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.files import services as files
from commons.terms.queries import current
from participation.actors import rules
from participation.actors.forms import initial
from participation.actors.forms.profile import ProfileForm
from participation.actors.forms.writing import OthersForm, VersionForm
from participation.actors.models import Actor, ConductTerms
from participation.actors.queries import showing, versions
from participation.actors.queries.people import own_actors
from participation.actors.services import profile as profiles, publication
from participation.actors.services.contents import Profile
from participation.actors.views import trails
from participation.actors.views.access import seen

FORM_RATE = "30/h"


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "actor", gettext_lazy("Akteur eintragen"), ProfileForm, without=("new_logo",)
)
def actor_create(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(posted(request), request.FILES or None)
    others = OthersForm(posted(request))
    if form.is_valid() and others.is_valid():
        try:
            return _founded(request, form, others)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    context = _form_context(form) | {
        "trail": trails.to_directory(),
        "others": others if rules.can_enter_for_others(request.visitor) else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "actors/actor_create.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "actor-edit",
    gettext_lazy("Profil eines Akteurs ändern"),
    ProfileForm,
    without=("new_logo", "version"),
)
def actor_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """At once where the SPK vouches for the actor; else somebody reads it first."""
    actor = _written(request, pk)
    change = showing.change_of(actor)
    form = ProfileForm(
        posted(request),
        request.FILES or None,
        initial=initial.of_change(change) if change else initial.of_actor(actor),
        logo=change.logo if change else actor.logo,
    )
    version = VersionForm(posted(request), initial={"version": actor.version})
    if form.is_valid() and version.is_valid():
        try:
            return _changed(request, actor, form, version.cleaned_data["version"])
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    context = _form_context(form) | {
        "actor": actor,
        "change": change,
        "version_form": VersionForm(initial={"version": actor.version}),
        "trail": trails.to_actor(actor),
    }
    status = 422 if form.is_bound else 200
    return render(request, "actors/actor_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def actor_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked once more, for it cannot be taken back."""
    actor = seen(request, pk)
    if not rules.can_own(request.visitor, actor):
        raise PermissionDenied
    if request.method == "POST":
        try:
            publication.withdraw(actor, by=request.visitor.account)
        except RuleViolation as violation:
            messages.error(request, str(violation.message))
        else:
            messages.success(request, _("Das Profil ist zurückgezogen."))
        return redirect("actors:actor-mine")
    context = {"actor": actor, "trail": trails.to_actor(actor)}
    return render(request, "actors/actor_withdraw.html", context)


@require_safe
def actor_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """What it said before, for its own people and the SPK."""
    actor = seen(request, pk)
    if not rules.can_see_people(request.visitor, actor):
        raise PermissionDenied
    context = {
        "actor": actor,
        "versions": versions.versions_of(actor),
        "trail": trails.to_actor(actor),
    }
    return render(request, "actors/actor_versions.html", context)


@require_safe
def actor_mine(request: HttpRequest) -> HttpResponse:
    context = {"actors": own_actors(request.visitor)}
    return render(request, "actors/actor_mine.html", context)


def _written(request: HttpRequest, pk: int) -> Actor:
    actor = seen(request, pk)
    if not rules.can_write(request.visitor, actor):
        raise PermissionDenied
    return actor


def _founded(
    request: HttpRequest, form: ProfileForm, others: OthersForm
) -> HttpResponse:
    guard.limit(request, "actor-form", FORM_RATE)
    is_for_others = bool(others.cleaned_data["for_others"])
    if is_for_others and not rules.can_enter_for_others(request.visitor):
        raise PermissionDenied
    actor = profiles.found(
        _said(request, form), by=request.visitor.account, for_others=is_for_others
    )
    messages.success(
        request,
        _("Danke. Wir lesen das Profil, dann steht es im Verzeichnis der Akteure."),
    )
    return redirect(actor)


def _changed(
    request: HttpRequest, actor: Actor, form: ProfileForm, version: int
) -> HttpResponse:
    guard.limit(request, "actor-form", FORM_RATE)
    actor = profiles.change(
        actor, _said(request, form), version=version, by=request.visitor.account
    )
    if actor.is_public and actor.is_verified:
        messages.success(request, _("Gespeichert. Das Profil ist geändert."))
    else:
        messages.success(
            request, _("Danke. Wir lesen die Änderung, dann ist sie zu sehen.")
        )
    return redirect(actor)


def _said(request: HttpRequest, form: ProfileForm) -> Profile:
    """What the form says; a new logo is decoded and written anew."""
    if form.upload is None:
        return form.profile(None)
    return form.profile(files.store_image(form.upload, by=request.visitor.account))


def _form_context(form: ProfileForm) -> dict[str, Any]:
    terms = current(ConductTerms)
    return {
        "form": form,
        "terms": terms,
        "is_election_time": terms.is_election_time(berlin_today()),
        "tile_url": settings.TILE_URL,
    }
