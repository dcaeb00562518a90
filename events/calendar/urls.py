from django.urls import URLPattern, URLResolver

app_name = "calendar"

# Words stand before the number, so that no title's slug can hide them.
urlpatterns: list[URLPattern | URLResolver] = []
