"""Mails quote what they answer: words that are removed must go from them too."""

from django.db.models import QuerySet

from commons import copies
from commons.blackening import BAR, Blackening
from commons.copies import About
from commons.incoming.models import Mail
from commons.incoming.services import wiping

COLUMNS = ("subject", "text")


def register() -> None:
    copies.register("incoming.Mail", COLUMNS, _homeless)
    copies.add_effect("mail-originals", _forget_originals)


def _homeless(_about: About, black: Blackening) -> QuerySet:
    """Mails of no case that hold the words; those of a case, their app registers."""
    rows = Mail.objects.filter(kind="", wiped_at__isnull=True)
    texts = rows.values_list("pk", "subject", "text")
    found = [
        pk for pk, subject, text in texts if black.telling.is_in(f"{subject}\n{text}")
    ]
    return Mail.objects.filter(pk__in=found)


def _forget_originals(_about: About, _black: Blackening) -> None:
    """A raw message and its files cannot be blackened: beside black words they go."""
    wiping.forget_originals(Mail.objects.filter(text__contains=BAR))
