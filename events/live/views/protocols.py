"""The protocol of an assembly as page, PDF and table; and how it gets its words."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import public
from commons.tables import csv_response, download_headers
from events.live import protocol_papers, rules
from events.live.forms.protocols import ProtocolForm, initial_of
from events.live.models import Protocol
from events.live.queries import protocols as queries
from events.live.queries.protocols import Minutes
from events.live.services import protocols
from events.live.views import access


@public
@never_cache
@require_safe
def protocol_show(request: HttpRequest, pk: int) -> HttpResponse:
    minutes, can_moderate = _readable(request, pk)
    context = {
        "minutes": minutes,
        "room": minutes.room,
        "can_moderate": can_moderate,
        "can_enter": rules.can_enter_ideas(request.visitor, minutes.room),
        "page_title": _("Protokoll"),
    }
    return render(request, "live/protocol_show.html", context)


@public
@never_cache
@require_safe
def protocol_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    minutes, _can_moderate = _readable(request, pk)
    name = protocol_papers.name_of(minutes.room, "pdf")
    return HttpResponse(
        protocol_papers.compiled(minutes),
        content_type="application/pdf",
        headers=download_headers(name),
    )


@public
@never_cache
@require_safe
def protocol_csv(request: HttpRequest, pk: int) -> HttpResponse:
    minutes, _can_moderate = _readable(request, pk)
    return csv_response(
        protocol_papers.name_of(minutes.room, "csv"),
        protocol_papers.header(),
        protocol_papers.rows(minutes),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "room-protocol", gettext_lazy("Protokoll"), ProtocolForm, without=("version",)
)
def protocol_edit(request: HttpRequest, pk: int) -> HttpResponse:
    room = access.moderated(request, pk).room
    protocol = Protocol.objects.filter(room=room).first()
    form = ProtocolForm(posted(request), initial=initial_of(protocol))
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            protocols.write(
                room,
                cleaned["summary"],
                version=cleaned["version"],
                by=request.visitor.account,
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Das Protokoll ist gespeichert."))
            return redirect("live:protocol-show", pk)
    context = {"room": room, "form": form, "page_title": _("Protokoll schreiben")}
    status = 422 if form.errors else 200
    return render(request, "live/protocol_edit.html", context, status=status)


@require_POST
def protocol_publish(request: HttpRequest, pk: int) -> HttpResponse:
    room = access.moderated(request, pk).room
    try:
        protocols.publish(room, by=request.visitor.account)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(
            request, _("Das Protokoll ist veröffentlicht. Wer dabei war, erfährt es.")
        )
    return redirect("live:protocol-show", pk)


def _readable(request: HttpRequest, pk: int) -> tuple[Minutes, bool]:
    """Before it is published, only whoever leads the room reads it."""
    seat = access.seat_in(request, pk)
    if not seat.can_moderate:
        protocol = queries.protocol_of(seat.room, request.visitor)
        if protocol is None or not protocol.is_published:
            raise Http404
    minutes = queries.minutes_of(
        seat.room, request.visitor, is_moderated=seat.can_moderate
    )
    return minutes, seat.can_moderate
