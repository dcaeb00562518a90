from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "participation.moderation"
    label = "moderation"

    def ready(self) -> None:
        from participation.moderation import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
