from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "events.calendar"
    label = "calendar"

    def ready(self) -> None:
        from events.calendar import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
