from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "tests.faults.letters"
    label = "letters"

    def ready(self) -> None:
        from tests.faults.letters import register  # noqa: PLC0415 -- apps must be loaded

        register.register()
