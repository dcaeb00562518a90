"""Stored files that belong to a case, each with its name in the archive."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from django.db.models import QuerySet

from commons.files.models import StoredFile
from commons.incoming.models import Attachment as MailAttachment
from participation.casework.contents import slug
from participation.casework.enums import Variant
from participation.casework.models import CaseFile
from participation.ideas.models import IdeaImage
from participation.referrals.models import Attachment, Referral, Reply
from participation.referrals.rules import may_be_handed_out


@dataclass(frozen=True)
class Enclosure:
    name: str
    file: StoredFile


def enclosures_of(file: CaseFile) -> list[Enclosure]:
    """Photos, dossiers, what came with statements and mails; four queries.

    An Amt gets none of an idea that has left the public but what it sent itself.
    """
    is_ours = file.variant == Variant.SPK
    referrals = Referral.objects.filter(idea=file.idea_id)
    if file.referral_id is not None:
        referrals = referrals.filter(pk=file.referral_id)
    found: list[Enclosure] = []
    if is_ours or (file.referral is not None and may_be_handed_out(file.referral)):
        found += _photos(file)
        found += _dossiers(referrals)
    found += _attachments(referrals)
    found += _of_mails(referrals)
    return found


def _photos(file: CaseFile) -> Iterator[Enclosure]:
    rows = IdeaImage.objects.filter(idea=file.idea_id).select_related("stored_file")
    for row in rows.order_by("position"):
        name = f"fotos/foto-{row.position:02d}{_ending(row.stored_file)}"
        yield Enclosure(name, row.stored_file)


def _dossiers(referrals: QuerySet[Referral]) -> Iterator[Enclosure]:
    rows = referrals.filter(dossier__isnull=False)
    for row in rows.select_related("dossier", "department").order_by("pk"):
        assert row.dossier is not None  # noqa: S101 -- the query asks for it
        name = f"dossiers/w{row.pk}-{slug(row.department.name)}"
        yield Enclosure(f"{name}{_ending(row.dossier)}", row.dossier)


def _attachments(referrals: QuerySet[Referral]) -> Iterator[Enclosure]:
    rows = Attachment.objects.filter(statement__referral__in=referrals)
    rows = rows.select_related("stored_file", "statement").order_by("pk")
    for number, row in enumerate(rows, start=1):
        referral_id = row.statement.referral_id if row.statement else 0
        name = f"w{referral_id}-{number:02d}-{_stem(row.stored_file)}"
        yield Enclosure(f"anhaenge/{name}{_ending(row.stored_file)}", row.stored_file)


def _of_mails(referrals: QuerySet[Referral]) -> Iterator[Enclosure]:
    mails = Reply.objects.filter(referral__in=referrals).values("mail")
    rows = MailAttachment.objects.filter(mail__in=mails, file__isnull=False)
    for number, row in enumerate(rows.select_related("file").order_by("pk"), start=1):
        assert row.file is not None  # noqa: S101 -- the query asks for it
        name = f"mail-{number:02d}-{_stem(row.file)}"
        yield Enclosure(f"anhaenge/{name}{_ending(row.file)}", row.file)


def _stem(file: StoredFile) -> str:
    return slug(PurePath(file.name).stem)


def _ending(file: StoredFile) -> str:
    """What it is on the disk, whatever its name says."""
    return PurePath(file.path).suffix
