from uuid import UUID

import structlog
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from commons.files import registry, services
from commons.files.enums import Rendition
from commons.files.models import StoredFile
from commons.requests import VisitorRequest, public

log = structlog.get_logger(__name__)

# Whatever a browser takes the content for, it may do nothing in our name.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
PUBLIC_AGE = 3600  # seconds; what leaves the public is gone from caches in an hour


@public
@require_safe
def file_show(request: VisitorRequest, key: UUID, size: str = "") -> HttpResponse:
    file = get_object_or_404(StoredFile, key=key)
    if size and not (size in Rendition.values and file.is_image):
        raise Http404
    is_public = registry.is_public(file)
    if not (is_public or registry.can_see(request.visitor, file)):
        raise Http404
    rendition = Rendition(size) if size else Rendition.LARGE
    return answer_with(request, file, rendition, is_public=is_public)


def answer_with(
    request: VisitorRequest,
    file: StoredFile,
    rendition: Rendition = Rendition.LARGE,
    *,
    is_public: bool = False,
) -> HttpResponse:
    """The file as a response; the caller has decided that the visitor may see it."""
    etag = f'"{file.sha256[:32]}-{rendition.value}"'
    small = rendition is Rendition.SMALL
    response = HttpResponse(
        content_type="image/webp" if small else file.mime,
        headers={
            "ETag": etag,
            "Cache-Control": f"public, max-age={PUBLIC_AGE}, immutable"
            if is_public
            else "private, no-store",
            "Content-Security-Policy": POLICY,
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Content-Disposition": content_disposition_header(
                not file.is_image, file.name
            ),
        },
    )
    answer = get_conditional_response(request, etag, None, response)
    if answer is not None and answer is not response:
        return answer
    try:
        response.content = services.read(file, rendition)
    except FileNotFoundError as error:
        log.error("files.content_missing", file=file.pk)  # noqa: TRY400 -- no trace
        raise Http404 from error
    return response
