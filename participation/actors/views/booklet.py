"""The booklet of a Stadtteil as PDF."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.requests import public
from neighbourhood.regions.models import Region
from participation.actors import booklet
from participation.actors.views.directory import too_many_files


@public
@require_safe
@never_cache
def booklet_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    region = get_object_or_404(Region, slug=slug)
    if refused := too_many_files(request):
        return refused
    response = HttpResponse(booklet.pdf_of(region), content_type="application/pdf")
    name = f"akteure-{region.slug}.pdf"
    header = content_disposition_header(as_attachment=False, filename=name)
    response.headers["Content-Disposition"] = header or "inline"
    return response
