from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "commons.notifications"
    label = "notifications"

    def ready(self) -> None:
        from commons.notifications import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
