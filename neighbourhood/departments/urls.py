from django.urls import path

from neighbourhood.departments import views

app_name = "departments"
urlpatterns = [
    path("aemter/", views.department_list, name="department-list"),
    path("aemter/neu/", views.department_create, name="department-create"),
    path("aemter/<int:pk>/", views.department_edit, name="department-edit"),
    path("aemter/themen/", views.topic_list, name="topic-list"),
    path("aemter/themen/neu/", views.topic_create, name="topic-create"),
    path("aemter/themen/<int:pk>/", views.topic_edit, name="topic-edit"),
]
