"""Posts of open networks are found by everybody; of other networks none is."""

from collections.abc import Iterator

from commons import pagecache, sockets
from commons.html import plain_text
from commons.search import registry as search, services as index
from commons.search.models import SearchRow
from commons.verbs.models import Happening
from commons.verbs.registry import Verb
from participation.discussion.models import Comment
from participation.discussion.services.finding import index_comments
from participation.moderation.enums import Publication
from participation.networks.enums import Visibility
from participation.networks.models import Network, Post
from participation.networks.verbs.groups import door_group

KIND = "network_post"
BATCH = 1_000
# Happenings after which others may read a network than before.
CIRCLE_CHANGES = frozenset(
    {
        "network.changed",
        "network.closed",
        "network.hidden",
        "network.removed",
        "network.restored",
        "network.taken_back",
        "network.undecided",
        "network.withdrawn",
    }
)
# What was written for members is never opened, so only these bring something back.
SHOWN_AGAIN = frozenset({"network.restored", "network.undecided"})
# The generation of pages with talk that everybody may read until then.
CIRCLES = "network-circles"


def document_of(post: Post) -> search.Document | None:
    if not (is_open(post.network) and post.is_public):
        return None
    title = post.title or post.network.name
    return search.Document(
        title,
        plain_text(post.text),
        region_id=post.region_id,
        dated_at=post.published_at,
    )


def is_open(network: Network) -> bool:
    return network.is_public and network.visibility == Visibility.OPEN


def follow_network(*, verb: Verb, target: Network, happening: Happening) -> None:  # noqa: ARG001 -- an effect's shape
    """The effect of what may make a network somebody's own, or everybody's again.

    Talk that everybody read a minute ago is drawn and found for nobody from then on,
    and open pages ask anew whether they may listen.
    """
    if verb.key not in CIRCLE_CHANGES:
        return
    pagecache.bump(CIRCLES)
    sockets.recheck_on_commit([door_group(target.pk)])
    posts = Post.objects.filter(network=target)
    comments = Comment.objects.filter(thread__network_post__network=target)
    if is_open(target):
        if verb.key not in SHOWN_AGAIN:
            return
        shown = posts.published().select_related("network")
        index.index_many(KIND, shown.iterator(chunk_size=BATCH))
        index_comments(comments)
        return
    found = SearchRow.objects.filter(kind=KIND, target_id__in=posts.values("pk"))
    found.delete()
    talk = SearchRow.objects.filter(kind="comment", target_id__in=comments.values("pk"))
    talk.delete()


def everything() -> Iterator[Post]:
    """A batch at a time: there may be tens of thousands."""
    open_ones = Network.objects.filter(
        publication=Publication.PUBLISHED, visibility=Visibility.OPEN
    )
    rows = Post.objects.published().filter(network__in=open_ones.values("pk"))
    last = 0
    while batch := list(
        rows.filter(pk__gt=last).select_related("network").order_by("pk")[:BATCH]
    ):
        yield from batch
        last = batch[-1].pk
