from django.urls import path

from participation.ideas.views import reading

app_name = "ideas"

urlpatterns = [
    path("ideen/", reading.idea_list, name="idea-list"),
    path("ideen/karte/", reading.idea_map, name="idea-map"),
    path("ideen/karte/orte.json", reading.idea_spots, name="idea-spots"),
    path("ideen/<str:number>/", reading.idea_detail, name="idea-short"),
    path("ideen/<str:number>/<slug:slug>/", reading.idea_detail, name="idea-detail"),
]
