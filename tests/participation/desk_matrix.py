"""Who may do what at the desk: people of every role, contributions in every state.

Kinds come from the desk's own registry: a new one fails until `KINDS` makes one.
"""

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from unittest.mock import patch

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.urls.utils import get_callable
from django.utils import timezone
from django.views import defaults

from commons.accounts.enums import Role
from commons.clock import berlin_today
from neighbourhood.regions.models import Region
from participation.ideas.models import Addendum
from participation.moderation import desk, services, workflow
from participation.moderation.enums import HintCode, Publication, Reason, Verdict
from participation.moderation.models import Decision, PoolMember, QueueItem
from participation.moderation.services import blocks, reports
from participation.moderation.services.blocks import Sanction
from tests.clients import StrictClient, sign_in
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.actors import ActorFactory, make_change
from tests.factories.departments import DepartmentMembershipFactory
from tests.factories.discussion import CommentFactory
from tests.factories.events import EventFactory
from tests.factories.ideas import VERDICTS, DecisionFactory, IdeaFactory
from tests.factories.moderation import HintFactory, make_regional_moderator
from tests.factories.networks import NetworkFactory
from tests.factories.pool import OfferFactory
from tests.factories.posts import PostFactory
from tests.factories.rooms import QuestionFactory, RoomFactory
from tests.factories.together import make_report, make_undertaking

ROLES = (
    "anonymous",
    "resident",
    "blocked",
    "author",
    "own",  # moderates, and wrote it
    "here",  # moderates its Stadtteil
    "there",  # moderates another
    "everywhere",
    "coordinator",
    "pool",  # named for complaints, from another unit
    "editor",
    "member",  # of a department
    "admin",
)
DECIDERS = frozenset({"here", "everywhere", "coordinator"})
REPORTED = "reported"
DECIDED_EARLIER = timezone.now() - timedelta(days=2)


def make_addendum(region, **fields):
    """A Nachtrag on a public idea; a state that needs a decision gets one."""
    state = fields["publication"]
    if state in workflow.DECIDED:
        fields["decision"] = DecisionFactory(kind="addendum", verdict=VERDICTS[state])
    waits = {Publication.SUBMITTED, Publication.CHANGES_REQUESTED}
    return Addendum.objects.create(
        idea=IdeaFactory(region=region),
        region=region,
        text="Auch die Kita hat zugesagt.",
        submitted_at=DECIDED_EARLIER,
        published_at=None if state in waits else DECIDED_EARLIER,
        **fields,
    )


def make_room_question(region, **fields):
    """A question in an open room of an event there."""
    event = EventFactory(region=region)
    room = RoomFactory(occurrence=event.occurrences.get())
    return QuestionFactory(room=room, participant=None, **fields)


def make_comment(region, **fields):
    return CommentFactory(idea=IdeaFactory(region=region), **fields)


def make_progress(region, **fields):
    return make_report(make_undertaking(idea=IdeaFactory(region=region)), **fields)


def make_post(region, **fields):
    """Whoever it is of: in an open network the desk reads it like anything else."""
    state = fields["publication"]
    if state in workflow.DECIDED:
        verdict = VERDICTS.get(state, Verdict.DECLINE)
        fields["decision"] = DecisionFactory(kind="network_post", verdict=verdict)
    return PostFactory(network=NetworkFactory(region=region), region=region, **fields)


KINDS = {
    "idea": IdeaFactory,
    "addendum": make_addendum,
    "comment": make_comment,
    "progress": make_progress,
    "network": NetworkFactory,
    "network_post": make_post,
    "actor": ActorFactory,
    "offer": OfferFactory,
    "actor_change": make_change,
    "event": EventFactory,
    "room_question": make_room_question,
}


@dataclass(frozen=True)
class Case:
    """One contribution in one state, with what hangs on it at the desk."""

    kind: str
    contribution: object
    item: QueueItem | None
    decision: Decision
    hint: object | None


def states_of(kind):
    """The states this kind can be in; the last one is public, with a report on it."""
    led_to = {workflow.LEADS_TO.get(verdict) for verdict in desk.get(kind).verdicts}
    always = {Publication.SUBMITTED, Publication.PUBLISHED, Publication.WITHDRAWN}
    return (*(each.value for each in Publication if each in led_to | always), REPORTED)


def make_world():
    """People of each role, signed in, and the Stadtteil that "here" moderates."""
    here, elsewhere = Region.objects.order_by("number")[:2]
    people = {
        "anonymous": None,
        "resident": UserFactory(),
        "blocked": UserFactory(),
        "author": UserFactory(),
        "own": make_staff(),
        "here": make_regional_moderator(here),
        "there": make_regional_moderator(elsewhere),
        "everywhere": make_staff(),
        "coordinator": make_staff(Role.COORDINATOR),
        "pool": make_regional_moderator(elsewhere),
        "editor": make_staff(Role.DATA_EDITOR),
        "member": UserFactory(secret=generate_totp_secret()),
        "admin": make_staff(Role.ADMIN),
    }
    coordinator = people["coordinator"]
    DepartmentMembershipFactory(user=people["member"])
    PoolMember.objects.create(
        user=people["pool"],
        valid_from=berlin_today(),
        named_by=coordinator,
        named_at=timezone.now(),
    )
    week = Sanction(Reason.SPAM, "Hat Werbung geschickt.", 7)
    blocks.block(people["blocked"], week, by=coordinator)
    clients = {
        role: StrictClient() if person is None else sign_in(StrictClient(), person)
        for role, person in people.items()
    }
    return people, clients, here


@contextmanager
def plain_refusals():
    """Pages that say no without menus: they are most of the answers."""
    known = {"permission_denied": 403, "page_not_found": 404}
    get_callable.cache_clear()
    with ExitStack() as stack:
        for name, status in known.items():
            view = partial(_refusal, status)
            stack.enter_context(patch.object(defaults, name, view))
        yield
    get_callable.cache_clear()


def _refusal(status, _request, exception=None):
    return HttpResponse(status=status)


def make_case(kind, state, *, author, region):
    publication = Publication.PUBLISHED if state == REPORTED else Publication(state)
    made = KINDS[kind](author=author, region=region, publication=publication)
    contribution = type(made).objects.get(pk=made.pk)
    decision = _decision_on(contribution, kind)
    if publication == Publication.SUBMITTED:
        services.submit(contribution)
    elif publication == Publication.HIDDEN:
        services.queue.hold(contribution)
    elif state == REPORTED:
        notice = reports.Notice(reason=Reason.ADVERTISING)
        reports.report(contribution, notice, by=UserFactory())
    rows = QueueItem.objects.filter(kind=kind, target_id=contribution.pk)
    item = rows.filter(closed_at=None).first()
    hint = HintFactory(item=item, code=HintCode.SHORT) if item else None
    return Case(kind, contribution, item, decision, hint)


def _decision_on(contribution, kind):
    """The one that led to its state; made up where the state needs none."""
    decision = contribution.decision or DecisionFactory(verdict=Verdict.PUBLISH)
    Decision.objects.filter(pk=decision.pk).update(kind=kind, target_id=contribution.pk)
    return Decision.objects.get(pk=decision.pk)


def fingerprint():
    """All rows of the desk, and of the kinds that come to it, as one string."""
    models = [*apps.get_app_config("moderation").get_models()]
    models += [desk_kind.model_class for desk_kind in desk.all_kinds()]
    parts = [
        f"(SELECT md5(coalesce(string_agg(t::text, '' ORDER BY id), '')) FROM {table} t)"
        for table in sorted({model._meta.db_table for model in models})
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT concat_ws(' ', {', '.join(parts)})")
        return cursor.fetchone()[0]
