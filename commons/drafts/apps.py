from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "commons.drafts"
    label = "drafts"

    def ready(self) -> None:
        from commons.drafts import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
