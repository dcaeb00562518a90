from django.apps import AppConfig


class PoolConfig(AppConfig):
    name = "participation.pool"
    label = "pool"

    def ready(self) -> None:
        from participation.pool import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
