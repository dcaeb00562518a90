"""The sheet of a month as PDF."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons import guard
from commons.accounts.http import HttpRequest
from commons.requests import public
from events.calendar import sheet
from events.calendar.forms.listing import MonthForm
from neighbourhood.regions.models import Region

FILE_RATE = "12/10m"
TOO_MANY = 429


@public
@require_safe
@never_cache
def sheet_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    region = get_object_or_404(Region, slug=slug)
    try:
        guard.limit(request, "event-files", FILE_RATE, per=guard.Per.NETWORK)
    except guard.TooManyAttempts as refusal:
        context = {"why": str(refusal.message)}
        refused = render(
            request, "calendar/too_many_files.html", context, status=TOO_MANY
        )
        refused.headers["Retry-After"] = str(refusal.wait)
        return refused
    month = MonthForm(request.GET).month
    content = sheet.pdf_of(region, month)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"veranstaltungen-{region.slug}-{month.key}.pdf"
    header = content_disposition_header(as_attachment=False, filename=name)
    response.headers["Content-Disposition"] = header or "inline"
    return response
