from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "neighbourhood.deadlines"
    label = "deadlines"

    def ready(self) -> None:
        from neighbourhood.deadlines import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
