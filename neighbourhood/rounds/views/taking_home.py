"""What one takes along from a round: the meeting's file, and the minutes."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.calendars import calendar_response
from commons.requests import public
from neighbourhood.rounds import calendars, minutes, registry
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.queries import rounds as queries
from neighbourhood.rounds.views.desk import led
from neighbourhood.rounds.views.parties import open_place


@require_safe
def round_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    row = led(request, pk)
    return _calendar(row, row.get_absolute_url())


@public
@never_cache
@require_safe
def party_calendar(request: HttpRequest, pk: int) -> HttpResponseBase:
    opened = open_place(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    return _calendar(opened.party.round, opened.party.get_absolute_url())


@require_safe
def round_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    row = led(request, pk)
    trail = [
        (_("Runden"), reverse("rounds:round-list")),
        (row.title, row.get_absolute_url()),
    ]
    pdf = reverse("rounds:round-minutes-pdf", args=[pk])
    return _minutes(request, row, back=row.get_absolute_url(), trail=trail, pdf=pdf)


@require_safe
def round_minutes_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    row = led(request, pk)
    return HttpResponse(
        minutes.compiled(row),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{minutes.NAME.format(pk=pk)}"'
        },
    )


@public
@never_cache
@require_safe
def party_minutes(request: HttpRequest, pk: int) -> HttpResponseBase:
    opened = open_place(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    row = queries.with_everything().get(pk=opened.party.round_id)
    return _minutes(request, row, back=opened.party.get_absolute_url())


def _minutes(
    request: HttpRequest,
    row: Round,
    *,
    back: str,
    trail: list[tuple[str, str]] | None = None,
    pdf: str = "",
) -> HttpResponse:
    procedure = registry.get(row.kind)
    context = {
        "round": row,
        "procedure": procedure,
        "ending": procedure.endings.get(row.result_code),
        "statements": queries.statements_in(row),
        "back": back,
        "trail": trail or [],
        "pdf_url": pdf,
    }
    return render(request, "rounds/round_minutes.html", context)


def _calendar(row: Round, url: str) -> HttpResponse:
    content = calendars.file_of(row, url)
    if content is None:
        raise Http404
    return calendar_response(content, calendars.FILE_NAME)
