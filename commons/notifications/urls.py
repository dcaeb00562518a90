from django.urls import path

from commons.notifications.views import bell, preferences, unsubscribing

app_name = "notifications"

urlpatterns = [
    path("mitteilungen/", bell.bell, name="bell"),
    path("mitteilungen/zahl/", bell.count, name="count"),
    path("mitteilungen/gelesen/", bell.read_all, name="read-all"),
    path("mitteilungen/post/", preferences.mail_preference, name="mail-preference"),
    path(
        "mitteilungen/<int:pk>/oeffnen/",
        bell.notification_open,
        name="notification-open",
    ),
    path(
        "mitteilungen/abbestellen/<str:token>/",
        unsubscribing.unsubscribe,
        name="unsubscribe",
    ),
]
