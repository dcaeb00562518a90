from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "participation.notices"
    label = "notices"

    def ready(self) -> None:
        from participation.notices import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
