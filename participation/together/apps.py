from django.apps import AppConfig


class TogetherConfig(AppConfig):
    name = "participation.together"
    label = "together"

    def ready(self) -> None:
        from participation.together import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
