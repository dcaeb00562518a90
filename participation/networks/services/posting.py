"""Posts of a network: written, changed, pinned, taken back by their authors."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.once import first_of
from commons.verbs.services import happened
from participation.actors.models import Actor
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import Publication
from participation.moderation.services.blocks import require_may_write
from participation.networks import rules
from participation.networks.enums import PostKind
from participation.networks.models import Network, Post, PostSnapshot
from participation.networks.services import documents, minutes
from participation.networks.services.activity import touch
from participation.networks.services.locking import locked
from participation.networks.services.minutes import Outcome


@dataclass(frozen=True)
class Along:
    """What a post may bring along: files; for minutes its day and what came of it.

    `draft_id` makes two clicks one post.
    """

    uploads: Sequence[UploadedFile] = ()
    met_on: date | None = None
    outcome: Outcome | None = None
    draft_id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class Wording:
    """A post as it is to be from now on; `version` is what the form showed."""

    title: str
    text: str
    version: int
    along: Along = field(default_factory=Along)
    detached: Collection[int] = ()


@transaction.atomic
def write(  # noqa: PLR0913 -- a post and whose it is; the rest comes `along`
    network: Network,
    *,
    title: str,
    text: str,
    by: User | None,
    actor: Actor | None = None,
    kind: PostKind = PostKind.POST,
    along: Along | None = None,
) -> Post:
    """Say something in a network; it is there at once.

    Args:
        text: Markdown as typed.
        by: who writes; None where a round's result comes back by itself.
        actor: whom they speak for; the caller has asked whether they may.

    Raises:
        RuleViolation: the network is closed (`closed`), the author may not write just
            now (`blocked`), or a file is refused.
    """
    along = along or Along()
    network = locked(network.pk)
    if first := first_of(Post.objects.all(), along.draft_id, by=by):
        return first
    _require_going_on(network)
    require_may_write(by)
    now = timezone.now()
    post = Post.objects.create(
        network=network,
        number=_count(network),
        kind=kind,
        title=title,
        text=text,
        actor=actor,
        met_on=along.met_on,
        author=by,
        region_id=network.region_id,
        publication=Publication.PUBLISHED,
        submitted_at=now,
        published_at=now,
        draft_id=along.draft_id,
    )
    documents.attach(post, along.uploads, by=by)
    if along.outcome is not None:
        minutes.record(post, along.outcome)
    _keep_version(post, by=by)
    touch(network)
    happened("network_post.published", post, by=by)
    return post


@transaction.atomic
def edit(post: Post, wording: Wording, *, by: User) -> Post:
    """Say it anew; everybody sees that it was changed.

    Raises:
        RuleViolation: `closed`, `blocked`, `version_changed`, `not_public`, or what is
            wrong with a file.
    """
    network = locked(post.network_id)
    post = _locked(post)
    _require_going_on(network)
    require_may_write(by)
    _require_public(post)
    if post.version != wording.version:
        raise RuleViolation(
            _("Jemand hat den Beitrag inzwischen geändert. Bitte sehen Sie nach."),
            code="version_changed",
        )
    post.title, post.text = wording.title, wording.text
    if post.kind == PostKind.MINUTES:
        post.met_on = wording.along.met_on or post.met_on
    post.version += 1
    post.edited_at = timezone.now()
    post.save(update_fields=["title", "text", "met_on", "version", "edited_at"])
    documents.detach(post, wording.detached)
    documents.attach(post, wording.along.uploads, by=by)
    if wording.along.outcome is not None:
        minutes.record(post, wording.along.outcome)
    _keep_version(post, by=by)
    touch(network)
    happened("network_post.edited", post, by=by, version=post.version)
    return post


@transaction.atomic
def withdraw(post: Post, *, by: User) -> Post:
    """Take one's own words back; what others said about them goes with them.

    Raises:
        RuleViolation: the post's state does not allow it.
    """
    post = _locked(post)
    workflow.require(post.publication, Publication.WITHDRAWN)
    post.publication, post.pinned_at = Publication.WITHDRAWN, None
    post.save(update_fields=["publication", "pinned_at"])
    moderation.take_back(post)
    happened("network_post.withdrawn", post, by=by)
    return post


@transaction.atomic
def pin(post: Post, *, by: User) -> Post:
    """Keep it on top of the space; nothing happens where it is already.

    Raises:
        RuleViolation: it is not public, or the network is closed.
    """
    network = locked(post.network_id)
    post = _locked(post)
    _require_going_on(network)
    _require_public(post)
    if post.pinned_at is None:
        post.pinned_at = timezone.now()
        post.save(update_fields=["pinned_at"])
        happened("network_post.pinned", post, by=by)
    return post


@transaction.atomic
def unpin(post: Post, *, by: User) -> Post:
    post = _locked(post)
    if post.pinned_at is not None:
        post.pinned_at = None
        post.save(update_fields=["pinned_at"])
        happened("network_post.unpinned", post, by=by)
    return post


def _count(network: Network) -> int:
    network.post_count += 1
    network.save(update_fields=["post_count"])
    return network.post_count


def _require_going_on(network: Network) -> None:
    if not rules.goes_on(network):
        raise RuleViolation(
            _("Dieses Netzwerk ist abgeschlossen. Es bleibt zum Nachlesen da."),
            code="closed",
        )


def _require_public(post: Post) -> None:
    if not post.is_public:
        raise RuleViolation(
            _("Dieser Beitrag ist nicht mehr zu sehen."), code="not_public"
        )


def _keep_version(post: Post, *, by: User | None) -> None:
    """Keep what this version says; redaction rewrites it."""
    content: dict[str, Any] = {"title": post.title, "text": post.text}
    if post.kind == PostKind.MINUTES:
        content |= minutes.words_of(post)
    PostSnapshot.objects.create(
        target=post,
        version=post.version,
        content=content,
        created_by=by,
        created_at=timezone.now(),
    )


def _locked(post: Post) -> Post:
    return Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
