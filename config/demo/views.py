from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons.requests import public
from config.demo import people


@public
@never_cache
@require_safe
def demo_accounts(request: HttpRequest) -> HttpResponse:
    """Who can be tried, with the code that staff would read from their phone."""
    if settings.PRODUCTION or not settings.DEMO_MAILBOX:
        raise Http404
    context = {
        "people": people.PEOPLE,
        "password": people.PASSWORD,
        "code": people.current_code(),
    }
    return render(request, "demo/demo_accounts.html", context)
