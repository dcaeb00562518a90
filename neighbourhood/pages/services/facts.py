"""The pages every installation begins with, and the demo's contacts."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from neighbourhood.pages.models import Contact, ContactRegion, Page
from neighbourhood.regions.models import Region

FOLDER = Path(__file__).resolve().parent.parent / "facts"


def _texts() -> Iterator[dict[str, str]]:
    """Each file: lines `name: value`, an empty line, the body."""
    for path in sorted(FOLDER.glob("*.md")):
        content = path.read_text(encoding="utf-8")
        content = content.replace("{district}", settings.DISTRICT_NAME)
        head, _, body = content.partition("\n\n")
        fields = dict(line.split(": ", 1) for line in head.splitlines())
        yield {"slug": path.stem, "body": body.strip(), **fields}


@transaction.atomic
def load_pages() -> int:
    """Add the pages that are missing; edited ones stay as they are."""
    created = 0
    for fields in _texts():
        slug = fields.pop("slug")
        _, is_new = Page.objects.get_or_create(
            slug=slug, defaults={**fields, "updated_at": timezone.now()}
        )
        created += is_new
    return created


@transaction.atomic
def load_contacts() -> int:
    """Offices with telephone numbers that nobody has; never in production."""
    path = FOLDER / f"{settings.DISTRICT_KEY}_contacts.json"
    if settings.PRODUCTION or not path.exists() or Contact.objects.exists():
        return 0
    rows = json.loads(path.read_text(encoding="utf-8"))["contacts"]
    for sort, row in enumerate(rows, start=1):
        _add_contact(row, sort)
    return len(rows)


def _add_contact(row: dict[str, Any], sort: int) -> None:
    numbers, slugs = row.pop("regions"), row.pop("pages")
    contact = Contact.objects.create(sort=sort, **row)
    ContactRegion.objects.bulk_create(
        ContactRegion(contact=contact, region=region)
        for region in Region.objects.filter(number__in=numbers)
    )
    Page.objects.filter(slug__in=slugs).update(contact=contact)
