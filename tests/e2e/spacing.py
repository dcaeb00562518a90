"""What is said in a network, for the world: posts, minutes with tasks, files."""

from datetime import timedelta

from django.urls import reverse

from commons.clock import berlin_today
from participation.discussion.models import Thread
from participation.networks.enums import MemberRole
from tests.e2e.words import LONG
from tests.factories.discussion import CommentFactory
from tests.factories.networks import make_network, member_of
from tests.factories.posts import (
    MinutesFactory,
    TaskFactory,
    document_of,
    said,
)


def fill(world):
    resident = world.people["resident"]
    network, coordinator = make_network(name="Gartenrunde im Hof")
    member_of(network, user=resident, role=MemberRole.DEPUTY)
    post = said(network, by=resident, title="Wer gießt im Mai?", text=LONG)
    document_of(post, title="ein-plan-mit-einem-sehr-langen-namen.jpg")
    post.thread = Thread.objects.create(kind="network_post", region=post.region)
    post.save(update_fields=["thread"])
    CommentFactory(thread=post.thread, author=coordinator, text="Ich.")
    minutes = MinutesFactory(network=network, author=resident, text=LONG)
    minutes.decisions.create(position=0, text="Wir pflanzen im Herbst.")
    TaskFactory(post=minutes, user=resident, due_on=berlin_today() - timedelta(days=1))
    TaskFactory(post=minutes)
    world.pages["anonymous"] |= {
        "netzwerk-beitraege": _at("post-list", network),
        "netzwerk-beitrag": post.get_absolute_url(),
        "netzwerk-protokoll": minutes.get_absolute_url(),
        "netzwerk-dokumente": _at("document-list", network),
        "netzwerk-aufgaben": _at("task-list", network),
    }
    world.pages["resident"] |= {
        "netzwerk-beitrag-neu": _at("post-create", network),
        "netzwerk-beitrag-eigener": post.get_absolute_url(),
        "netzwerk-beitrag-aendern": _at("post-edit", post),
        "netzwerk-beitrag-zurueckziehen": _at("post-withdraw", post),
        "netzwerk-protokoll-neu": _at("minutes-create", network),
        "netzwerk-protokoll-aendern": _at("minutes-edit", minutes),
        "netzwerk-aufgaben-eigene": _at("task-list", network),
    }


def _at(name, row):
    return reverse(f"networks:{name}", args=[row.pk])
