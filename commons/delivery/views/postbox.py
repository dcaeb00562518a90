"""Pages of the demo's inbox: 404 in production, and without DEMO_MAILBOX.

Everybody may look: in the demo the code of one's own sign-in lies here.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from commons.delivery import postbox
from commons.delivery.postbox import StoredMail
from commons.requests import number_asked, public

P = ParamSpec("P")
# A mail brings its own styles and nothing else; links open a tab of their own.
MAIL_POLICY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}
LINKS_LEAVE_THE_FRAME = '<base target="_blank">'
SHOWN_AS_THEY_ARE = frozenset({"application/pdf", "text/csv", "text/calendar"})


def demo_only(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if settings.PRODUCTION or not settings.DEMO_MAILBOX:
            raise Http404
        return view(*args, **kwargs)

    return guarded


@public
@never_cache
@require_safe
@demo_only
def mail_list(request: HttpRequest) -> HttpResponse:
    before = number_asked(request, "vor")
    mails = postbox.newest(before=before)
    shown = mails[: postbox.PAGE_SIZE]
    context = {
        "mails": shown,
        "is_first": before is None,
        "next_before": shown[-1].number if len(mails) > len(shown) else None,
    }
    return render(request, "delivery/mail_list.html", context)


# django-csp types its decorators for views without arguments.
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # the stubs want plain lists
@public
@never_cache
@require_safe
@demo_only
def mail_show(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "delivery/mail_show.html", {"mail": _found(number)})


@csp(MAIL_POLICY)  # type: ignore[arg-type]  # the stubs want plain lists
@public
@never_cache
@require_safe
@xframe_options_sameorigin
@demo_only
def mail_html(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001 -- a view
    """The HTML part alone, for a frame that runs no script and knows no cookie."""
    html = _found(number).html
    return HttpResponse(html.replace("<head>", f"<head>{LINKS_LEAVE_THE_FRAME}", 1))


@public
@never_cache
@require_safe
@demo_only
def mail_attachment(
    request: HttpRequest,  # noqa: ARG001 -- a view
    number: int,
    position: int,
) -> HttpResponse:
    attachments = _found(number).attachments
    if not 0 < position <= len(attachments):
        raise Http404
    file = attachments[position - 1]
    is_plain = file.mime in SHOWN_AS_THEY_ARE
    response = HttpResponse(
        file.content,
        content_type=file.mime if is_plain else "application/octet-stream",
    )
    header = content_disposition_header(as_attachment=True, filename=file.name)
    response.headers["Content-Disposition"] = header or "attachment"
    return response


def _found(number: int) -> StoredMail:
    mail = postbox.find(number)
    if mail is None:
        raise Http404
    return mail
