"""The page of one actor."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.requests import public
from participation.actors.models import Actor
from participation.actors.queries import showing
from participation.actors.views import trails
from participation.moderation.enums import Publication

GONE = frozenset({Publication.REMOVED, Publication.WITHDRAWN})


@public
@require_safe
def actor_show(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """What an actor says of itself; in the archive, too, where it is said."""
    actor = showing.by_pk(pk, request.visitor)
    if actor is None:
        if _was_public(pk):
            return render(request, "410.html", status=410)
        raise Http404
    if slug != actor.slug:
        return redirect(actor, permanent=True)
    context = {
        "actor": actor,
        "page": showing.page_of(actor, request.visitor),
        "trail": trails.to_directory(),
    }
    return render(request, "actors/actor_show.html", context)


def _was_public(pk: int) -> bool:
    gone = Actor.objects.filter(pk=pk, publication__in=GONE)
    return gone.filter(published_at__isnull=False).exists()
