"""The building blocks for staff to look at, the choice of a language, the token."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from commons.design.forms import LanguageForm
from commons.design.showcase import SAMPLE_STREETS, content
from commons.requests import VisitorRequest, public


@require_safe
def showcase(request: VisitorRequest) -> HttpResponse:
    _require_staff(request)
    return render(request, "design/showcase.html", content())


@require_safe
def samples(request: VisitorRequest) -> HttpResponse:
    """Suggestions for the sample form."""
    _require_staff(request)
    text = request.GET.get("q", "").casefold()
    found = [street for street in SAMPLE_STREETS if text in street.casefold()]
    return render(request, "design/_samples.html", {"streets": found})


@public
@never_cache
@require_safe
def token(request: VisitorRequest) -> JsonResponse:
    """The CSRF token for a small element on a cached page, which holds none itself."""
    return JsonResponse({"token": get_token(request)})


# Cached pages carry no CSRF token; all a forged request could do is to show the site
# in another of its languages.
@public
@csrf_exempt
@require_POST
def language(request: VisitorRequest) -> HttpResponseRedirect:
    form = LanguageForm(request.POST)
    response = HttpResponseRedirect(_way_back(request))
    if form.is_valid():
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            form.cleaned_data["language"],
            max_age=365 * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _way_back(request: VisitorRequest) -> str:
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_ours else "/"


def _require_staff(request: VisitorRequest) -> None:
    # the visitor is of an app above this one, so only its shape is known here
    if not request.visitor.is_staff:
        raise PermissionDenied
