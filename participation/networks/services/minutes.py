"""What came of a meeting: decisions, and tasks that somebody took on.

A task keeps its row while its place in the form stays, so that what is ticked off
stays ticked off when the minutes are mended.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.verbs.services import happened
from participation.moderation.enums import Publication
from participation.networks.models import MeetingDecision, MeetingTask, Post

# So long before its day somebody is reminded, once.
AHEAD = timedelta(days=2)
BATCH = 200


@dataclass(frozen=True)
class Assignment:
    """What is to be done; without a person it is everybody's, without a day open."""

    text: str
    user: User | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Outcome:
    """`tasks` by their place in the form."""

    decisions: Sequence[str] = ()
    tasks: Mapping[int, Assignment] = field(default_factory=dict)


def record(post: Post, outcome: Outcome) -> None:
    """Write what came of it, in the place of what was there; within a transaction."""
    post.decisions.all().delete()
    MeetingDecision.objects.bulk_create(
        MeetingDecision(post=post, position=position, text=text)
        for position, text in enumerate(outcome.decisions)
    )
    post.tasks.exclude(position__in=list(outcome.tasks)).delete()
    known = {task.position: task for task in post.tasks.all()}
    for position, wanted in sorted(outcome.tasks.items()):
        task = known.get(position) or MeetingTask(post=post, position=position)
        if task.due_on != wanted.due_on or task.user_id != _id(wanted.user):
            task.reminded_at = None
        task.text, task.user, task.due_on = wanted.text, wanted.user, wanted.due_on
        task.save()


def words_of(post: Post) -> dict[str, Any]:
    """For a snapshot; names are no words, so nobody's stands there."""
    return {
        "decisions": list(post.decisions.values_list("text", flat=True)),
        "tasks": list(post.tasks.values_list("text", flat=True)),
    }


@transaction.atomic
def tick_off(task: MeetingTask, *, by: User) -> MeetingTask:
    """It is done; nothing happens where it is already."""
    task = _locked(task)
    if task.done_at is None:
        task.done_at = timezone.now()
        task.save(update_fields=["done_at"])
        happened("network_task.done", task, by=by)
    return task


@transaction.atomic
def take_up_again(task: MeetingTask, *, by: User) -> MeetingTask:
    task = _locked(task)
    if task.done_at is not None:
        task.done_at = None
        task.save(update_fields=["done_at"])
        happened("network_task.reopened", task, by=by)
    return task


@transaction.atomic
def remind_due() -> int:
    """Remind, once, whoever has a task whose day comes; gives how many tasks."""
    waiting = MeetingTask.objects.filter(
        due_on__lte=berlin_today() + AHEAD,
        done_at__isnull=True,
        reminded_at__isnull=True,
        user__isnull=False,
        post__publication=Publication.PUBLISHED,
        post__network__publication=Publication.PUBLISHED,
        post__network__closed_at__isnull=True,
    )
    locked = waiting.select_for_update(of=("self",), skip_locked=True)
    tasks = list(locked.order_by("due_on", "pk")[:BATCH])
    for task in tasks:
        task.reminded_at = timezone.now()
        task.save(update_fields=["reminded_at"])
        happened("network_task.due", task, by=None)
    return len(tasks)


def _id(user: User | None) -> int | None:
    return user.pk if user is not None else None


def _locked(task: MeetingTask) -> MeetingTask:
    return MeetingTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
