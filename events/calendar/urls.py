from django.urls import URLPattern, URLResolver

from events.calendar import public_urls

app_name = "calendar"

# Words stand before the number, so that no title's slug can hide them.
urlpatterns: list[URLPattern | URLResolver] = [
    *public_urls.urlpatterns,
]
