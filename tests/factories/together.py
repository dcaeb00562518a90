"""Ideas in the hands of actors and networks, as rows in each state."""

import uuid
from datetime import timedelta

from django.utils import timezone

from commons.clock import berlin_today
from participation.moderation import workflow
from participation.moderation.enums import Publication
from participation.together.enums import Consent, State, Way
from participation.together.models import Progress, Undertaking
from participation.together.workflow import OPEN
from tests.factories.accounts import make_staff
from tests.factories.ideas import VERDICTS, DecisionFactory, IdeaFactory
from tests.factories.networks import NetworkFactory, make_house

WORDS = "Könnten Sie die Bänke mit Nachbar:innen bauen? Holz ist da."
REPORT = "Die erste Bank steht. Am Samstag bauen wir die zweite."
ACCEPTED = frozenset({State.RUNNING, State.FINISHED, State.CONCLUDED})


def make_undertaking(state=State.RUNNING, **fields):
    """An idea in the hands of an actor, or of `network`; days and times fit the state."""
    now = timezone.now()
    partner = (
        {} if "network" in fields or "actor" in fields else {"actor": make_house()}
    )
    consent = {State.ASKING: Consent.OPEN, State.REFUSED: Consent.REFUSED}
    said = fields.pop("consent", consent.get(state, Consent.AGREED))
    is_over = state not in {State.ASKING, State.OFFERED, State.RUNNING}
    idea = fields.pop("idea", None) or IdeaFactory()
    return Undertaking.objects.create(
        **{
            "idea": idea,
            "way": Way.OFFERED,
            "state": state,
            "words": WORDS,
            "begun_at": now,
            "begun_by": fields.pop("begun_by", None) or make_staff(),
            "consent": said,
            "consent_at": None if said == Consent.OPEN else now,
            "accepted_at": now if state in ACCEPTED else None,
            "next_on": berlin_today() + timedelta(days=20) if state in OPEN else None,
            "ended_at": now if is_over else None,
        }
        | partner
        | fields
    )


def make_report(undertaking=None, **fields):
    """A report, published unless `publication=` says otherwise."""
    now = timezone.now()
    undertaking = undertaking or make_undertaking()
    state = fields.setdefault("publication", Publication.PUBLISHED)
    if state in workflow.DECIDED:
        decided = DecisionFactory(kind="progress", verdict=VERDICTS[state])
        fields.setdefault("decision", decided)
    waits = {Publication.SUBMITTED, Publication.CHANGES_REQUESTED}
    return Progress.objects.create(
        **{
            "undertaking": undertaking,
            "region": undertaking.idea.region,
            "text": REPORT,
            "submitted_at": now,
            "published_at": None if state in waits else now,
            "draft_id": uuid.uuid4(),
        }
        | fields
    )


def small_world(region, author):
    """For the matrix of routes: an idea in a network's hands, and a report of it."""
    network = NetworkFactory(region=region)
    idea = IdeaFactory(region=region, author=author)
    row = make_undertaking(idea=idea, network=network)
    return {
        "undertaking": row.pk,
        "progress": make_report(row).pk,
        "partner": f"netzwerk-{network.pk}",
    }
