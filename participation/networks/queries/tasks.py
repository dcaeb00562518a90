"""What was taken on at meetings and is still to be done."""

from django.db.models import F, QuerySet

from commons.accounts.visitors import Visitor
from participation.moderation.enums import Publication
from participation.networks.models import MeetingTask, Network, Post

MOST_SHOWN = 50


def visible_to(rows: QuerySet[MeetingTask], visitor: Visitor) -> QuerySet[MeetingTask]:
    """Those of minutes that the visitor reads."""
    posts = Post.objects.published().visible_to(visitor)
    return rows.filter(post__in=posts.values("pk"))


def find(pk: int, visitor: Visitor) -> MeetingTask | None:
    rows = MeetingTask.objects.select_related("post__network", "user")
    return visible_to(rows, visitor).filter(pk=pk).first()


def open_tasks(network: Network) -> list[MeetingTask]:
    """What is to be done, the next day first; without a day comes last."""
    rows = MeetingTask.objects.filter(
        post__network=network,
        post__publication=Publication.PUBLISHED,
        done_at__isnull=True,
    )
    shown = rows.select_related("post__network", "user")
    ordered = shown.order_by(F("due_on").asc(nulls_last=True), "pk")
    return list(ordered[:MOST_SHOWN])
