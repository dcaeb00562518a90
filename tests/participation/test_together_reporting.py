"""How it goes: public at once or after a look; the last report leads to the answer."""

import uuid
from datetime import timedelta

import pytest

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.notifications import services as notifications
from participation.ideas.enums import Case, Outcome
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import QueueItem
from participation.moderation.services import reports
from participation.referrals.models import Answer
from participation.referrals.services import answering
from participation.together.enums import State
from participation.together.models import Progress
from participation.together.queries import today
from participation.together.services import concluding, reporting, watching
from participation.together.services.concluding import Conclusion
from participation.together.services.reporting import Report
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.networks import make_house, make_network, speaker_of
from tests.factories.together import REPORT, make_report, make_undertaking
from tests.participation.deciding import ruling
from tests.participation.noticing import on
from tests.participation.telling_together import told

pytestmark = pytest.mark.django_db
SOON = berlin_today() + timedelta(days=30)
SAID = Conclusion("Alle Bänke stehen.", "Wir haben das Holz bezahlt.", "Jeden Samstag.")


@pytest.fixture
def by():
    return make_staff()


def report(row, *, next_on=SOON, text=REPORT, key=None):
    said = Report(text, key or uuid.uuid4(), next_on)
    return reporting.report(row, said, by=speaker(row))


def speaker(row):
    return speaker_of(row.actor) if row.actor else UserFactory()


def finished(**fields):
    row = make_undertaking(**fields)
    report(row, next_on=None)
    row.refresh_from_db()
    return row


def test_a_report_of_a_known_house_stands_below_the_idea_at_once(client):
    follower = UserFactory()
    row = make_undertaking(idea=IdeaFactory(case=Case.OPEN))
    notifications.follow(follower, row.idea)

    report(row)

    row.refresh_from_db()
    html = client.get(row.idea.get_absolute_url()).text
    assert REPORT in html
    assert row.next_on == SOON
    assert told("progress.published") == {(follower.pk, "follower")}


def test_a_report_of_an_actor_nobody_vouched_for_is_read_first(client, sign_in, by):
    sign_in(client, UserFactory())
    house = make_house(is_verified=False)
    row = make_undertaking(actor=house)

    progress = report(row)

    item = QueueItem.objects.open().get(kind="progress")
    assert progress.publication == Publication.SUBMITTED
    assert REPORT not in client.get(row.idea.get_absolute_url()).text
    moderation.decide(item, verdict=Verdict.PUBLISH, version=1, by=by)
    assert REPORT in client.get(row.idea.get_absolute_url()).text


def test_an_address_in_a_report_is_read_first_whoever_writes():
    network, _coordinator = make_network()
    row = make_undertaking(network=network)

    progress = report(row, text="Rufen Sie an: 030 1234567, Frau Beispiel.")

    assert progress.publication == Publication.SUBMITTED


def test_a_hidden_report_is_gone_and_its_author_reads_why(client, by):
    row = make_undertaking()
    progress = report(row)

    reports.report(progress, reports.Notice(reason=Reason.ADVERTISING), by=by)
    item = QueueItem.objects.open().get(kind="progress")
    moderation.decide(item, **ruling(Verdict.HIDE), by=make_staff())

    progress.refresh_from_db()
    assert progress.publication == Publication.HIDDEN
    assert REPORT not in client.get(row.idea.get_absolute_url()).text
    assert told("progress.hidden") == {(progress.author_id, "author")}


def test_a_double_click_reports_once():
    row, key = make_undertaking(), uuid.uuid4()
    first = report(row, key=key)

    assert report(row, key=key) == first
    assert Progress.objects.count() == 1


def test_the_last_report_leaves_the_answer_to_the_spk(by):
    row = finished()

    items = list(today.waiting(Visitor(user=by)))

    assert row.state == State.FINISHED
    assert [(item.number, item.due_on) for item in items] == [
        (row.idea.number, row.next_on)
    ]
    with pytest.raises(RuleViolation) as refusal:
        report(row)
    assert refusal.value.code == "not_running"


@pytest.mark.parametrize("case", (Case.NONE, Case.OPEN, Case.REOPENED))
def test_the_answer_says_together_and_ends_the_undertaking(by, case):
    row = finished(idea=IdeaFactory(case=case))

    draft = concluding.draft_answer(row, SAID, by=by)
    answering.publish(draft, version=draft.version, by=by)

    row.refresh_from_db()
    row.idea.refresh_from_db()
    assert row.state == State.CONCLUDED
    assert (row.idea.case, row.idea.outcome) == (Case.ANSWERED, Outcome.TOGETHER)
    answer = Answer.objects.get()
    assert (answer.outcome, answer.support) == (Outcome.TOGETHER, SAID.support)


def test_an_answer_that_said_no_gives_way_to_what_neighbours_did(by):
    idea = IdeaFactory(case=Case.ANSWERED, outcome=Outcome.NOT_POSSIBLE)
    row = finished(idea=idea)

    draft = concluding.draft_answer(row, SAID, by=by)
    idea.refresh_from_db()
    assert idea.case == Case.REOPENED
    answering.publish(draft, version=draft.version, by=by)

    idea.refresh_from_db()
    assert idea.outcome == Outcome.TOGETHER


def test_an_amt_that_has_the_idea_is_heard_first(by):
    row = finished(idea=IdeaFactory(case=Case.REFERRED))

    with pytest.raises(RuleViolation) as refusal:
        concluding.draft_answer(row, SAID, by=by)

    assert refusal.value.code == "with_an_amt"


def test_a_draft_that_is_there_is_never_overwritten(by):
    row = finished()
    concluding.draft_answer(row, SAID, by=by)

    with pytest.raises(RuleViolation) as refusal:
        concluding.draft_answer(row, SAID, by=by)

    assert refusal.value.code == "draft_there"


def test_who_is_late_is_reminded_once_and_then_the_spk_sees_it(by):
    row = make_undertaking(next_on=SOON)
    speaks = speaker_of(row.actor)

    early = watching.watch()
    with on(SOON):
        first, second = watching.watch(), watching.watch()
    with on(SOON + timedelta(days=1)):
        items = [item.number for item in today.waiting(Visitor(user=by))]
        again, heard = watching.watch(), told("together.due")

    assert (early, first, second, again) == (0, 1, 0, 0)
    assert items == [row.idea.number]
    assert heard == {(speaks.pk, "together_partner")}


def test_ones_own_report_can_be_taken_back(client, sign_in):
    progress = make_report(author=UserFactory())
    url = f"/gemeinsam/bericht/{progress.pk}/zurueckziehen/"

    stranger = sign_in(client, UserFactory()).post(url)
    sign_in(client, progress.author).post(url)

    progress.refresh_from_db()
    assert stranger.status_code == 404
    assert progress.publication == Publication.WITHDRAWN
