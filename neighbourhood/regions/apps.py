from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "neighbourhood.regions"
    label = "regions"

    def ready(self) -> None:
        from neighbourhood.regions import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
