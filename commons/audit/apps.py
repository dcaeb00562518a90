from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "commons.audit"
    label = "audit"

    def ready(self) -> None:
        from commons.audit import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
