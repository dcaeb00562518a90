from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    name = "neighbourhood.departments"
    label = "departments"

    def ready(self) -> None:
        from neighbourhood.departments import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
