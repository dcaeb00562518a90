from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "commons.delivery"
    label = "delivery"

    def ready(self) -> None:
        from commons.delivery import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
