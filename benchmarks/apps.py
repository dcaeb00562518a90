from django.apps import AppConfig


class BenchConfig(AppConfig):
    name = "benchmarks"

    def ready(self) -> None:
        from django.urls import path  # noqa: PLC0415 -- apps must be loaded

        from benchmarks.bare import BareConsumer  # noqa: PLC0415 -- apps must be loaded
        from events.live import routing  # noqa: PLC0415 -- apps must be loaded

        routing.urlpatterns.append(path("ws/bench/", BareConsumer.as_asgi()))
