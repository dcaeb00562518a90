from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "neighbourhood.pages"
    label = "pages"

    def ready(self) -> None:
        from neighbourhood.pages import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
