"""The files of a network, newest first, and who may read one."""

from dataclasses import dataclass

from commons.accounts.visitors import Visitor
from commons.files.models import StoredFile
from participation.moderation import rules as desk
from participation.moderation.enums import Publication
from participation.moderation.queries.item import has_case
from participation.networks.models import Network, Post, PostDocument

PAGE_SIZE = 30


@dataclass(frozen=True)
class Documents:
    """`next_before` is the id to go on below, or None at the end."""

    rows: list[PostDocument]
    next_before: int | None = None


def documents_of(network: Network, *, before: int | None = None) -> Documents:
    """All files of public posts; the network's page has asked who reads them."""
    rows = PostDocument.objects.filter(
        post__network=network, post__publication=Publication.PUBLISHED
    )
    if before is not None:
        rows = rows.filter(pk__lt=before)
    shown = rows.select_related("stored_file", "post__network", "post__author")
    found = list(shown.order_by("-pk")[: PAGE_SIZE + 1])
    page = found[:PAGE_SIZE]
    return Documents(page, page[-1].pk if len(found) > PAGE_SIZE else None)


def can_see_file(visitor: Visitor, file: StoredFile) -> bool:
    """As the post that bears it; and the desk, as long as that post has a case."""
    posts = Post.objects.filter(documents__stored_file=file)
    if posts.visible_to(visitor).exists():
        return True
    return any(_is_at_desk(visitor, post) for post in posts)


def _is_at_desk(visitor: Visitor, post: Post) -> bool:
    return desk.covers_region(visitor, post.region_id) and has_case(post)
