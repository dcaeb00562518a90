"""After a date: what came of it, with pictures; the SPK lets it through."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from events.calendar import addresses
from events.calendar.forms import afterwards as forms
from events.calendar.models import Aftermath, Occurrence
from events.calendar.queries import afterwards as queries
from events.calendar.services import afterwards
from events.calendar.views.access import managed_date
from events.calendar.views.doors import visible_date
from events.calendar.views.registering import trail

RATE = "60/h"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "event-aftermath",
    gettext_lazy("Was aus einer Veranstaltung wurde"),
    forms.AftermathForm,
    without=("version",),
)
def aftermath_edit(request: HttpRequest, pk: int) -> HttpResponse:
    occurrence = managed_date(request, pk)
    row = Aftermath.objects.filter(occurrence=occurrence).first()
    form = _form(request, row)
    if form.is_valid():
        try:
            guard.limit(request, "event-aftermath", RATE)
            by = request.visitor.account
            saved = afterwards.write(occurrence, form.telling, by=by)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _said(saved))
            return redirect(addresses.address_of(occurrence))
    return _page(request, occurrence, form, row)


@require_POST
def aftermath_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """One more picture; an error is said on the page it came from."""
    occurrence = managed_date(request, pk)
    form = forms.PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, _("Bitte wählen Sie ein Bild und sagen, was es zeigt."))
        return _back(occurrence)
    try:
        guard.limit(request, "event-aftermath", RATE)
        afterwards.add_picture(
            occurrence,
            form.cleaned_data["picture"],
            alt_text=form.cleaned_data["alt_text"],
            draft_id=form.cleaned_data["key"],
            by=request.visitor.account,
        )
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Das Bild ist da."))
    return _back(occurrence)


@require_POST
def aftermath_take_off(request: HttpRequest, pk: int) -> HttpResponse:
    occurrence = managed_date(request, pk)
    row = Aftermath.objects.filter(occurrence=occurrence).first()
    form = forms.TakeOffForm(request.POST, aftermath=row)
    if form.is_valid():
        chosen = [photo.pk for photo in form.cleaned_data["photos"]]
        afterwards.take_off(occurrence, chosen, by=request.visitor.account)
        messages.success(request, _("Das Bild ist weg."))
    return _back(occurrence)


@require_POST
def aftermath_release(request: HttpRequest, pk: int) -> HttpResponse:
    occurrence = visible_date(request, pk)
    story = queries.story_of(occurrence, request.visitor)
    if story is None or not story.may_release:
        raise PermissionDenied
    form = forms.ReleaseForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else -1
    try:
        afterwards.release(story.aftermath, version=version, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Freigegeben."))
    return redirect(addresses.address_of(occurrence))


def _form(request: HttpRequest, row: Aftermath | None) -> forms.AftermathForm:
    ideas = row.ideas.visible_to(request.visitor) if row else []
    initial = {
        "version": row.version if row else 0,
        "numbers": ", ".join(idea.number for idea in ideas),
    }
    return forms.AftermathForm(
        posted(request), instance=row, initial=initial, visitor=request.visitor
    )


def _page(
    request: HttpRequest,
    occurrence: Occurrence,
    form: forms.AftermathForm,
    row: Aftermath | None,
) -> HttpResponse:
    context = {
        "form": form,
        "picture_form": forms.PictureForm(initial={"key": uuid.uuid4()}),
        "photos": row.photos.select_related("stored_file") if row else [],
        "occurrence": occurrence,
        "event": occurrence.event,
        "trail": trail(occurrence),
    }
    status = 422 if form.errors else 200
    return render(request, "calendar/aftermath_edit.html", context, status=status)


def _back(occurrence: Occurrence) -> HttpResponse:
    return redirect(reverse("calendar:aftermath-edit", args=[occurrence.pk]))


def _said(row: Aftermath) -> str:
    if row.is_released:
        return _("Danke! Es steht jetzt auf der Seite der Veranstaltung.")
    return _("Danke! Die SPK liest es, dann steht es auf der Seite.")
