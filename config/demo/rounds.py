"""The demo's rounds: Ämter that clarify who is responsible, and some that agree."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.utils import timezone

from commons.accounts.models import User
from commons.clock import BERLIN, berlin_today
from config.demo.sending import arrived
from neighbourhood.deadlines.services import due_after
from neighbourhood.departments.models import Department
from neighbourhood.rounds.enums import RoundKind
from neighbourhood.rounds.models import Round, RoundParty
from neighbourhood.rounds.services import (
    convening,
    dating,
    deciding,
    taking_part,
    talking,
)
from neighbourhood.rounds.services.meeting import Meeting
from participation.ideas.models import Idea
from participation.referrals.enums import ReturnReason
from participation.referrals.models import Clarification
from participation.referrals.services import referring, responding

UNCLEAR = "Beleuchtung am Weg durch den Volkspark Prenzlauer Berg"
RETURNS = (
    ("sga", "ordnungsamt", "Für Leuchten an diesem Weg sind wir nicht zuständig."),
    ("ordnungsamt", "sga", "Wir kontrollieren Wege, wir beleuchten sie nicht."),
    ("sga", "ordnungsamt", "Der Weg ist keine öffentliche Straße."),
)


def tell(people: Mapping[str, User], offices: Mapping[str, Department]) -> int:
    """Gives how many rounds there are."""
    idea = Idea.objects.published().filter(title__startswith=UNCLEAR[:40]).first()
    if idea is not None:
        _clarify(idea, people, offices)
    _agree(people["koordination"], offices)
    return Round.objects.count()


def _clarify(
    idea: Idea, people: Mapping[str, User], offices: Mapping[str, Department]
) -> None:
    """Given back three times; one Amt has spoken since, the other is still awaited."""
    by = people["moderation"]
    for lead, suggested, words in RETURNS:
        (referral,) = referring.refer(idea, lead=offices[lead], cover_note="", by=by)
        arrived(referral, by=by)
        referral.refresh_from_db()
        responding.return_(
            referral,
            reason=ReturnReason.NOT_RESPONSIBLE,
            text=words,
            suggested=offices[suggested],
        )
    row = Clarification.objects.get(idea=idea).round
    spoke = row.parties.get(department=offices["ordnungsamt"])
    taking_part.record(
        spoke,
        taking_part.Said(
            "not_ours",
            "Wir wären nur gefragt, wenn der Weg nachts gesperrt werden sollte. "
            "Grünanlagen unterhält das Straßen- und Grünflächenamt.",
            reference="OrdA 2-41",
        ),
        by=by,
    )
    talking.say(
        row,
        text="Es geht nur um das Stück zwischen Spielplatz und Haltestelle.",
        by=by,
    )


def _agree(coordinator: User, offices: Mapping[str, Department]) -> None:
    """A round that the coordination called, with a date to meet."""
    day = due_after(berlin_today(), 6).day
    call = convening.Call(
        kind=RoundKind.ALIGNMENT,
        title="Schulweg an der Grunowstraße: wer macht wann was?",
        question=(
            "Die Schule wünscht sich bis zum Sommer einen sicheren Überweg.\n\n"
            "- Was kann Ihr Amt beitragen?\n- Was müssen andere vorher tun?"
        ),
        working_days=10,
        meeting=Meeting(
            at=datetime.combine(day, time(10), tzinfo=BERLIN), where="Rathaus, Raum 2"
        ),
    )
    row = convening.convene(
        call,
        asked=[offices["sga"], offices["ordnungsamt"]],
        informed=[offices["soziales"]],
        by=coordinator,
    )
    party = RoundParty.objects.get(round=row, department=offices["ordnungsamt"])
    taking_part.mark_read(party)
    since = timezone.now() - timedelta(days=2)
    Round.objects.filter(pk=row.pk).update(convened_at=since)
    dating.move(
        row,
        until=due_after(berlin_today(), 12).day,
        reason="Die Verkehrszählung liegt erst nächste Woche vor.",
        by=coordinator,
    )
    _settle(coordinator, offices)


def _settle(coordinator: User, offices: Mapping[str, Department]) -> None:
    """One that has ended, with minutes worth printing."""
    call = convening.Call(
        kind=RoundKind.WORKING_GROUP,
        title="Bänke und Bäume: wo im Sommer Schatten fehlt",
        question="Welche drei Plätze nehmen wir uns zuerst vor?",
        working_days=10,
    )
    row = convening.convene(
        call, asked=[offices["sga"], offices["soziales"]], by=coordinator
    )
    said = (
        ("sga", "Am **Anger** ist Platz für vier Bäume, Leitungen liegen dort keine."),
        ("soziales", "Die Seniorentreffs wünschen sich Bänke vor der Bibliothek."),
    )
    for key, text in said:
        party = RoundParty.objects.get(round=row, department=offices[key])
        words = taking_part.Said("contribution", text)
        taking_part.record(party, words, by=coordinator)
    result = deciding.Result(
        "settled", "Zuerst der Anger, dann die Bibliothek, dann der Markt."
    )
    deciding.decide(row, result, by=coordinator)
