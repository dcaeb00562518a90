from django.apps import AppConfig


class NewslettersConfig(AppConfig):
    name = "neighbourhood.newsletters"
    label = "newsletters"

    def ready(self) -> None:
        from neighbourhood.newsletters import (  # noqa: PLC0415 -- apps must be loaded
            register,
        )

        register.register()
