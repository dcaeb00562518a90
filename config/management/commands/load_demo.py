from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from commons.accounts.models import User
from config.demo import (
    assembly,
    bundles,
    clocks,
    concerns,
    directory,
    events,
    fairness,
    house,
    houses,
    measures,
    networks,
    newsletters,
    notices,
    outbox,
    people,
    pool,
    post,
    promises,
    rounds,
    routing,
    spaces,
    story,
    talk,
    telling,
    today,
    together,
    trust,
)
from neighbourhood.departments import demo as departments
from participation.ideas.models import Idea
from participation.referrals.services import suggesting


class Command(BaseCommand):
    help = "Load the demo district: departments, people, ideas in each state."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if settings.PRODUCTION:
            message = "The demo's passwords are known to everyone; not in production."
            raise CommandError(message)
        if Idea.objects.exists():
            message = "There are ideas already; the demo is loaded into an empty one."
            raise CommandError(message)
        with transaction.atomic():
            offices = departments.build()
            everyone = people.build()
            routing.publish_rules()
            told = story.Story(everyone, offices).tell()
            clocks.tell()
            routing.tell(everyone)
            post.tell(everyone)
            outbox.tell(everyone)
            rounds.tell(everyone, offices)
            told += bundles.tell(everyone, offices)
            notices.tell(by=everyone["moderation"])
            _work(everyone)
            newsletters.tell(everyone)
            _found(everyone)
            concerns.tell(everyone, offices)
            pool.tell(everyone)
            comments = talk.tell(everyone) + measures.tell(everyone)
            together.tell(everyone)
            events.tell(everyone)
            assembly.tell(everyone)
            telling.tell(everyone)
            # By the worker, once it runs: nobody waits for it.
            suggesting.learn_now()
        self.stdout.write(f"{len(everyone)} people, {told} ideas, {comments} comments")


def _work(everyone: dict[str, User]) -> None:
    """What is on the SPK's mind: promises, complaints, tasks, rules of the house."""
    promises.tell(everyone)
    fairness.tell(everyone)
    today.tell(everyone)
    trust.tell(everyone)
    house.tell(everyone)


def _found(everyone: dict[str, User]) -> None:
    """Who works for the neighbourhood, and where they meet."""
    houses.tell(everyone)
    directory.tell(everyone)
    networks.tell(everyone)
    spaces.tell(everyone)
