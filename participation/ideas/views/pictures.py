"""The pictures inside the form of an idea: adding, ordering, taking out.

Each of it is a submit button of the same form, so nothing that was typed is lost and
no script is needed; with one only this part of the page is swapped.
"""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commons import guard
from commons.accounts.http import HttpRequest
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from participation.ideas.forms import IdeaForm, PicturesForm
from participation.ideas.services import drafting
from participation.ideas.views.pages import pictures_context, pictures_in

PICTURE_RATE = "60/h"


def pictures_handled(
    request: HttpRequest, draft: Draft, form: IdeaForm
) -> HttpResponse | None:
    """Change the pictures; an answer if the form has to be seen again for it."""
    if _is_button(request, draft):
        return _again(request, draft)
    uploads = PicturesForm(request.POST, request.FILES)
    chosen = uploads.cleaned_data["pictures"] if uploads.is_valid() else []
    problems = _add_pictures(request, draft, chosen) if chosen else []
    if request.htmx:
        return _again(request, draft, problems)
    for problem in problems:
        form.add_error(None, problem)
    if "hochladen" in request.POST and not problems:
        return _again(request, draft)
    if problems or not chosen or not form.is_valid():
        return None
    messages.info(
        request, _("Ihre Bilder sind da. Beschreiben Sie sie bitte noch kurz.")
    )
    return _again(request, draft)


def _is_button(request: HttpRequest, draft: Draft) -> bool:
    """Do what the button at a picture says; False if none was pressed."""
    removed, moved = (request.POST.get(name, "") for name in ("entfernen", "nach-vorn"))
    if removed:
        drafting.remove_picture(draft, removed)
    elif moved:
        drafting.move_picture_up(draft, moved)
    return bool(removed or moved)


def _again(
    request: HttpRequest, draft: Draft, problems: list[str] | None = None
) -> HttpResponse:
    if not request.htmx:
        return redirect(f"{request.path}#bilder")
    context = pictures_context(pictures_in(draft)) | {"problems": problems or []}
    return render(request, "ideas/_idea_picture_list.html", context)


def _add_pictures(
    request: HttpRequest, draft: Draft, chosen: list[UploadedFile]
) -> list[str]:
    try:
        guard.limit(request, "idea-picture", PICTURE_RATE)
    except RuleViolation as violation:
        return [str(violation.message)]
    return drafting.add_pictures(draft, chosen, by=request.visitor.user)
