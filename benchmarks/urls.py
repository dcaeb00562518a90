from django.http import HttpRequest, HttpResponse
from django.urls import path

from commons.requests import public
from config.urls import urlpatterns as product


@public
def bare(_request: HttpRequest) -> HttpResponse:
    """Does nothing, behind the same middleware and server as every page."""
    return HttpResponse("bare")


urlpatterns = [path("bench/bare/", bare, name="bench-bare"), *product]
