from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "participation.casework"
    label = "casework"

    def ready(self) -> None:
        from participation.casework import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
