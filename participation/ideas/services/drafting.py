"""An idea while it is a draft: its words, its pictures, and its end at submit."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.drafts import services as drafts
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.files import services as files
from commons.files.models import StoredFile
from participation.ideas.models import Idea
from participation.ideas.rules import MOST_IMAGES
from participation.ideas.services import revision, submission
from participation.ideas.services.submission import Content, Intake, Picture

NEW, EDIT = "idea", "idea-edit"
PURPOSE = "idea-image"
# As the form posts them; `picture` and `alt_text` come once for each picture, and
# `gelassen` for each notice that somebody leaves as it is.
FIELDS = (
    "key",
    "title",
    "text",
    "topic",
    "place_kind",
    "address",
    "lat",
    "lon",
    "place_note",
    "region",
    "picture",
    "alt_text",
    "gelassen",
)


def find(visitor: Visitor, idea: Idea | None = None) -> Draft | None:
    """The visitor's draft of a new idea, or of a new version of `idea`."""
    return drafts.find(visitor, *_place_of(idea))


@transaction.atomic
def keep(
    visitor: Visitor, content: Mapping[str, Any], idea: Idea | None = None
) -> Draft:
    """Save what was posted; a new version begins with the pictures of the last.

    Raises:
        RuleViolation: it is too long, or there is neither account nor device.
    """
    form, target = _place_of(idea)
    is_new = drafts.find(visitor, form, target) is None
    draft = drafts.save(visitor, form=form, target=target, content=content)
    if idea is not None and is_new:
        draft.files.set(image.stored_file for image in idea.images.all())
    return draft


def pictures_of(draft: Draft) -> list[Picture]:
    """The kept pictures in the order of the form, with their words.

    Those that came after the form was last saved stand at the end.
    """
    stored = {file.key.hex: file for file in draft.files.order_by("pk")}
    words = _words_by_key(draft.content)
    order = [key for key in words if key in stored]
    order += [key for key in stored if key not in words]
    return [Picture(stored[key], words.get(key, "")) for key in order]


def add_pictures(
    draft: Draft, uploads: Iterable[UploadedFile], *, by: User | None
) -> list[str]:
    """Keep new pictures; gives a German line for each that is refused."""
    problems = []
    # One more than fit is refused by name; what follows is not even decoded.
    for upload in islice(uploads, MOST_IMAGES + 1):
        name = files.clean_name(upload.name or "")
        try:
            _add(draft, upload, by=by)
        except RuleViolation as violation:
            problems.append(f"{name}: {violation.message}")
    return problems


def remove_picture(draft: Draft, key: str) -> bool:
    """Take a picture out; one of an earlier version stays with that version."""
    for file in draft.files.all():
        if file.key.hex == key:
            drafts.remove_file(draft, file)
            return True
    return False


@transaction.atomic
def move_picture_up(draft: Draft, key: str) -> bool:
    """Let a picture change places with the one before it; the first shows in lists."""
    draft.refresh_from_db(from_queryset=Draft.objects.select_for_update(of=("self",)))
    pictures = pictures_of(draft)
    order = [picture.stored_file.key.hex for picture in pictures]
    words = [picture.alt_text for picture in pictures]
    if key not in order[1:]:
        return False
    place = order.index(key)
    for listed in (order, words):
        listed[place - 1], listed[place] = listed[place], listed[place - 1]
    draft.content = draft.content | {"picture": order, "alt_text": words}
    draft.save(update_fields=["content"])
    return True


@transaction.atomic
def submit(
    draft: Draft | None,
    content: Content,
    *,
    key: UUID,
    author: User | None,
    intake: Intake | None = None,
) -> Idea:
    """Hand the draft in and forget it; see `submission.submit`."""
    idea = submission.submit(content, draft_id=key, author=author, intake=intake)
    _put_to_use(content)
    if draft is not None and draft.content.get("key") == str(key):
        drafts.delete(draft)
    return idea


@transaction.atomic
def resubmit(
    draft: Draft, idea: Idea, content: Content, *, version: int, by: User | None
) -> Idea:
    """Hand a new version in and forget its draft; see `revision.resubmit`."""
    idea = revision.resubmit(idea, content, version=version, by=by)
    _put_to_use(content)
    drafts.delete(draft)
    return idea


def _place_of(idea: Idea | None) -> tuple[str, str]:
    return (NEW, "") if idea is None else (EDIT, f"idea:{idea.pk}")


def _words_by_key(content: Mapping[str, Any]) -> dict[str, str]:
    keys, words = _listed(content.get("picture")), _listed(content.get("alt_text"))
    words += [""] * (len(keys) - len(words))
    return dict(zip(keys, words, strict=False))


def _listed(value: Any) -> list[str]:
    """A draft holds one value as text and several as a list."""
    values = value if isinstance(value, list) else [value or ""]
    return [str(one) for one in values]


def _add(draft: Draft, upload: UploadedFile, *, by: User | None) -> StoredFile:
    if draft.files.count() >= MOST_IMAGES:
        raise RuleViolation(
            _("Mehr als fünf Bilder sind nicht möglich."), code="too_many_images"
        )
    return drafts.add_image(draft, upload, by=by)


def _put_to_use(content: Content) -> None:
    for picture in content.pictures:
        if picture.stored_file.purpose != PURPOSE:
            files.dedicate(picture.stored_file, purpose=PURPOSE)
