"""What a network brings to the Bezirksamt, for the world; its dates, and money."""

from django.urls import reverse

from participation.networks.enums import MemberRole
from participation.networks.services import dates
from tests.e2e.words import LONG
from tests.factories.departments import DepartmentFactory
from tests.factories.funds import make_application, make_call
from tests.factories.meetings import bring, decide, meet, want
from tests.factories.networks import make_network, member_of


def fill(world):
    resident = world.people["resident"]
    network, _coordinator = make_network(name="Stadtteilrunde im Hof")
    member_of(network, user=resident, role=MemberRole.DEPUTY)
    date = meet(network, title="Runde im Mai", by=resident, words=LONG)
    meet(network, title="Runde im April", in_days=-20, by=resident)
    off = meet(network, title="Runde im Juni", in_days=30, by=resident)
    dates.cancel(off, by=resident)
    concern = want(network, by=resident)
    decided = bring(want(network, title="Bänke am Platz", by=resident))
    decide(decided, by=world.people["coordinator"])
    DepartmentFactory(name="Amt mit einem langen Namen für alles, was draußen steht")
    call = make_call(summary=LONG)
    paper = make_application(call, by=resident)
    world.pages["anonymous"] |= {
        "netzwerk-termine": _at("date-list", network),
        "netzwerk-termin": date.get_absolute_url(),
        "netzwerk-anliegen": _at("concern-list", network),
        "netzwerk-anliegen-eines": concern.get_absolute_url(),
        "foerderung": reverse("pool:fund-list"),
        "foerderung-eine": call.get_absolute_url(),
    }
    world.pages["resident"] |= {
        "netzwerk-termin-neu": _at("date-create", network),
        "netzwerk-termin-aendern": _at("date-edit", date),
        "netzwerk-termin-abgesagt": off.get_absolute_url(),
        "netzwerk-kalender": _at("calendar-show", network),
        "netzwerk-anliegen-neu": _at("concern-create", network),
        "antraege": reverse("pool:application-list"),
        "antrag-neu": reverse("pool:application-create", args=[call.pk]),
        "antrag": paper.get_absolute_url(),
        "antrag-aendern": reverse("pool:application-edit", args=[paper.pk]),
        "jahresberichte": reverse("pool:report-list"),
        "jahresbericht": reverse("pool:report-show", args=["netzwerk", network.pk]),
    }
    world.pages["moderator"] |= {
        "anliegen": reverse("networks:concern-desk"),
        "anliegen-runde": _at("concern-bring", concern),
        "anliegen-antwort": _at("concern-answer", concern),
        "foerderung-neu": reverse("pool:fund-create"),
        "foerderung-aendern": reverse("pool:fund-edit", args=[call.pk]),
    }


def _at(name, row):
    return reverse(f"networks:{name}", args=[row.pk])
