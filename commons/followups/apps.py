from django.apps import AppConfig


class FollowUpsConfig(AppConfig):
    name = "commons.followups"
    label = "followups"

    def ready(self) -> None:
        from commons.followups import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
