"""Asking for a case as a file, and letting go of it after a day."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import wake
from commons.accounts.models import User
from commons.audit import services as audit
from commons.errors import RuleViolation
from commons.links.models import SignedLink
from commons.verbs.services import happened
from participation.casework.enums import FileState, Variant
from participation.casework.models import CaseFile
from participation.ideas.models import Idea
from participation.referrals.models import Referral

log = structlog.get_logger(__name__)
wake.declare("casework.make_files")

KEPT = timedelta(days=1)
MOST_WAITING = 5
FOLDER = "akten"
LEAVING = frozenset(
    {
        "idea.hidden",
        "idea.removed",
        "idea.withdrawn",
        "idea.declined",
        "idea.redirected",
        "idea.taken_back",
        "idea.undecided",
        "idea.unmerged_to_desk",
    }
)


@transaction.atomic
def ask(
    idea: Idea,
    *,
    by: User | None,
    link: SignedLink | None = None,
    referral: Referral | None = None,
) -> CaseFile:
    """Let a case be put together: with `referral` for that Amt, else for the SPK.

    Whoever asks again while it is being made gets the same one.

    Raises:
        RuleViolation: the same hands wait for too many already.
    """
    # Behind a redaction that is under way: what is read afterwards is black.
    idea = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
    asked = CaseFile.objects.waiting().filter(asked_by=by, link=link)
    same = asked.filter(idea=idea, referral=referral).first()
    if same is not None:
        return same
    if asked.count() >= MOST_WAITING:
        raise RuleViolation(
            _("Mehrere Akten werden gerade zusammengestellt. Bitte warten Sie kurz."),
            code="too_many_files",
        )
    file = CaseFile.objects.create(
        idea=idea,
        variant=Variant.AMT if referral else Variant.SPK,
        referral=referral,
        asked_at=timezone.now(),
        asked_by=by,
        link=link,
    )
    happened(
        "case.file_asked",
        idea,
        by=by,
        file=file.pk,
        variant=file.variant,
        link=link.pk if link else None,
    )
    wake.on_commit("casework.make_files", file_id=file.pk)
    return file


def note_fetched(file: CaseFile, *, by: User | None) -> None:
    """Who took it away stands in the audit, as that it was asked for does."""
    audit.record(
        "case.file_fetched",
        by=by,
        kind="idea",
        target_id=file.idea_id,
        codes={"file": file.pk, "variant": file.variant},
    )


def drop_for(idea_ids: Collection[int]) -> int:
    """Delete all that was made of these ideas: their words have changed for good."""
    return _let_go(CaseFile.objects.filter(idea__in=sorted(idea_ids)))


def follow(*, verb: Any, target: Any, happening: Any) -> None:  # noqa: ARG001 -- an effect's shape
    """What left the public is no longer handed out to an Amt, made before or not.

    In the transaction in which it leaves. Asked for again, the file has no such words.
    """
    if verb.key in LEAVING:
        _let_go(CaseFile.objects.filter(idea=target.pk, variant=Variant.AMT))


def sweep(now: datetime) -> int:
    """Delete what is older than a day, ready or not; safe to run twice."""
    count = _let_go(CaseFile.objects.filter(asked_at__lt=now - KEPT))
    left = _drop_left(now - KEPT)
    if count or left:
        log.info("casework.files_swept", files=count, left_behind=left)
    return count


def _drop_left(before: datetime) -> int:
    """Halves of archives whose maker was killed: no row leads to them."""
    try:
        _folders, names = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    paths = {f"{FOLDER}/{name}" for name in names}
    known = CaseFile.objects.filter(path__in=paths).values_list("path", flat=True)
    left = [
        path
        for path in sorted(paths.difference(known))
        if default_storage.get_modified_time(path) < before
    ]
    for path in left:
        default_storage.delete(path)
    return len(left)


@transaction.atomic
def _let_go(rows: QuerySet[CaseFile]) -> int:
    living = rows.exclude(state=FileState.GONE).select_for_update(of=("self",))
    found = list(living.order_by("pk"))
    for file in found:
        if file.path:
            transaction.on_commit(partial(default_storage.delete, file.path))
        file.state, file.path = FileState.GONE, ""
        file.save(update_fields=["state", "path"])
    return len(found)
