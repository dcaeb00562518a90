"""Write letters as a web process does: `python -m tests.faults.writing FIRST COUNT`."""

import sys
import time
from functools import partial

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402 -- needs the apps
from django.core.files.storage import default_storage  # noqa: E402 -- needs django.setup()
from django.db import (  # noqa: E402 -- needs django.setup()
    InterfaceError,
    OperationalError,
    connection,
    transaction,
)
from django.utils import timezone  # noqa: E402 -- needs django.setup()

from commons.delivery import services  # noqa: E402 -- needs django.setup()
from commons.files.models import StoredFile  # noqa: E402 -- needs django.setup()
from tests.faults.letters.register import RENDERER  # noqa: E402 -- needs django.setup()

PDF = b"%PDF-1.7\n" + b"A dossier of some pages. " * 400


# While the database restarts, a web process answers 503 and whoever wrote tries again.
PATIENCE = 100


def main(first: int, count: int) -> None:
    dossier = patiently(store_dossier)
    for number in range(first, first + count):
        patiently(partial(write, number, dossier))


def patiently(step):
    for _ in range(PATIENCE):
        try:
            return step()
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(0.1)
    return step()


def store_dossier() -> StoredFile:
    path = default_storage.save("dossier.pdf", ContentFile(PDF))
    return StoredFile.objects.create(
        purpose="fault",
        kind="document",
        name="Dossier.pdf",
        mime="application/pdf",
        sha256="0" * 64,
        size=len(PDF),
        path=path,
        created_at=timezone.now(),
    )


def write(number: int, dossier: StoredFile) -> None:
    with transaction.atomic():
        services.enqueue(
            key=f"referral:{number}",
            renderer=RENDERER,
            params={"number": number},
            to_address=f"amt{number}@example.org",
            attachments=[dossier],
        )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
