"""Keeps what is written in any text form, and takes each form in only once.

A view says `@keeps_draft("complaint", _("Einwand"), ComplaintForm)` right above its
`def`, its template `{% keep_draft form %}` right behind `{% csrf_token %}`. Then what
is typed is stored while somebody types, comes back at the next GET, stays when a POST
is refused or breaks, goes through a sign-in if the session has ended, and is forgotten
in the transaction that takes the form in. A redirect says that this has happened.
"""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

import structlog
from django import forms
from django.db import DatabaseError, transaction
from django.forms.forms import BaseForm
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from commons import guard
from commons.drafts import registry, services
from commons.drafts.absent import owner_of_ended_session
from commons.drafts.addresses import (
    View,
    form_of,
    is_address_of,
    send_address,
    target_of,
)
from commons.drafts.models import Draft
from commons.drafts.registry import DraftForm
from commons.errors import RuleViolation
from commons.requests import VisitorRequest
from commons.tokens import hash_of, new_token

log = structlog.get_logger(__name__)

# <draft-form> saves three seconds after the last key.
SAVE_RATE = "400/h"
# Posted with every form, but nothing that somebody wrote.
NO_WORDS = frozenset({"csrfmiddlewaretoken"}) | guard.FIELDS


def keeps_draft(  # noqa: PLR0913 -- a declaration, each part by its name
    key: str,
    title: str | Promise,
    form: type[BaseForm] | Collection[str],
    *,
    without: Collection[str] = (),
    parameters: tuple[str, ...] = (),
    page: str = "",
    url: Callable[[Draft], str] = lambda draft: draft.target,
) -> Callable[[View], View]:
    """Let a view's form keep drafts, one for each address and person.

    Args:
        key: a slug, the same for views that take in the same form.
        form: the form's class, or the names that it posts.
        without: names that a draft must not bring back, such as a version that the
            page itself knows better.
        parameters: names in the address's query that say what the form is about.
        page: name of the view whose page holds the form, with the same arguments,
            where this one only takes it in.
        url: leads to the page with the form where `page` cannot.
    """
    known = registry.register(
        key,
        title,
        url,
        _names_in(form) - frozenset(without),
        heading=registry.first_words(*_text_names(form)),
        accepts=lambda target: is_address_of(key, target),
        parameters=parameters,
        made_of=form if isinstance(form, type) else None,
    )

    def decorate(view: View) -> View:
        @wraps(view)
        def kept(request: VisitorRequest, *args: Any, **kwargs: Any) -> Any:
            def answer() -> HttpResponseBase:
                response: HttpResponseBase = view(request, *args, **kwargs)
                return response

            if request.method != "POST":
                return answer()
            return _taken_in(
                request, known, target_of(known, request.get_full_path()), answer
            )

        kept.draft_key, kept.draft_page = key, page  # type: ignore[attr-defined]  # marks on the function
        return kept

    return decorate


def keeps_own_draft(key: str) -> Callable[[View], View]:
    """Mark a view that looks after its draft itself: its stale form is sent again."""

    def decorate(view: View) -> View:
        view.draft_key = key  # type: ignore[attr-defined]  # a mark on the function
        return view

    return decorate


def still_open(request: VisitorRequest) -> None:
    """The view leads elsewhere without having taken the words in: keep them."""
    request.is_draft_open = True


def done(request: VisitorRequest) -> None:
    """The form is taken in though the answer is no redirect but a fragment."""
    request.is_draft_done = True


def ensure_device(request: VisitorRequest, *, also_with_account: bool = False) -> None:
    """Give somebody without account a device; VisitorMiddleware sets its cookie."""
    visitor = request.visitor
    is_needed = also_with_account or not visitor.is_signed_in
    if is_needed and not visitor.device:
        request.new_device = token = new_token()
        visitor.device = hash_of(token)


def keep(
    request: VisitorRequest, known: DraftForm, target: str, *, is_sent: bool = False
) -> bool:
    """Store what was posted; never a reason for the request to fail."""
    posted = {
        name: values if len(values) > 1 else values[0]
        for name, values in request.POST.lists()
        if values and name not in NO_WORDS | known.never_kept
    }
    has_words = any(posted.get(name) for name in known.fields)
    if not has_words or request.POST.get(guard.HONEYPOT_FIELD):
        return False
    rest = {name: posted[name] for name in posted if name not in known.fields}
    sent = {"action": request.get_full_path(), "rest": rest} if is_sent else None
    try:
        guard.limit(request, "draft", SAVE_RATE, per=guard.Per.CROWD)
        owner = _owner(request, is_sent=is_sent)
        services.save(owner, form=known.key, target=target, content=posted, sent=sent)
    except (RuleViolation, DatabaseError) as error:
        log.warning("drafts.not_kept", form=known.key, why=type(error).__name__)
        return False
    return True


def _owner(request: VisitorRequest, *, is_sent: bool) -> Any:
    """Who gets the words: the visitor, or whose session ended over them."""
    visitor = request.visitor
    is_away = is_sent and not visitor.is_signed_in
    if is_away and (absent := owner_of_ended_session(request)):
        return absent
    ensure_device(request)
    return visitor


def kept_for_sign_in(request: VisitorRequest, view: View) -> HttpResponse | None:
    """Where somebody goes whose session ended before a text form was sent.

    Through the sign-in to a page that sends it. None if this is no text form.
    """
    known = form_of(view)
    if known is None:
        return None
    return _sign_in_first(request, known, target_of(known, request.get_full_path()))


def _sign_in_first(
    request: VisitorRequest, known: DraftForm, target: str
) -> HttpResponse | None:
    if not keep(request, known, target, is_sent=True):
        return None
    query = urlencode({"next": send_address(known, target)})
    address = f"{resolve_url('account_login')}?{query}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _taken_in(
    request: VisitorRequest,
    known: DraftForm,
    target: str,
    answer: Callable[[], HttpResponseBase],
) -> HttpResponseBase:
    """The view's answer, and with it either the draft's end or its words kept."""
    try:
        with transaction.atomic():
            response, is_taken = _answered_once(request, known, target, answer)
    except Exception:
        keep(request, known, target)
        raise
    if is_taken:
        return response
    if _is_sign_in(response):
        return _sign_in_first(request, known, target) or response
    keep(request, known, target)
    return response


def _answered_once(
    request: VisitorRequest,
    known: DraftForm,
    target: str,
    answer: Callable[[], HttpResponseBase],
) -> tuple[HttpResponseBase, bool]:
    """The answer, and whether the form is taken in now or was before."""
    visitor = request.visitor
    sent, is_first = services.begin(
        request.POST, form=known.key, target=target, user_id=visitor.user_id
    )
    if sent is not None and not is_first:
        return _led_on(sent.location), True
    response = answer()
    if not _is_taken(request, response):
        if sent is not None:
            sent.delete()
        return response, False
    if draft := services.lock(visitor, known.key, target):
        services.delete(draft)
    if sent is not None:
        services.finish(sent, location=_location_of(response))
    return response, True


def _is_taken(request: VisitorRequest, response: HttpResponseBase) -> bool:
    if getattr(request, "is_draft_open", False) or _is_sign_in(response):
        return False
    return bool(_location_of(response)) or getattr(request, "is_draft_done", False)


def _is_sign_in(response: HttpResponseBase) -> bool:
    return urlsplit(_location_of(response)).path == resolve_url("account_login")


def _location_of(response: HttpResponseBase) -> str:
    return str(response.headers.get("Location", ""))


def _led_on(location: str) -> HttpResponse:
    """The second of two equal submissions goes where the first went."""
    if not url_has_allowed_host_and_scheme(location, None):
        return HttpResponse(status=204)  # htmx: what the first brought stays
    return redirect(location)


def _names_in(form: type[BaseForm] | Collection[str]) -> frozenset[str]:
    if isinstance(form, type):
        return frozenset(form.base_fields)  # type: ignore[attr-defined]  # the metaclass adds them
    return frozenset(form)


def _text_names(form: type[BaseForm] | Collection[str]) -> list[str]:
    """The fields a draft may be known by again, as they stand in the form."""
    if not isinstance(form, type):
        return list(form)
    fields: dict[str, forms.Field] = form.base_fields  # type: ignore[attr-defined]  # the metaclass adds them
    return [
        name
        for name, field in fields.items()
        if isinstance(field.widget, forms.TextInput | forms.Textarea)
    ]
