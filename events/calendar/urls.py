from django.urls import URLPattern, URLResolver, path

from commons.terms import views as terms
from events.calendar import own_urls, public_urls, registration_urls, source_urls

app_name = "calendar"

# Words stand before the number, so that no title's slug can hide them.
urlpatterns: list[URLPattern | URLResolver] = [
    path(
        "veranstaltungen/anmeldung/regeln/",
        terms.page("registration"),
        name="registration-terms",
    ),
    *source_urls.urlpatterns,
    *own_urls.urlpatterns,
    *registration_urls.urlpatterns,
    *public_urls.urlpatterns,
]
