"""Keeping what people have begun to write, for an account or a device."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.drafts import registry
from commons.drafts.models import EARLIER, LIFETIME, SENT, Draft, words_in
from commons.drafts.rules import FILE_PURPOSE
from commons.errors import RuleViolation
from commons.files import services as files
from commons.files.models import StoredFile

log = structlog.get_logger(__name__)

LARGEST_CONTENT = 64 * 1024  # bytes as JSON
MOST_FILES = 10
# Of one account or device; the list shows as many.
MOST_DRAFTS = 100
# A device in a library has many users: only what was just written follows its author.
ADOPTION_WINDOW = timedelta(hours=24)


@transaction.atomic
def save(
    visitor: Any,
    *,
    form: str,
    target: str = "",
    content: Mapping[str, Any],
    seen: str | None = None,
    sent: Mapping[str, Any] | None = None,
) -> Draft:
    """Store or overwrite the one draft of this form and target.

    Args:
        visitor: an account, or a device that has a token.
        form: a registered key.
        target: what the form is about, "" where there is only one ("idea:42").
        content: values by field name; only registered fields are kept.
        seen: when the draft was last saved as far as the writer's window knows; if
            another window saved since, its words stay readable as the earlier ones.
        sent: what else was posted, if the form was sent and could not be taken in.

    Raises:
        RuleViolation: `unknown_form`, `wrong_target`, `too_large`, `no_device`.
    """
    known = registry.find(form)
    if known is None:
        raise RuleViolation(
            _("Dieses Formular kennt keine Entwürfe."), code="unknown_form"
        )
    kept = _fitting(_kept(content, known.fields) | ({SENT: dict(sent)} if sent else {}))
    if not known.accepts(target):
        message = _("Zu dieser Seite gehört kein Entwurf.")
        raise RuleViolation(message, code="wrong_target")
    now = timezone.now()
    owner = _owner(visitor)
    draft, is_new = Draft.objects.select_for_update(of=("self",)).get_or_create(
        form=form,
        target=target,
        **owner,
        defaults={"content": kept, "created_at": now, "updated_at": now},
    )
    if not is_new:
        draft.content = kept | _earlier(draft, kept, seen)
        # Whoever waited for the row's lock may have looked at the clock before it was
        # there.
        draft.updated_at = max(now, draft.updated_at)
        draft.save(update_fields=["content", "updated_at"])
    else:
        _forget_oldest(owner)
    return draft


def _forget_oldest(owner: Mapping[str, Any]) -> None:
    """Whoever begins at very many addresses keeps what was touched last."""
    rows = Draft.objects.filter(**owner).order_by("-updated_at", "-pk")
    too_many = list(rows.values_list("pk", flat=True)[MOST_DRAFTS:])
    if too_many:
        Draft.objects.filter(pk__in=too_many).delete()


def find(visitor: Any, form: str, target: str = "") -> Draft | None:
    return Draft.objects.of(visitor).filter(form=form, target=target).first()


def lock(visitor: Any, form: str, target: str = "") -> Draft | None:
    """The draft, locked until the transaction ends: at submit, before the real row."""
    mine = Draft.objects.of(visitor).select_for_update(of=("self",))
    return mine.filter(form=form, target=target).first()


def delete(draft: Draft) -> None:
    """Forget a draft; files that nothing else holds are swept within a day."""
    draft.delete()


def delete_all(visitor: Any) -> int:
    """Forget everything the visitor has begun; gives how many drafts it was."""
    count: int = Draft.objects.of(visitor).delete()[1].get("drafts.Draft", 0)
    return count


@transaction.atomic
def add_image(draft: Draft, uploaded: Any, *, by: models.Model | None) -> StoredFile:
    """Re-encode a picture and keep it with the draft.

    Raises:
        RuleViolation: it is no usable picture, or there are too many.
    """
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if draft.files.count() >= MOST_FILES:
        raise RuleViolation(_("Mehr Bilder sind nicht möglich."), code="too_many_files")
    file = files.store_image(uploaded, by=by, purpose=FILE_PURPOSE)
    draft.files.add(file)
    return file


@transaction.atomic
def remove_file(draft: Draft, file: StoredFile) -> None:
    """Take a picture out of the draft, and off the disk unless it is used elsewhere."""
    if draft.files.filter(pk=file.pk).exists():
        draft.files.remove(file)
        if file.purpose == FILE_PURPOSE:
            files.delete([file])


@transaction.atomic
def adopt(device_hash: str, user: models.Model) -> int:
    """Give what was just written on a device to the person who signed in there.

    Where the account has a draft of the same form already, the later one goes on
    and the earlier one stays readable inside it. Returns how many came over.
    """
    if not device_hash:
        return 0
    since = timezone.now() - ADOPTION_WINDOW
    arriving = Draft.objects.select_for_update(of=("self",)).filter(
        device_hash=device_hash, updated_at__gte=since
    )
    count = 0
    for draft in arriving.order_by("pk"):
        _hand_over(draft, user)
        count += 1
    if count:
        log.info("drafts.adopted", user=user.pk, drafts=count)
    return count


def _hand_over(draft: Draft, user: models.Model) -> None:
    own = (
        Draft.objects.select_for_update(of=("self",))
        .filter(owner_id=user.pk, form=draft.form, target=draft.target)
        .first()
    )
    if own is None:
        draft.owner_id = user.pk
        draft.device_hash = None
        draft.save(update_fields=["owner", "device_hash"])
        return
    earlier, later = sorted((own, draft), key=lambda known: known.updated_at)
    own.files.set(list(later.files.all()))
    own.content = later.content | _as_earlier(earlier)
    own.updated_at = later.updated_at
    own.save(update_fields=["content", "updated_at"])
    draft.delete()


def forget_untouched(now: datetime) -> int:
    """Delete drafts that nobody has touched for 30 days."""
    count, _rows = Draft.objects.untouched_since(now - LIFETIME).delete()
    return count


def _earlier(draft: Draft, kept: dict[str, Any], seen: str | None) -> dict[str, Any]:
    """What an overwritten draft leaves behind: the words of another window, if any."""
    is_unseen = seen is not None and seen != draft.updated_at.isoformat()
    if is_unseen and draft.words and draft.words != words_in(kept):
        return _as_earlier(draft)
    return {EARLIER: draft.earlier} if draft.earlier else {}


def _as_earlier(draft: Draft) -> dict[str, Any]:
    at = draft.updated_at.isoformat()
    return {EARLIER: {"content": draft.words, "updated_at": at}}


def _fitting(content: dict[str, Any]) -> dict[str, Any]:
    if len(json.dumps(content, ensure_ascii=False).encode()) > LARGEST_CONTENT:
        message = _("Der Entwurf ist zu lang, um gesichert zu werden.")
        raise RuleViolation(message, code="too_large")
    return content


def _owner(visitor: Any) -> dict[str, Any]:
    if visitor.user_id is not None:
        return {"owner_id": visitor.user_id, "device_hash": None}
    if not visitor.device:
        message = _("Ohne Cookies lässt sich kein Entwurf sichern.")
        raise RuleViolation(message, code="no_device")
    return {"owner_id": None, "device_hash": visitor.device}


def _kept(content: Mapping[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    return {
        name: _plain(value) for name, value in sorted(content.items()) if name in fields
    }


def _plain(value: Any) -> Any:
    """JSON without what PostgreSQL refuses; line ends as we write them."""
    if isinstance(value, str):
        value = value.replace("\x00", "").replace("\r\n", "\n")
        return value.encode("utf-8", "ignore").decode("utf-8")
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value if not isinstance(entry, list | dict)]
    if value is None or isinstance(value, bool | int):
        return value
    return str(value)
