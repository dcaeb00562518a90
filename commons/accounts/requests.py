"""The request as our middleware leaves it; views name it as their parameter's type."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from commons.accounts.models import User
from commons.accounts.visitors import Visitor


class Request(HttpRequest):
    """Only for types: nothing makes one."""

    visitor: Visitor
    htmx: HtmxDetails


def signed_in_user(visitor: Visitor) -> User:
    """The account behind a visitor of a page that asks for a sign-in."""
    if visitor.user is None:
        raise PermissionDenied
    return visitor.user
