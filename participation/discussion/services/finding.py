"""Published comments of public hosts are in the index, under the title of the host."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import Model, QuerySet

from commons import pagecache
from commons.accounts.visitors import ANONYMOUS
from commons.html import plain_text
from commons.search import registry as search, services as index
from commons.search.models import SearchRow
from commons.verbs.models import Happening
from commons.verbs.registry import Verb
from participation.discussion import hosts
from participation.discussion.models import Comment
from participation.discussion.models.thread import hosted_visibly

BATCH = 1_000


def document_of(comment: Comment) -> search.Document | None:
    """Nothing of what only some may read."""
    thread = comment.thread
    if hosts.get(thread.kind).is_private(thread.host):
        return None
    return search.Document(
        comment.thread.title,
        plain_text(comment.text),
        region_id=comment.region_id,
        audience=comment.thread.audience,
    )


def public_comments() -> Iterator[Comment]:
    """Everything to be found, with what its document needs, a batch at a time."""
    last = 0
    while batch := list(_public().filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield from batch
        last = batch[-1].pk


def index_comments(rows: QuerySet[Comment]) -> None:
    """Find the public ones of `rows` as they are now, and the others no more."""
    ids = list(rows.values_list("pk", flat=True))
    remaining = iter(ids)
    while some := list(islice(remaining, BATCH)):
        shown = list(_public().filter(pk__in=some))
        index.index_many("comment", shown)
        gone = set(some) - {comment.pk for comment in shown}
        SearchRow.objects.filter(kind="comment", target_id__in=gone).delete()


def follow_host(*, verb: Verb, target: Model, happening: Happening) -> None:
    """The effect of verbs that show a host, or take it away: its comments follow."""
    if hosts.find(happening.kind) is None or not verb.search:
        return
    thread_id = getattr(target, "thread_id", None)
    if thread_id is None:
        return
    comments = Comment.objects.filter(thread_id=thread_id)
    if verb.search == "index":
        index_comments(comments)
    else:
        found = SearchRow.objects.filter(kind="comment")
        found.filter(target_id__in=comments.values("pk")).delete()
    pagecache.bump(*generations_of(happening.kind, happening.target_id, thread_id))


def generations_of(kind: str, host_id: int, thread_id: int) -> Iterable[str]:
    return hosts.generation_of(kind, host_id), f"thread:{thread_id}"


def _public() -> QuerySet[Comment]:
    rows = Comment.objects.published().filter(hosted_visibly(ANONYMOUS, "thread__"))
    return rows.select_related("thread", *hosts.related())
