from neighbourhood.newsletters import public_urls

app_name = "newsletters"
# Names of Stadtteile match nearly everything, so they come last.
urlpatterns = [
    *public_urls.urlpatterns,
]
