"""Mails as the bell writes them: text, HTML, a link that stops them."""

from typing import Any

from django.apps import AppConfig

RENDERER = "bench.letter"


class LettersConfig(AppConfig):
    name = "benchmarks"
    label = "bench_letters"

    def ready(self) -> None:
        from commons.delivery import renderers  # noqa: PLC0415 -- apps must be loaded

        renderers.register(RENDERER, render)


def render(delivery: Any) -> Any:
    from commons.delivery import mails  # noqa: PLC0415 -- apps must be loaded
    from commons.verbs.registry import Told  # noqa: PLC0415 -- apps must be loaded

    number = delivery.params["number"]
    stop = f"https://bindeglied.example/benachrichtigungen/abbestellen/{number}/"
    told = Told(
        line=f"Idee {number} ist beantwortet",
        subject=f"Antwort auf Idee {number}",
        text="Im Frühjahr stehen drei neue Bänke auf dem Platz.\n\n" * 4,
        url=f"/ideen/2026-{number:05}/",
    )
    return mails.compose(
        "notification",
        {"told": told, "reason": "Sie folgen dieser Idee.", "stop_url": stop},
        subject=told.subject,
        language="de",
        button=(told.url, "Ansehen"),
        headers=(
            ("List-Unsubscribe", f"<{stop}>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ),
    )
