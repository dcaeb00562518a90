from django.urls import path

from commons.notifications.views import bell, following, preferences, unsubscribing

app_name = "notifications"

urlpatterns = [
    path("mitteilungen/", bell.bell, name="bell"),
    path("mitteilungen/zahl/", bell.count, name="count"),
    path("mitteilungen/gelesen/", bell.read_all, name="read-all"),
    path("mitteilungen/einstellungen/", preferences.preferences, name="preferences"),
    path(
        "mitteilungen/einstellungen/rueckgaengig/",
        preferences.preferences_undo,
        name="preferences-undo",
    ),
    path(
        "mitteilungen/wuensche/<str:token>/",
        preferences.preferences_link,
        name="preferences-link",
    ),
    path(
        "mitteilungen/wuensche/<str:token>/rueckgaengig/",
        preferences.preferences_link_undo,
        name="preferences-link-undo",
    ),
    path("mitteilungen/neues/", bell.news, name="news"),
    path(
        "mitteilungen/<int:pk>/oeffnen/",
        bell.notification_open,
        name="notification-open",
    ),
    path(
        "mitteilungen/<int:pk>/als-gelesen/",
        bell.notification_read,
        name="notification-read",
    ),
    path(
        "mitteilungen/<int:pk>/stumm/", bell.notification_mute, name="notification-mute"
    ),
    path(
        "mitteilungen/<int:pk>/laut/",
        bell.notification_unmute,
        name="notification-unmute",
    ),
    path(
        "mitteilungen/abbestellen/<str:token>/",
        unsubscribing.unsubscribe,
        name="unsubscribe",
    ),
    path("verfolgen/<slug:kind>/<int:pk>/", following.follow, name="follow"),
    path("konto/verfolgt/", following.followed, name="followed"),
    path(
        "konto/verfolgt/wieder/",
        following.follow_restore,
        name="follow-restore",
    ),
    path("konto/verfolgt/<int:pk>/", following.follow_change, name="follow-change"),
]
