from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from commons.accounts.visitors import Visitor, visitor_for
from commons.drafts.keeping import kept_for_sign_in
from commons.requests import VisitorRequest, device_hash, set_device_cookie

# What somebody without a second factor may still reach: setting one up, leaving.
TWO_FACTOR_EXEMPT = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "healthz",
        "design:language",
    }
)


class VisitorMiddleware:
    """Puts `request.visitor` there; grants are loaded when somebody asks.

    A device that got its token while the request was answered gets its cookie.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: VisitorRequest) -> HttpResponse:
        request.visitor = SimpleLazyObject(lambda: visitor_of(request))
        response = self.get_response(request)
        if token := getattr(request, "new_device", ""):
            set_device_cookie(response, token)
        return response


def visitor_of(request: HttpRequest) -> Visitor:
    user = request.user if request.user.is_authenticated else None
    return visitor_for(user, device=device_hash(request))


class PrivateByDefaultMiddleware(LoginRequiredMiddleware):
    """Every view asks for a sign-in unless it is marked `commons.requests.public`.

    What it then shows stays in no cache: at a shared computer the next person would
    get it back with the browser's arrow. A text that is sent after the session ended
    is kept, and sent once its author has signed in again.
    """

    def process_view(  # type: ignore[override]  # the request that we have made of it
        self,
        request: VisitorRequest,
        view_func: Callable[..., Any],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        request.is_private = getattr(view_func, "login_required", True)
        refusal = super().process_view(request, view_func, view_args, view_kwargs)
        if refusal is not None and request.method == "POST":
            return kept_for_sign_in(request, view_func) or refusal
        return refusal

    def process_response(
        self, request: HttpRequest, response: HttpResponse
    ) -> HttpResponse:
        is_private = getattr(request, "is_private", False)
        if is_private and "Cache-Control" not in response:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class StaffTwoFactorMiddleware:
    """Staff without a second factor can only set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: VisitorRequest, _view: Callable[..., Any], *_: Any
    ) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        match = request.resolver_match
        if match is None or match.view_name in TWO_FACTOR_EXEMPT:
            return None
        if not request.visitor.needs_two_factors:
            return None
        if is_mfa_enabled(request.user):
            return None
        return redirect("mfa_index")
