"""How each page of an actor begins: not visible is 404."""

from django.http import Http404

from commons.accounts.http import HttpRequest
from participation.actors.models import Actor
from participation.actors.queries import showing


def seen(request: HttpRequest, pk: int) -> Actor:
    actor = showing.by_pk(pk, request.visitor)
    if actor is None:
        raise Http404
    return actor
