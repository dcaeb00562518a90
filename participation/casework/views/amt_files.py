"""Zur Akte, from the Amt's side: on its link or with an account, its own part."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commons import guard
from commons.accounts.http import HttpRequest
from commons.errors import RuleViolation
from commons.requests import public
from participation.casework.enums import Variant
from participation.casework.models import CaseFile
from participation.casework.services import files
from participation.casework.views.files import WITH_ALL, sent
from participation.referrals.views.cases import Opened, open_case

RATE = "20/h"


@public
@never_cache
@require_POST
def amt_file_create(request: HttpRequest, pk: int) -> HttpResponseBase:
    opened = open_case(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    referral = opened.referral
    try:
        guard.limit(request, "case-file", RATE)
        file = files.ask(referral.idea, referral=referral, **opened.actor)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return redirect("referrals:case-show", pk)
    return redirect("casework:amt-file-show", pk, file.pk)


@public
@never_cache
@require_safe
def amt_file_show(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    opened = open_case(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    row = _own(opened, file)
    case_url = reverse("referrals:case-show", args=[pk])
    context = {
        "file": row,
        "here": reverse("casework:amt-file-show", args=[pk, row.pk]),
        "fetch_url": reverse("casework:amt-file-fetch", args=[pk, row.pk]),
        "case_url": case_url,
        "trail": [(row.idea.number, case_url)],
    }
    return render(request, "casework/file_show.html", context)


@public
@never_cache
@require_POST
def amt_file_fetch(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    opened = open_case(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    return sent(_own(opened, file), by=opened.actor["by"])


def _own(opened: Opened, pk: int) -> CaseFile:
    """What the same link, or the same account, asked for about this referral."""
    rows = CaseFile.objects.select_related(*WITH_ALL).filter(
        variant=Variant.AMT, referral=opened.referral
    )
    by, link = opened.actor["by"], opened.actor["link"]
    if link is not None:
        rows = rows.filter(link=link)
    else:
        rows = rows.filter(link__isnull=True, asked_by=by)
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
