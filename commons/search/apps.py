from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "commons.search"
    label = "search"

    def ready(self) -> None:
        from commons.search import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
