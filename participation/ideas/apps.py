from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "participation.ideas"
    label = "ideas"

    def ready(self) -> None:
        from participation.ideas import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
