from django.apps import AppConfig


class TermsConfig(AppConfig):
    name = "commons.terms"
    label = "terms"

    def ready(self) -> None:
        from commons.terms import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
