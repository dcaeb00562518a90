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
        lacking = {
            locale: translations.missing(locale) for locale in translations.LANGUAGES
        }
        for locale, messages in lacking.items():
            self.stdout.write(f"{locale}: {len(messages)} missing on the posting road")
            for message in messages[:SHOWN]:
                self.stdout.write(f"  {message}")
        if any(lacking.values()):
            error = "The posting road is not complete in every language."
            raise CommandError(error)
