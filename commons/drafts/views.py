from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commons import guard
from commons.drafts import queries, registry, services
from commons.drafts.forms import ContentForm, TargetForm
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.requests import (
    device_hash,
    hash_device,
    new_device_token,
    public,
    set_device_cookie,
)

# <draft-form> saves three seconds after the last key.
SAVE_RATE = "400/h"


@public
@require_POST
@never_cache
def draft_save(request: HttpRequest, form: str) -> HttpResponse:
    """Keep what is in the form now; a device gets its cookie with its first draft."""
    if registry.find(form) is None:
        raise Http404
    target, content = TargetForm(request.GET), ContentForm(request)
    if not (target.is_valid() and content.is_valid()):
        return _refused(
            _("Der Entwurf ist nicht lesbar."), code="unreadable", status=400
        )
    token = ""
    visitor = request.visitor  # type: ignore[attr-defined]
    if not visitor.is_signed_in and not device_hash(request):
        token = new_device_token()
        visitor.device = hash_device(token)
    try:
        guard.limit(request, "draft", SAVE_RATE)
        draft = services.save(
            visitor,
            form=form,
            target=target.cleaned_data["ziel"],
            content=content.cleaned_data,
        )
    except RuleViolation as violation:
        return _refused(str(violation.message), code=violation.code, status=409)
    response = JsonResponse({"saved_at": draft.updated_at.isoformat()})
    if token:
        set_device_cookie(response, token)
    return response


def _refused(message: str, *, code: str, status: int) -> JsonResponse:
    return JsonResponse({"message": message, "code": code}, status=status)


@public
@require_safe
@never_cache
def draft_list(request: HttpRequest) -> HttpResponse:
    entries = queries.entries_of(request.visitor)  # type: ignore[attr-defined]
    return render(request, "drafts/draft_list.html", {"entries": entries})


@public
@require_POST
def draft_delete(request: HttpRequest, key: UUID) -> HttpResponse:
    mine = Draft.objects.of(request.visitor)  # type: ignore[attr-defined]
    services.delete(get_object_or_404(mine, key=key))
    messages.success(request, _("Der Entwurf ist gelöscht."))
    return redirect("drafts:draft-list")
