"""Files of posts: checked, stored privately, and read by whoever reads the post."""

from collections.abc import Collection, Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.files.services import documents as files
from participation.networks.models import Post, PostDocument

PURPOSE = "network-document"
MOST_FILES = 5
LONGEST_TITLE = 120


def attach(post: Post, uploads: Sequence[UploadedFile], *, by: User | None) -> None:
    """Add files behind those that are there; the caller holds the post's row.

    Raises:
        RuleViolation: too many, or what `files.store_checked` refuses.
    """
    if not uploads:
        return
    rows = PostDocument.objects.filter(post=post)
    if rows.count() + len(uploads) > MOST_FILES:
        raise RuleViolation(
            _("An einem Beitrag hängen höchstens %(most)s Dateien.")
            % {"most": MOST_FILES},
            code="too_many_files",
        )
    stored = files.store_checked(uploads, most=MOST_FILES, by=by, purpose=PURPOSE)
    last = rows.aggregate(last=Max("position"))["last"]
    first = 0 if last is None else last + 1
    PostDocument.objects.bulk_create(
        PostDocument(
            post=post,
            stored_file=file,
            title=file.name[:LONGEST_TITLE],
            position=first + step,
        )
        for step, file in enumerate(stored)
    )


def detach(post: Post, document_ids: Collection[int]) -> None:
    """Take files off; what nobody holds any more is swept from the disk."""
    PostDocument.objects.filter(post=post, pk__in=document_ids).delete()
