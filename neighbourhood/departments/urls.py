from django.urls import path

from neighbourhood.departments.views import departments

app_name = "departments"
urlpatterns = [
    path("aemter/", departments.department_list, name="department-list"),
    path("aemter/neu/", departments.department_create, name="department-create"),
    path("aemter/<int:pk>/", departments.department_edit, name="department-edit"),
    path("aemter/themen/", departments.topic_list, name="topic-list"),
    path("aemter/themen/neu/", departments.topic_create, name="topic-create"),
    path("aemter/themen/<int:pk>/", departments.topic_edit, name="topic-edit"),
]
