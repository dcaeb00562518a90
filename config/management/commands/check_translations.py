from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import translations

SHOWN = 20


class Command(BaseCommand):
    help = "Fail if the posting road lacks a translation; --update brings in new words."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--update", action="store_true", help="rewrite the files")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["update"]:
            for locale in translations.LANGUAGES:
                translations.update(locale)
            translations.compile_all()
        faults = sum(self._missing(locale) for locale in translations.LANGUAGES)
        for locale in translations.LANGUAGES | translations.REWORDED:
            faults += self._broken(locale)
        if faults:
            error = "The posting road is not complete in every language."
            raise CommandError(error)

    def _missing(self, locale: str) -> int:
        lacking = translations.missing(locale)
        self.stdout.write(f"{locale}: {len(lacking)} missing on the posting road")
        self._show(lacking)
        return len(lacking)

    def _broken(self, locale: str) -> int:
        broken = translations.broken(locale)
        if broken:
            self.stdout.write(f"{locale}: {len(broken)} with other placeholders")
            self._show(broken)
        return len(broken)

    def _show(self, messages: list[str]) -> None:
        for message in messages[:SHOWN]:
            self.stdout.write(f"  {message}")
