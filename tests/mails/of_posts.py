"""Samples of what is told of posts in networks and of tasks from their meetings."""

from datetime import timedelta

from commons.clock import berlin_today
from commons.notifications.services import follow
from participation.networks.enums import Visibility
from participation.networks.verbs.post_letters import REFUSALS
from tests.factories.accounts import UserFactory
from tests.factories.networks import make_network, member_of
from tests.factories.posts import MinutesFactory, PostFactory, TaskFactory, document_of
from tests.mails.of_ideas import decided
from tests.mails.samples import title, verb

WORDS = ("hidden", "restored", "declined", "removed", "taken_back")


def _post(visibility=Visibility.OPEN):
    """Of somebody with an account; a member follows, and somebody who reads along."""
    network, _coordinator = make_network(visibility, name=title()[:120])
    post = PostFactory(network=network, title=title()[:120])
    follow(member_of(network), network, reason="network_member")
    if visibility == Visibility.OPEN:
        follow(UserFactory(), network)
    document_of(post)
    return post


@verb("network_post.published")
def published(_key):
    for visibility in Visibility:
        yield _post(visibility), {}


@verb(*(f"network_post.{word}" for word in WORDS))
def decisions(key):
    yield decided(_post(), "network_post", key.rsplit(".", 1)[1])


@verb("network_post.reply_refused")
def refused(_key):
    for why in REFUSALS:
        post = _post()
        yield post, {"user": post.author_id, "why": why}


@verb("network_task.due")
def due(_key):
    network, coordinator = make_network(name=title()[:120])
    yield (
        TaskFactory(
            post=MinutesFactory(network=network),
            user=coordinator,
            due_on=berlin_today() + timedelta(days=2),
        ),
        {},
    )
