"""Zur Akte, from the SPK's side: ask, see how far it is, fetch it."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commons.accounts.http import HttpRequest
from commons.accounts.models import User
from commons.errors import RuleViolation
from participation.casework import rules
from participation.casework.forms.files import FileForm
from participation.casework.models import CaseFile
from participation.casework.services import files
from participation.casework.views.cases import case_of

WITH_ALL = ("idea__region", "idea__author", "referral__department")


@require_POST
def file_create(request: HttpRequest, number: str) -> HttpResponse:
    idea = case_of(request, number)
    form = FileForm(request.POST, idea=idea)
    if not form.is_valid():
        raise Http404
    referral = form.cleaned_data["referral"]
    try:
        file = files.ask(idea, by=request.visitor.account, referral=referral)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect("casework:case-show", number)
    return redirect(file)


@never_cache
@require_safe
def file_show(request: HttpRequest, pk: int) -> HttpResponse:
    file = _own(request, pk)
    case_url = reverse("casework:case-show", args=[file.idea.number])
    context = {
        "file": file,
        "here": file.get_absolute_url(),
        "fetch_url": reverse("casework:file-fetch", args=[pk]),
        "case_url": case_url,
        "trail": [
            (_("Offene Vorgänge"), reverse("casework:board")),
            (file.idea.number, case_url),
        ],
    }
    return render(request, "casework/file_show.html", context)


@never_cache
@require_POST
def file_fetch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A POST, since who takes it away is written down."""
    file = _own(request, pk)
    return sent(file, by=request.visitor.account)


def sent(file: CaseFile, *, by: User | None) -> FileResponse:
    """The archive from the disk, piece by piece; the caller has asked the rules."""
    if not file.is_ready:
        raise Http404
    try:
        stream = default_storage.open(file.path)
    except FileNotFoundError as error:
        raise Http404 from error
    files.note_fetched(file, by=by)
    name = f"vorgang-{file.idea.number}-{file.variant}.zip"
    response = FileResponse(
        stream, as_attachment=True, filename=name, content_type="application/zip"
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _own(request: HttpRequest, pk: int) -> CaseFile:
    file = CaseFile.objects.select_related(*WITH_ALL).filter(pk=pk).first()
    if file is None or not rules.can_fetch(request.visitor, file):
        raise Http404
    return file
