from neighbourhood.newsletters import desk_urls, public_urls

app_name = "newsletters"
# Names of Stadtteile match nearly everything, so they come last.
urlpatterns = [
    *desk_urls.urlpatterns,
    *public_urls.urlpatterns,
]
