from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import guard
from commons.drafts import queries, registry, services
from commons.drafts.forms import ContentForm, TargetForm
from commons.drafts.keeping import SAVE_RATE, ensure_device
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.requests import VisitorRequest, public


@public
@require_POST
@never_cache
def draft_save(request: VisitorRequest, form: str) -> HttpResponse:
    """Keep what is in the form now; a device gets its cookie with its first draft."""
    if registry.find(form) is None:
        raise Http404
    asked, content = TargetForm(request.GET), ContentForm(request)
    if not (asked.is_valid() and content.is_valid()):
        return _refused(
            _("Der Entwurf ist nicht lesbar."), code="unreadable", status=400
        )
    if services.was_just_sent(request.POST):
        return JsonResponse({"saved_at": ""})
    try:
        guard.limit(request, "draft", SAVE_RATE, per=guard.Per.CROWD)
        ensure_device(request)
        draft = services.save(
            request.visitor,
            form=form,
            target=asked.cleaned_data["ziel"],
            content=content.cleaned_data,
            seen=asked.cleaned_data["stand"] if "stand" in request.GET else None,
        )
    except RuleViolation as violation:
        return _refused(str(violation.message), code=violation.code, status=409)
    return JsonResponse({"saved_at": draft.updated_at.isoformat()})


def _refused(message: str, *, code: str, status: int) -> JsonResponse:
    return JsonResponse({"message": message, "code": code}, status=status)


@public
@require_safe
@never_cache
def draft_list(request: VisitorRequest) -> HttpResponse:
    entries = queries.entries_of(request.visitor)
    return render(request, "drafts/draft_list.html", {"entries": entries})


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def draft_delete(request: VisitorRequest, key: UUID) -> HttpResponse:
    """Read once more what would be gone, then let it go."""
    mine = Draft.objects.of(request.visitor)
    draft = get_object_or_404(mine, key=key)
    entry = queries.entry_of(draft)
    if request.method == "POST":
        services.delete(draft)
        messages.success(request, _("Der Entwurf ist gelöscht."))
        return redirect("drafts:draft-list")
    return render(request, "drafts/draft_delete.html", {"entry": entry})


@public
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def draft_delete_all(request: VisitorRequest) -> HttpResponse:
    visitor = request.visitor
    if request.method == "POST":
        count = services.delete_all(visitor)
        done = ngettext(
            "Ein Entwurf ist gelöscht.", "%(count)s Entwürfe sind gelöscht.", count
        )
        messages.success(request, done % {"count": count})
        return redirect("drafts:draft-list")
    entries = queries.entries_of(visitor)
    if not entries:
        return redirect("drafts:draft-list")
    return render(request, "drafts/draft_delete_all.html", {"entries": entries})


@public
@require_safe
@never_cache
def draft_send(request: VisitorRequest, form: str) -> HttpResponse:
    """After signing in again: the form as it was sent, one click before its end."""
    known, asked = registry.find(form), TargetForm(request.GET)
    if known is None or not asked.is_valid():
        raise Http404
    visitor = request.visitor
    draft = services.find(visitor, form, asked.cleaned_data["ziel"])
    if draft is None:
        messages.info(request, _("Hier wartet nichts mehr auf das Absenden."))
        return redirect("drafts:draft-list")
    entry = queries.entry_of(draft)
    if draft.sent is None:
        return redirect(entry.url or "drafts:draft-list")
    context = {
        "entry": entry,
        "action": draft.sent["action"],
        "fields": queries.as_posted(draft),
    }
    return render(request, "drafts/draft_send.html", context)
