"""Answering 429 where files, reports and feeds are asked for too often."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commons.guard.limits import Per, TooManyAttempts, limit

TOO_MANY = 429


@dataclass(frozen=True)
class Words:
    """What a person reads: `title` and `hint`, and `label` leads on to `url`."""

    title: str
    label: str = ""
    url: str = ""
    hint: str = ""


def refused(
    request: HttpRequest, action: str, rate: str, words: Words | None = None
) -> HttpResponse | None:
    """Count an attempt of the whole network; None as long as there are not too many.

    Args:
        rate: as `limit` takes it.
        words: what the page says; without them a program is answered, with no page.
    """
    try:
        limit(request, action, rate, per=Per.NETWORK)
    except TooManyAttempts as refusal:
        response = HttpResponse(status=TOO_MANY)
        if words is not None:
            context = {"words": words, "why": str(refusal.message)}
            response = render(request, "guard/too_many.html", context, status=TOO_MANY)
        response.headers["Retry-After"] = str(refusal.wait)
        return response
    return None
