"""The request as our middleware leaves it; views name it as their parameter's type."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, QueryDict
from django_htmx.middleware import HtmxDetails

from commons.accounts.models import User
from commons.accounts.visitors import Visitor


class Request(HttpRequest):
    """Only for types: nothing makes one."""

    visitor: Visitor
    htmx: HtmxDetails


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty POST is wrong, a GET is not yet anything."""
    return request.POST if request.method == "POST" else None


def signed_in_user(visitor: Visitor) -> User:
    """The account behind a visitor of a page that asks for a sign-in."""
    if visitor.user is None:
        raise PermissionDenied
    return visitor.user
