from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "participation.actors"
    label = "actors"

    def ready(self) -> None:
        from participation.actors import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
