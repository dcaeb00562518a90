from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.accounts.visitors import Visitor
from neighbourhood.regions.models import Region
from participation.discussion import hosts


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, visitor: Visitor) -> Self:
        """Threads whose host the visitor may see."""
        return self.filter(hosted_visibly(visitor))


class Thread(models.Model):
    """What people say about one thing; its host has a key to it.

    `comment_count` counts published comments and `newest_at` is when the last one
    became public; services keep both, and give that time with the row locked. So
    whatever is published after a page was made is newer than what the page knew.
    """

    kind = models.CharField(max_length=40)
    audience = models.CharField(max_length=40, default="public")
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, related_name="+"
    )
    comment_count = models.PositiveIntegerField(default=0)
    newest_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    closed_reason = models.CharField(_("Grund"), max_length=300, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_reason="")
                | (Q(closed_at__isnull=False) & ~Q(closed_reason="")),
                name="thread_closed_says_why",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | Q(closed_at__isnull=False),
                name="thread_closed_by_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"thread {self.pk} of {self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("discussion:thread-show", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @cached_property
    def host(self) -> Any:
        """What is talked about; one query unless `hosts.related` brought it along."""
        return getattr(self, hosts.get(self.kind).accessor)

    @property
    def title(self) -> str:
        return kinds.get(self.kind).title(self.host)


class Visit(models.Model):
    """Until when somebody has seen the comments of a thread."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="visits")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "thread"], name="visit_one_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.thread_id}"


def hosted_visibly(visitor: Visitor, prefix: str = "") -> Q:
    """Rows whose thread has a host that the visitor may see; `prefix` leads to it."""
    condition = Q(pk__in=[])
    for host in hosts.all_hosts():
        kind = kinds.get(host.kind)
        seen = kind.visible_to(host.model_class._default_manager.all(), visitor)
        condition |= Q(
            **{
                f"{prefix}kind": host.kind,
                f"{prefix}pk__in": seen.filter(thread__isnull=False).values("thread"),
            }
        )
    return condition
