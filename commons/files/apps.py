from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "commons.files"
    label = "files"

    def ready(self) -> None:
        from commons.files import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
