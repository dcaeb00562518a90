"""The result of the list to take along: CSV for tables, GeoJSON for maps."""

from collections.abc import Iterable

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons import guard
from commons.accounts.http import HttpRequest
from commons.requests import public
from commons.tables import download_headers
from participation.ideas.filters import IdeaFilterForm
from participation.ideas.queries import exports

EXPORT_RATE = "12/10m"


@public
@require_safe
@never_cache
def idea_csv(request: HttpRequest) -> HttpResponseBase:
    if refused := _refused(request):
        return refused
    lines = exports.as_csv(IdeaFilterForm(request.GET).wish())
    return _streamed(lines, "ideen.csv", "text/csv; charset=utf-8")


@public
@require_safe
@never_cache
def idea_geojson(request: HttpRequest) -> HttpResponseBase:
    if refused := _refused(request):
        return refused
    parts = exports.as_geojson(IdeaFilterForm(request.GET).wish())
    return _streamed(parts, "ideen.geojson", "application/geo+json")


def _refused(request: HttpRequest) -> HttpResponse | None:
    """Thousands of rows a time: a few files in a while are enough for anybody."""
    words = guard.Words(
        title=_("Das waren viele Dateien auf einmal"),
        label=_("Zu den Ideen"),
        url=reverse("ideas:idea-list"),
        hint=_(
            "Für regelmäßige Abfragen ist der Feed gedacht: Er meldet, was neu ist."
        ),
    )
    return guard.refused(request, "idea-export", EXPORT_RATE, words)


def _streamed(
    parts: Iterable[bytes] | Iterable[str], filename: str, mime: str
) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        parts, content_type=mime, headers=download_headers(filename)
    )
