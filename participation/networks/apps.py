from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "participation.networks"
    label = "networks"

    def ready(self) -> None:
        from participation.networks import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
