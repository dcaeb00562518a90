from django.urls import path

from commons.notifications import views

app_name = "notifications"

urlpatterns = [
    path("mitteilungen/", views.bell, name="bell"),
    path("mitteilungen/zahl/", views.count, name="count"),
    path("mitteilungen/gelesen/", views.read_all, name="read-all"),
    path("mitteilungen/post/", views.mail_preference, name="mail-preference"),
    path(
        "mitteilungen/<int:pk>/oeffnen/",
        views.notification_open,
        name="notification-open",
    ),
    path(
        "mitteilungen/abbestellen/<str:token>/", views.unsubscribe, name="unsubscribe"
    ),
]
