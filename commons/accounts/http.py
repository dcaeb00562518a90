"""The request as views get it, for the type checker: with its visitor."""

from django import http
from django_htmx.middleware import HtmxDetails

from commons.accounts.visitors import Visitor
from commons.requests import VisitorRequest


class HttpRequest(VisitorRequest):
    """What the middleware makes of Django's request; never instantiated by us."""

    visitor: Visitor
    htmx: HtmxDetails


def posted(request: http.HttpRequest) -> http.QueryDict | None:
    """What a form is bound to: an empty POST is wrong, a GET is not yet anything."""
    return request.POST if request.method == "POST" else None
