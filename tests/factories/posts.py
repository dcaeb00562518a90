"""Posts of networks, as their services write them."""

import uuid
from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from participation.moderation.enums import Publication
from participation.networks.enums import PostKind
from participation.networks.models import MeetingTask, Network, Post, PostDocument
from participation.networks.services.documents import PURPOSE
from participation.networks.services.posting import Along, write
from tests.factories.accounts import UserFactory
from tests.factories.files import StoredImageFactory


class PostFactory(DjangoModelFactory):
    """A public post of somebody; needs a network. Rows alone: nobody is told."""

    class Meta:
        model = Post

    author = factory.SubFactory(UserFactory)
    number = factory.Sequence(lambda n: n + 1_000)
    title = factory.Sequence(lambda n: f"Treffen im Mai, Nummer {n}")
    text = "Wir treffen uns **am Platz**."
    publication = Publication.PUBLISHED
    submitted_at = factory.LazyFunction(timezone.now)
    published_at = factory.LazyAttribute(lambda post: post.submitted_at)
    draft_id = factory.LazyFunction(uuid.uuid4)

    @factory.lazy_attribute
    def region(self):
        return self.network.region


class MinutesFactory(PostFactory):
    kind = PostKind.MINUTES
    met_on = date(2026, 3, 2)


class TaskFactory(DjangoModelFactory):
    """Needs a post."""

    class Meta:
        model = MeetingTask

    position = factory.LazyAttribute(lambda task: task.post.tasks.count())
    text = "Bänke streichen"


def document_of(post, *, title="plan.jpg", position=0):
    file = StoredImageFactory(purpose=PURPOSE, name=title)
    return PostDocument.objects.create(
        post=post, stored_file=file, title=title, position=position
    )


def said(network, *, by, title="Treffen im Mai", text="Wir treffen uns.", **fields):
    """A post by its service: numbered, told, indexed; `network` stays as it was."""
    along = Along(**fields.pop("along", {}))
    fresh = Network.objects.get(pk=network.pk)
    return write(fresh, title=title, text=text, by=by, along=along, **fields)


def small_world(network_id):
    """A post and minutes with a task, for the matrix of routes and roles."""
    network = Network.objects.get(pk=network_id)
    post = PostFactory(network=network, author=network.author)
    minutes = MinutesFactory(network=network, author=network.author)
    task = TaskFactory(post=minutes, user=network.author)
    return {
        "network_post": post.pk,
        "network_minutes": minutes.pk,
        "network_task": task.pk,
    }
