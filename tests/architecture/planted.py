"""The product's addresses and one more: a text form that somebody forgot."""

from django.http import HttpResponse
from django.urls import path

from commons.requests import public
from config.urls import urlpatterns as ours

PAGE = '<form method="post"><textarea name="text"></textarea></form>'


@public
def forgotten(request):
    return HttpResponse(PAGE)


urlpatterns = [*ours, path("vergessen/", forgotten, name="forgotten")]
