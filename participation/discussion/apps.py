from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "participation.discussion"
    label = "discussion"

    def ready(self) -> None:
        from participation.discussion import (  # noqa: PLC0415 -- apps must be loaded
            register,
        )

        register.register()
