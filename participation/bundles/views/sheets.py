"""The table of a bundle: out to whoever answers, and back to the last page before."""

import json

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.errors import RuleViolation
from commons.requests import public
from commons.tables import XLSX_TYPE, download_headers
from participation.bundles import sheet_reading, sheets
from participation.bundles.answer_words import Words
from participation.bundles.enums import RowWay
from participation.bundles.forms import answering_page as pages
from participation.bundles.forms.answering import RowForm, SheetForm
from participation.bundles.sheet_reading import Reading, SheetError
from participation.bundles.views.answering_submit import forms_for, preview
from participation.bundles.views.opening import OpenedBundle, open_bundle
from participation.referrals.models import Referral

RATE = "60/h"
# What the page before the last step carries along; the server takes two megabytes.
LARGEST_PAYLOAD = 1_200_000


@public
@never_cache
@require_safe
def sheet_download(request: HttpRequest, pk: int) -> HttpResponseBase:
    opened = open_bundle(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    begun = pages.begun_by(request.visitor, opened.bundle, opened.rows)
    content = sheets.workbook_of(opened.bundle, begun)
    headers = download_headers(f"{opened.bundle.reference}.xlsx")
    return HttpResponse(content, content_type=XLSX_TYPE, headers=headers)


@public
@never_cache
@require_POST
def sheet_upload(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A dry run: what was changed, and what is wrong; nothing is stored by it."""
    opened = open_bundle(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    form = SheetForm(posted(request), request.FILES)
    if form.is_valid():
        try:
            guard.limit(request, "bundle-sheet", RATE)
            return _read(opened, form)
        except SheetError as error:
            form.add_error("sheet", str(error))
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
    context = {"bundle": opened.bundle, "form": form}
    return render(request, "bundles/sheet_upload.html", context, status=422)


def _read(opened: OpenedBundle, form: SheetForm) -> HttpResponse:
    uploaded = form.cleaned_data["sheet"]
    if uploaded.size > sheet_reading.LARGEST_FILE:
        raise SheetError(sheet_reading.too_large())
    reading = sheet_reading.read(uploaded.read(), opened.bundle, opened.rows)
    begun = pages.begun_by(opened.request.visitor, opened.bundle, opened.rows)
    words = {pk: {**begun.get(pk, {}), **edits} for pk, edits in reading.edits.items()}
    checked = forms_for(opened.rows, words)
    may_answer = {row.pk for row in opened.sections.open}
    usable = [form for form in checked if form.referral.pk in may_answer]
    kept_back = [form for form in checked if form.referral.pk not in may_answer]
    _name_faults(usable, reading)
    broken = {fault.line for fault in reading.faults}
    whole = [form for form in usable if reading.lines[form.referral.pk] not in broken]
    if len(json.dumps(_payload(whole))) > LARGEST_PAYLOAD:
        raise SheetError(_("Das ist zu viel Text auf einmal. Bitte in zwei Teilen."))
    return preview(
        opened,
        whole,
        way=RowWay.SHEET,
        faults=sorted(reading.faults, key=lambda fault: fault.line),
        kept_back=[_line_of(form.referral, reading) for form in kept_back],
        is_unchanged=not reading.edits and not reading.faults,
    )


def _name_faults(checked: list[RowForm], reading: Reading) -> None:
    for form in checked:
        line = reading.lines[form.referral.pk]
        for name, faults in form.errors.items():
            for fault in faults:
                reading.refuse(line, name, str(fault))


def _payload(checked: list[RowForm]) -> dict[int, Words]:
    return {form.referral.pk: dict(form.words) for form in checked}


def _line_of(referral: Referral, reading: Reading) -> tuple[int, Referral]:
    return reading.lines[referral.pk], referral
