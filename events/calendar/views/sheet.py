"""The sheet of a month as PDF."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons import guard
from commons.accounts.http import HttpRequest
from commons.requests import public
from events.calendar import sheet
from events.calendar.forms.listing import MonthForm
from neighbourhood.regions.models import Region

FILE_RATE = "12/10m"


@public
@require_safe
@never_cache
def sheet_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    region = get_object_or_404(Region, slug=slug)
    if refused := _too_many_files(request):
        return refused
    month = MonthForm(request.GET).month
    content = sheet.pdf_of(region, month)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"veranstaltungen-{region.slug}-{month.key}.pdf"
    header = content_disposition_header(as_attachment=False, filename=name)
    response.headers["Content-Disposition"] = header or "inline"
    return response


def _too_many_files(request: HttpRequest) -> HttpResponse | None:
    words = guard.Words(
        title=_("Das waren viele Dateien auf einmal"),
        label=_("Zu den Veranstaltungen"),
        url=reverse("calendar:event-list"),
    )
    return guard.refused(request, "event-files", FILE_RATE, words)
