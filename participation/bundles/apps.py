from django.apps import AppConfig


class BundlesConfig(AppConfig):
    name = "participation.bundles"
    label = "bundles"

    def ready(self) -> None:
        from participation.bundles import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
