"""What a room shows now, for pages whose socket does not get through."""

from http import HTTPStatus

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from commons.accounts.http import HttpRequest
from commons.requests import public
from events.live.models import Room
from events.live.states import dumped, state_of, whole

KEPT_SECONDS = 3


@public
@require_safe
def room_snapshot(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for everybody who may see the room, hence kept for all of them."""
    rooms = Room.objects.visible_to(request.visitor)
    version = rooms.filter(pk=pk).values_list("version", flat=True).first()
    if version is None:
        raise Http404
    digest, text = _kept(pk, version, get_language() or "de")
    etag = f'"{digest}"'
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
    else:
        answer = HttpResponse(text, content_type="application/json")
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ["Cookie", "Accept-Language"])
    return answer


def _kept(pk: int, version: int, language: str) -> tuple[str, str]:
    key = f"live-room:{pk}:{version}:{language}"
    known: tuple[str, str] | None = cache.get(key)
    if known is None:
        state = state_of(pk, language)
        known = state.digest, dumped(whole(state))
        cache.set(key, known, timeout=KEPT_SECONDS)
    return known
