"""Saying which actor is missing, for everybody; seeing to it, for the SPK."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.requests import number_asked, public
from neighbourhood.regions.models import Region
from participation.actors import rules
from participation.actors.forms.hinting import HintForm, SettleForm
from participation.actors.queries import tending
from participation.actors.services import hinting

RATE = "10/h"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("actor-hint", gettext_lazy("Fehlender Akteur"), HintForm)
def hint_create(request: HttpRequest) -> HttpResponse:
    slug = request.GET.get("stadtteil", "").replace("\x00", "")
    region = Region.objects.filter(slug=slug).first() if slug else None
    form = HintForm(posted(request), request=request, initial={"region": region})
    if form.is_valid() and _may_tell(request, form):
        hinting.suggest(form.missing, by=request.visitor.user)
        return redirect("actors:hint-done")
    status = 422 if form.errors else 200
    return render(request, "actors/hint_create.html", {"form": form}, status=status)


def _may_tell(request: HttpRequest, form: HintForm) -> bool:
    try:
        guard.limit(request, "actor-hint", RATE)
    except guard.TooManyAttempts as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


@public
@require_safe
def hint_done(request: HttpRequest) -> HttpResponse:
    return render(request, "actors/hint_done.html")


@require_safe
def hint_list(request: HttpRequest) -> HttpResponse:
    """What waits in the visitor's Stadtteile, the oldest first."""
    if not rules.can_tend_directory(request.visitor):
        raise PermissionDenied
    rows = tending.open_hints(request.visitor)
    part = tending.part_of(rows, number_asked(request, "ab") or 0)
    context = {"part": part, "next_url": f"?ab={part.next}" if part.next else ""}
    return render(request, "actors/hint_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hint_show(request: HttpRequest, pk: int) -> HttpResponse:
    """One hint beside the entries with nearly its name; a POST settles it."""
    if not rules.can_tend_directory(request.visitor):
        raise PermissionDenied
    hint = get_object_or_404(tending.hints_of(request.visitor), pk=pk)
    form = SettleForm(posted(request), alike=tending.alike(hint.name))
    if form.is_valid():
        actor = form.cleaned_data.get("actor")
        hinting.settle(hint, by=request.visitor.account, actor=actor)
        messages.success(request, _("Erledigt."))
        return redirect("actors:hint-list")
    status = 422 if form.errors else 200
    trail = [(_("Hinweise auf Akteure"), reverse("actors:hint-list"))]
    context = {"hint": hint, "form": form, "trail": trail}
    return render(request, "actors/hint_show.html", context, status=status)
