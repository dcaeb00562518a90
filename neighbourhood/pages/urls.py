from django.urls import path, register_converter
from django.urls.converters import SlugConverter

from neighbourhood.pages import views
from neighbourhood.pages.rules import SLUGS


class PageSlugConverter(SlugConverter):
    """Only known pages stand at the root, so they never hide another app's path."""

    regex = f"(?:{'|'.join(SLUGS)})"


register_converter(PageSlugConverter, "page_slug")

app_name = "pages"
urlpatterns = [
    path("ansprechpartner/", views.contacts, name="contacts"),
    path("ansprechpartner/neu/", views.contact_create, name="contact-create"),
    path(
        "ansprechpartner/<int:pk>/bearbeiten/",
        views.contact_edit,
        name="contact-edit",
    ),
    path("<page_slug:slug>/", views.page_show, name="page-show"),
    path("<page_slug:slug>/bearbeiten/", views.page_edit, name="page-edit"),
]
