"""What would be sent is looked at once more; then each row is taken in by itself."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from commons import guard
from commons.accounts.http import HttpRequest
from commons.requests import public
from neighbourhood.departments import speaking
from participation.bundles.answer_words import Words
from participation.bundles.enums import RowWay
from participation.bundles.forms import answering_page as pages
from participation.bundles.forms.answering import (
    Departments,
    RowForm,
    RowsForm,
    SpeechForm,
)
from participation.bundles.services import answering
from participation.bundles.services.answering import Result, Returned, Row
from participation.bundles.views.opening import OpenedBundle, frame, open_bundle
from participation.referrals.models import Referral

RATE = "120/h"


@public
@never_cache
@require_POST
def answer_submit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What somebody has seen on the page before is taken in, row by row."""
    opened = open_bundle(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    guard.limit(request, "bundle-answer", RATE)
    posted = RowsForm(request.POST)
    if not posted.is_valid():
        return redirect("bundles:bundle-show", pk)
    checked = forms_for(opened.rows, posted.cleaned_data["rows"])
    way = RowWay(posted.cleaned_data["way"])
    speech = _speech(opened, request.POST)
    if not speech.is_valid():
        return preview(opened, checked, way=way, speech=speech)
    valid = [form for form in checked if form.is_answered]
    rows = [_row(form, speech) for form in valid]
    result = answering.answer(opened.bundle, rows, way=way, **opened.actor)
    speaking.remember(request, opened.thing, speech.cleaned_data)
    with transaction.atomic():
        taken = [row.pk for row in result.taken]
        pages.forget(request.visitor, opened.bundle, taken, len(opened.rows))
    return _told(opened, result, checked)


def forms_for(rows: Sequence[Referral], words: dict[int, Words]) -> list[RowForm]:
    """Of the bundle's rows those that somebody says something to."""
    known = Departments()
    return [
        RowForm(words[row.pk], referral=row, known=known)
        for row in rows
        if row.pk in words
    ]


def preview(
    opened: OpenedBundle,
    checked: Sequence[RowForm],
    *,
    way: RowWay,
    speech: SpeechForm | None = None,
    **more: Any,
) -> HttpResponse:
    """What would be sent, before it counts; the same for the page and the sheet."""
    valid = [form for form in checked if form.is_answered]
    returns = [form for form in valid if form.is_return]
    words = {form.referral.pk: dict(form.words) for form in valid}
    context = {
        **frame(opened),
        "statements": [form for form in valid if not form.is_return],
        "returns": returns,
        "still_open": len(opened.sections.open) - len(valid),
        "rows_form": RowsForm(initial={"rows": words, "way": way.value}),
        "speech": speech or _speech(opened, None),
        "way": way.value,
        **more,
    }
    status = 422 if speech is not None else 200
    template = "bundles/answer_preview.html"
    return render(opened.request, template, context, status=status)


def _speech(opened: OpenedBundle, posted: Any) -> SpeechForm:
    initial = speaking.remembered(opened.request, opened.thing)
    form = SpeechForm(posted, initial=initial)
    by = opened.actor["by"]
    if by is not None:
        form.know(by.display_name)
    return form


def _row(form: RowForm, speech: SpeechForm) -> Row:
    if not form.is_return:
        return Row(form.referral, form.said(speech))
    cleaned = form.cleaned_data
    said = Returned(
        reason=form.return_reason,
        text=cleaned["text"],
        suggested=cleaned["suggested"],
        spoken=speech.spoken,
    )
    return Row(form.referral, said)


def _told(
    opened: OpenedBundle, result: Result, checked: Sequence[RowForm]
) -> HttpResponse:
    """Back to the rows; what could not be taken is named with its words first."""
    written = {form.referral.pk: form.words.get("text", "") for form in checked}
    refused = [(row, why, written[row.pk]) for row, why in result.refused]
    refused += [
        (form.referral, form.fault, written[form.referral.pk])
        for form in checked
        if not form.is_valid()
    ]
    if not refused:
        messages.success(opened.request, summary(result))
        return redirect("bundles:bundle-show", opened.bundle.pk)
    context = {
        **frame(opened),
        "summary": summary(result) if result.taken else "",
        "refused": refused,
    }
    return render(opened.request, "bundles/answer_result.html", context)


def summary(result: Result) -> str:
    stated, returned = len(result.stated), len(result.returned)
    waiting, same = len(result.waiting), len(result.same)
    counted = (
        (stated, ngettext("%s Stellungnahme", "%s Stellungnahmen", stated)),
        (returned, ngettext("%s Rückgabe", "%s Rückgaben", returned)),
        (waiting, ngettext("%s zur Freigabe", "%s zur Freigabe", waiting)),
        (same, ngettext("%s war schon da", "%s waren schon da", same)),
    )
    parts = [words % count for count, words in counted if count]
    return _("Danke, das ist angekommen: %(parts)s.") % {"parts": ", ".join(parts)}
