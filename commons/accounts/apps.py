from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "commons.accounts"
    label = "accounts"

    def ready(self) -> None:
        from commons.accounts import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
