"""Networks that meet and want something of the Bezirksamt, by the real services."""

from datetime import time, timedelta

from commons.clock import berlin_today
from commons.notifications.services.follows import follow
from neighbourhood.rounds.services import deciding, taking_part
from participation.networks.models import Concern, Network, NetworkDate
from participation.networks.services import concerns, dates
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.networks import coordinator_of, make_network, member_of
from tests.factories.rounds import party_of

WANTED = "Wir brauchen **Licht** auf dem Weg zum Nachbarschaftshaus."
FOUND = "Zwei Leuchten kommen im Herbst."
ANSWERED = "Die Leuchten sind schon bestellt."


def company(*args, **fields):
    """A network with somebody who coordinates it and a member; both follow it."""
    network, coordinator = make_network(*args, **fields)
    member = member_of(network)
    for user in (coordinator, member):
        follow(user, network, reason="network_member")
    return network, coordinator, member


def meet(network, *, title="Stadtteilrunde", in_days=7, by=None, **words):
    """The network meets, or met."""
    meeting = dates.Meeting(title=title, minutes=90, **words)
    day = berlin_today() + timedelta(days=in_days)
    by = by or coordinator_of(network)
    made = dates.set_dates(network, meeting, days=[day], at=time(18), by=by)[0]
    return NetworkDate.objects.select_related("network").get(pk=made.pk)


def want(network, *, title="Licht am Weg", by=None):
    by = by or coordinator_of(network)
    return concerns.raise_concern(network, title=title, text=WANTED, by=by)


def bring(concern, *departments, by=None):
    agenda = concerns.Agenda(
        question="Was sagt Ihr Amt dazu?",
        working_days=15,
        asked=departments or DepartmentFactory.create_batch(2),
    )
    return concerns.bring(concern, agenda, by=by or make_staff())


def speak(row):
    """The first department of a round says something; gives it."""
    party = party_of(row)
    taking_part.state(party, taking_part.Said("agree", "Das passt."))
    return party.department


def decide(row, *, code="taken_up", words=FOUND, by=None):
    return deciding.decide(row, deciding.Result(code, words), by=by or make_staff())


def as_it_is(concern):
    rows = Concern.objects.select_related("result", "round", "network")
    return rows.get(pk=concern.pk)


def small_world(network_id):
    """A date and a concern, for the matrix of routes and roles."""
    network = Network.objects.get(pk=network_id)
    return {
        "network_date": meet(network, by=network.author).pk,
        "concern": want(network, by=network.author).pk,
    }
