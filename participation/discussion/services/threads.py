"""Threads: opened by the first comment, closed and reopened by the SPK."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import kinds, pagecache, wake
from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.discussion import hosts
from participation.discussion.models import Thread
from participation.discussion.queries.threads import generations, groups

wake.declare("notifications.broadcast")


def locked_host(kind: str, pk: int) -> Any:
    """The host with its row locked, before any comment or thread is.

    Nobody who only refers to the host waits for this lock.

    Raises:
        RuleViolation: it is gone (`gone`).
    """
    rows = hosts.get(kind).model_class._default_manager
    locked = rows.select_for_update(of=("self",), no_key=True)
    host = locked.filter(pk=pk).first()
    if host is None:
        raise RuleViolation(_("Diesen Beitrag gibt es nicht mehr."), code="gone")
    return host


@transaction.atomic
def opened(host: Any) -> Thread:
    """The thread of a host, made now if nobody has written yet, and locked."""
    if host.thread_id is None:
        kind = kinds.of(host)
        current = locked_host(kind.key, host.pk)
        if current.thread_id is None:
            region_id = kind.region_id(current)
            current.thread = Thread.objects.create(kind=kind.key, region_id=region_id)
            current.save(update_fields=["thread"])
        host.thread = current.thread
    return locked(host.thread_id)


def locked(thread_id: int) -> Thread:
    return Thread.objects.select_for_update(of=("self",)).get(pk=thread_id)


@transaction.atomic
def close(thread: Thread, *, reason: str, by: User) -> Thread:
    """Let nobody write here any more; everybody reads why.

    Raises:
        RuleViolation: it is closed already (`closed`), or no reason is given
            (`reason_missing`).
    """
    thread = locked(thread.pk)
    if thread.is_closed:
        raise already_closed(thread)
    if not reason.strip():
        raise RuleViolation(_("Bitte nennen Sie einen Grund."), code="reason_missing")
    thread.closed_at = timezone.now()
    thread.closed_by, thread.closed_reason = by, reason.strip()
    thread.save(update_fields=["closed_at", "closed_by", "closed_reason"])
    happened("thread.closed", thread, by=by)
    return thread


@transaction.atomic
def reopen(thread: Thread, *, by: User) -> Thread:
    """Let people write again; nothing happens where they may already."""
    thread = locked(thread.pk)
    if not thread.is_closed:
        return thread
    thread.closed_at = thread.closed_by = None
    thread.closed_reason = ""
    thread.save(update_fields=["closed_at", "closed_by", "closed_reason"])
    happened("thread.reopened", thread, by=by)
    return thread


def already_closed(thread: Thread) -> RuleViolation:
    return RuleViolation(
        _("Diese Diskussion ist geschlossen: %(reason)s")
        % {"reason": thread.closed_reason},
        code="closed",
    )


def change(thread: Thread) -> None:
    """Let pages with the thread be drawn anew, without anything that happened here."""
    pagecache.bump(*generations(thread))
    wake.on_commit(
        "notifications.broadcast", verb="thread.changed", groups=groups(thread)
    )
