"""The one paper of a bundle: a table, then the cases; frozen as PDF/UA."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from commons.accounts.models import User
from commons.files import services as files
from commons.files.models import StoredFile
from commons.html import text_blocks
from commons.pdf import compile_pdf
from participation.bundles.letters import BundleLetter, Row
from participation.referrals import dossiers
from participation.referrals.letters import GERMAN, Letter, german_day

PURPOSE = "bundle-dossier"
# Mail servers refuse what is large; what no longer fits is to be seen at the idea.
MOST_PICTURE_BYTES = 8_000_000


def compiled(letter: BundleLetter) -> bytes:
    """The paper as PDF; hundreds of cases take seconds."""
    images: dict[str, bytes] = {}
    with translation.override(GERMAN):
        cases = [_case(letter, row, images) for row in letter.rows]
        return compile_pdf("bundle.typ", _payload(letter, cases), images=images)


def stored(letter: BundleLetter, content: bytes, *, by: User | None) -> StoredFile:
    return files.store_bytes(
        f"{letter.reference}.pdf", content, "application/pdf", by=by, purpose=PURPOSE
    )


def _payload(letter: BundleLetter, cases: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": letter.heading,
        "language": GERMAN,
        "author": _("Sozialraumorientierte Planungskoordination"),
        "footer": _("%(number)s · Bezirksamt %(district)s von Berlin")
        % {"number": letter.reference, "district": settings.DISTRICT_NAME},
        "number": letter.reference,
        "department": letter.department.name,
        "has_link": letter.department.has_mailbox,
        "due": german_day(letter.due_on),
        "cover_note": text_blocks(letter.cover_note),
        "contact": dossiers.contact_lines(letter.contact),
        "cases": cases,
    }


def _case(letter: BundleLetter, row: Row, images: dict[str, bytes]) -> dict[str, Any]:
    idea = row.idea
    single = Letter(idea, letter.department, row.role, row.cover_note, letter.due_on)
    pictures, has_more = _pictures(row, images)
    return {
        **dossiers.case_of(single),
        "number": idea.number,
        "title": idea.title,
        "place": ", ".join(
            part
            for part in (idea.region.name if idea.region else "", idea.place_text)
            if part
        ),
        "topic": idea.topic.name,
        "is_lead": row.is_lead,
        "cover_note": text_blocks(row.cover_note),
        "pictures": pictures,
        "has_more_pictures": has_more,
    }


def _pictures(row: Row, images: dict[str, bytes]) -> tuple[list[dict[str, str]], bool]:
    """Those that fit into one mail; says whether some were left out."""
    shown, used = [], sum(map(len, images.values()))
    every = list(row.idea.images.all())
    for image in every:
        content = files.read(image.stored_file)
        if used + len(content) > MOST_PICTURE_BYTES:
            break
        used += len(content)
        name = f"bild-{row.idea.pk}-{image.position}.jpg"
        images[name] = content
        shown.append({"name": name, "caption": image.alt_text})
    return shown, len(shown) < len(every)
