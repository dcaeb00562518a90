"""Which text form an address takes in, and what its draft is about."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.urls import Resolver404, resolve, reverse

from commons.drafts import registry
from commons.drafts.registry import DraftForm

LONGEST_TARGET = 200
View = Callable[..., Any]


def form_at(address: str) -> DraftForm | None:
    """The text form that the view at this address takes in."""
    try:
        view = resolve(urlsplit(address).path).func
    except Resolver404:
        return None
    return form_of(view)


def form_of(view: View) -> DraftForm | None:
    return registry.find(getattr(view, "draft_key", ""))


def is_address_of(key: str, target: str) -> bool:
    """Whether a target that somebody names is the address of this form, on our site."""
    if len(target) > LONGEST_TARGET or not is_path(target):
        return False
    known = form_at(target)
    return known is not None and known.key == key


def is_path(target: str) -> bool:
    """A draft's page is led to: a path and a query alone, which no site is named in."""
    parts = urlsplit(target)
    is_elsewhere = parts.scheme or parts.netloc or parts.path[:2] == "//"
    return target[:1] == "/" and "\\" not in target and not is_elsewhere


def target_of(known: DraftForm, address: str) -> str:
    """What a form is about: its path, with what of the query belongs to it.

    Of a view that only takes the form in, the path of the page where it stands.
    """
    parts = urlsplit(address)
    match = resolve(parts.path)
    if page := getattr(match.func, "draft_page", ""):
        return reverse(page, args=match.args, kwargs=match.kwargs)
    asked = parse_qs(parts.query)
    about = [(name, asked[name][0]) for name in known.parameters if name in asked]
    return f"{parts.path}?{urlencode(about)}" if about else parts.path


def send_address(known: DraftForm, target: str) -> str:
    """The page that sends a kept form once its author has signed in again."""
    query = urlencode({"ziel": target})
    return f"{reverse('drafts:draft-send', args=[known.key])}?{query}"
