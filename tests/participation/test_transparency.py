"""The transparency report says for any period what was moderated, and how."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone

from commons.periods import Period
from participation.moderation.enums import (
    ComplaintOutcome,
    Publication,
    Reason,
    ReportReason,
    Verdict,
)
from participation.moderation.queries import transparency
from participation.moderation.views import numbers
from tests.factories.accounts import make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import (
    ComplaintFactory,
    DecisionFactory,
    ReportFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/transparenz/"
QUIET = {"reason": "", "basis": "", "facts": "", "text": ""}


def decision(**fields):
    fields.setdefault("decided_by", make_staff())
    return DecisionFactory(target_id=IdeaFactory().pk, **fields)


def test_contributions_are_counted_by_kind_and_by_what_is_public():
    IdeaFactory(publication=Publication.SUBMITTED)
    IdeaFactory()
    IdeaFactory(submitted_at=timezone.now() - timedelta(days=800))

    report = transparency.report(Period.last_days(30))

    lines = {line.label: (line.received, line.published) for line in report.kinds}
    assert lines["Idee"] == (2, 1)


def test_decisions_are_counted_by_kind_reason_and_machine():
    decision(reason=Reason.INSULT)
    decision(reason=Reason.INSULT)
    decision(reason=Reason.DEFECT, way_text="Ordnungsamt-Online")
    decision(verdict=Verdict.PUBLISH, decided_by=None, **QUIET)
    decision(decided_at=timezone.now() - timedelta(days=800))

    report = transparency.report(Period.last_days(30))

    assert [
        (line.kind, line.what, line.family, line.count, line.automatic)
        for line in report.decisions
    ] == [
        ("Idee", "veröffentlicht", "", 1, 1),
        ("Idee", "auf einen anderen Weg verwiesen", "Ein anderer Weg", 1, 0),
        ("Idee", "abgelehnt", "Regeln", 2, 0),
    ]
    assert (report.decision_count, report.against_count) == (4, 3)


def test_what_was_undone_at_once_is_no_decision():
    now = timezone.now()
    decision(undo_until=now + timedelta(seconds=9), undone_at=now, kept={})

    assert transparency.report(Period.last_days(30)).decision_count == 0


def test_reports_are_told_from_what_came_of_them():
    stays = decision(verdict=Verdict.KEEP, state_before=Publication.PUBLISHED, **QUIET)
    goes = decision(
        verdict=Verdict.HIDE,
        state_before=Publication.PUBLISHED,
        reason=Reason.INSULT,
    )
    early = timezone.now() - timedelta(hours=4)
    for made in (stays, goes):
        ReportFactory(target_id=made.target_id, decision=made, reported_at=early)
    ReportFactory(target_id=goes.target_id, reason=ReportReason.OTHER)

    reports = transparency.report(Period.last_days(30)).reports

    assert (reports.count, reports.settled, reports.acted_on) == (3, 2, 1)
    assert dict(reports.reasons) == {
        ReportReason.INSULT.label: 2,
        ReportReason.OTHER.label: 1,
    }
    assert round(reports.median.total_seconds() / 3600) == 4


def test_objections_are_told_by_their_outcome():
    for outcome in (ComplaintOutcome.UPHELD, ComplaintOutcome.REVERSED):
        ComplaintFactory(
            decision=decision(),
            outcome=outcome,
            answer="Wir haben neu geprüft.",
            decided_by=make_staff(),
            decided_at=timezone.now(),
            complained_at=timezone.now() - timedelta(days=3),
        )
    ComplaintFactory(decision=decision())

    complaints = transparency.report(Period.last_days(30)).complaints

    assert (complaints.count, complaints.upheld, complaints.reversed) == (3, 1, 1)
    assert round(complaints.median.total_seconds() / 86400) == 3


def test_everybody_may_read_it_and_nobody_is_named(client):
    decision(decided_by=make_staff(display_name="Karla Kolumna"))

    page = client.get(ADDRESS)
    table = client.get(f"{ADDRESS}tabelle.csv")

    assert (page.status_code, table.status_code) == (200, 200)
    assert "Karla" not in page.content.decode() + table.content.decode()
    assert 'aria-current="page"' in page.content.decode()


def test_the_table_holds_what_the_page_says(client):
    decision(reason=Reason.INSULT)

    content = client.get(f"{ADDRESS}tabelle.csv").content.decode("utf-8-sig")

    rows = list(csv.reader(StringIO(content), delimiter=";"))
    assert [row for row in rows if row[1].startswith("abgelehnt")] == [
        [
            "Entscheidungen",
            "abgelehnt: beleidigt oder setzt herab",
            "Idee",
            "1",
            "Anzahl",
        ],
        [
            "davon automatisch",
            "abgelehnt: beleidigt oder setzt herab",
            "Idee",
            "0",
            "Anzahl",
        ],
    ]


@pytest.mark.parametrize("count", (1, 30))
def test_the_report_costs_the_same_with_one_decision_and_with_thirty(
    count, django_assert_num_queries
):
    for _ in range(count):
        decision()

    with django_assert_num_queries(20):
        transparency.report(Period.last_days(30))


def test_whoever_asks_for_very_many_reports_waits(client, monkeypatch):
    monkeypatch.setattr(numbers, "REPORT_RATE", "1/10m")
    path = f"{ADDRESS}tabelle.csv"

    statuses = [client.get(path).status_code for _ in range(2)]

    assert statuses == [200, 429]
    assert int(client.get(path).headers["Retry-After"]) > 0
