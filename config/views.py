"""What machines ask: is the site well, and its figures."""

import secrets
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from commons.requests import public
from config import cache, metrics

BEARER = "Bearer "


@public
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer 503 without the database; without Valkey pages go on, more slowly."""
    state = {"database": is_database_there(), "cache": cache.is_there()}
    return JsonResponse(state, status=200 if state["database"] else 503)


def is_database_there() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


@public
@never_cache
@require_safe
def show_metrics(request: HttpRequest) -> HttpResponse:
    if not may_see_metrics(request):
        return HttpResponse(status=404)
    return HttpResponse(generate_latest(metrics.registry()), CONTENT_TYPE_LATEST)


def may_see_metrics(request: HttpRequest) -> bool:
    """Ask for the token if one is set, else for a caller on this very machine.

    A proxy on this machine calls from there too, but names whom it speaks for.
    """
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix(BEARER)
        return secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    address = request.META.get("REMOTE_ADDR") or "0.0.0.0"  # noqa: S104 -- no address
    is_forwarded = "X-Forwarded-For" in request.headers
    return ip_address(address).is_loopback and not is_forwarded
