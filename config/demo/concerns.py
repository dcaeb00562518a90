"""When the demo's networks meet, what they want of the Bezirksamt, and money for it."""

from collections.abc import Mapping
from datetime import time, timedelta
from decimal import Decimal

from commons.accounts.models import User
from commons.clock import berlin_today
from neighbourhood.departments.models import Department
from neighbourhood.rounds.models import RoundParty
from neighbourhood.rounds.services import deciding, taking_part
from participation.networks.models import Network
from participation.networks.services import concerns, dates
from participation.networks.services.concerns import Agenda
from participation.pool.models import FundingCall
from participation.pool.services import applications, funds, reports
from participation.pool.services.applications import Contact, Plan

ROUND = "Stadtteilrunde Weißensee"
BY = "nachbar-01"
CALL = {
    "title": "Geld für freiwilliges Engagement in Nachbarschaften",
    "giver": "Land Berlin, vergeben vom Bezirksamt",
    "summary": (
        "Für Sachmittel, mit denen Freiwillige öffentliche Orte schöner machen: Farbe, "
        "Pflanzen, Werkzeug."
    ),
    "criteria": (
        "**Gefördert wird:** Material für Arbeiten, die Nachbar:innen selbst machen, "
        "an Orten, die allen offenstehen.\n\n"
        "**Nicht gefördert werden:** Löhne, Feste, Privatgärten."
    ),
    "most_amount": 3_500,
    "contact_office": "Sozialraumorientierte Planungskoordination",
    "contact_phone": "030 90295-0",
    "send_to": "Bezirksamt, Sozialraumorientierte Planungskoordination, 13187 Berlin",
}

SMALL = {
    "title": "Kleines Geld für Kiezaktionen",
    "giver": "Bezirksamt",
    "summary": "Für alles, was eine Gruppe an einem Tag für den Kiez tun kann: Putzen, "
    "Pflanzen, Zusammensitzen.",
    "criteria": "**Gefördert wird:** was alle einlädt und wenig kostet.\n\n"
    "**Nicht gefördert wird:** was schon bezahlt ist.",
    "most_amount": 500,
}


def tell(people: Mapping[str, User], offices: Mapping[str, Department]) -> None:
    network = Network.objects.get(name=ROUND)
    _meet(network, people[BY])
    _want(network, people, offices)
    _fund(people)


def _meet(network: Network, by: User) -> None:
    """Six weeks apart: three to come, two that were, with heads counted."""
    meeting = dates.Meeting(
        title="Stadtteilrunde",
        minutes=120,
        place_text="Nachbarschaftshaus im Kiez, großer Raum",
        words="Wir beginnen mit einer Runde: Was steht bei Ihnen an?",
    )
    today = berlin_today()
    days = [today + timedelta(days=number) for number in (12, 54, 96)]
    dates.set_dates(network, meeting, days=days, at=time(17, 30), by=by)
    past = [today - timedelta(days=number) for number in (72, 30)]
    held = dates.set_dates(network, meeting, days=past, at=time(17, 30), by=by)
    reports.count_heads(
        {row.pk: number for row, number in zip(held, (14, 11), strict=True)}, by=by
    )


def _want(
    network: Network, people: Mapping[str, User], offices: Mapping[str, Department]
) -> None:
    """One that waits for the SPK, one in a round, one with its result."""
    by, spk = people[BY], people["koordination"]
    concerns.raise_concern(
        network,
        title="Ein Schlüssel für die Turnhalle am Abend",
        text="Drei Vereine suchen einen Raum. Die Halle steht ab 19 Uhr leer.",
        by=by,
    )
    asked = [offices["sga"], offices["ordnungsamt"]]
    agenda = Agenda("Was sagt Ihr Amt dazu?", working_days=15, asked=asked)
    open_one = concerns.raise_concern(
        network,
        title="Sicher über die Straße zur Bibliothek",
        text="Kinder und Ältere warten lange. Wir wünschen uns eine **Mittelinsel**.",
        by=by,
    )
    concerns.bring(open_one, agenda, by=spk)
    done = concerns.raise_concern(
        network,
        title="Mehr Bänke auf dem Markt",
        text="Wer nicht lange stehen kann, kommt nicht mehr auf den Markt.",
        by=by,
    )
    row = concerns.bring(done, agenda, by=spk)
    for party in RoundParty.objects.filter(round=row).order_by("pk"):
        words = taking_part.Said("agree", "Zwei Plätze sind möglich.")
        taking_part.record(party, words, by=spk)
    found = "Im Herbst kommen vier Bänke mit Lehne, zwei davon im Schatten."
    deciding.decide(row, deciding.Result("taken_up", found), by=spk)


def _fund(people: Mapping[str, User]) -> None:
    """One call that runs, with a paper in work; one that is over."""
    spk, today = people["koordination"], berlin_today()
    call = funds.write({**CALL, "closes_on": today + timedelta(days=40)}, by=spk)
    funds.publish(call, by=spk)
    small = {**CALL, **SMALL, "closes_on": None}
    funds.publish(funds.write(small, by=spk), by=spk)
    over = {**CALL, "title": "Feste in der Nachbarschaft"}
    old = funds.write({**over, "closes_on": today - timedelta(days=20)}, by=spk)
    funds.publish(old, by=spk)
    plan = Plan(
        title="Bänke und Farbe für den Platz",
        purpose="Damit sich auf dem Platz alle setzen können.",
        kind="Wir kaufen Holz und Farbe und bauen an zwei Samstagen.",
        extent="Vier Bänke, zwei Samstage, etwa zwanzig Menschen.",
        from_on=today + timedelta(days=60),
        until_on=today + timedelta(days=75),
        costs=(("Holz und Schrauben", Decimal(640)), ("Farbe", Decimal("180.50"))),
        own_share=Decimal(100),
        contact=Contact("Stadtteilrunde", people[BY].email),
    )
    call = FundingCall.objects.get(pk=call.pk)
    applications.begin(call, plan, by=people[BY])
