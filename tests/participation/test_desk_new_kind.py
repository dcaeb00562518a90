"""A kind that no app has, in one module, goes through everything the desk does."""

import importlib
import sys

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from commons import copies, kinds, owndata
from commons.verbs import registry as verbs
from commons.verbs.models import Happening
from participation.moderation import desk, services, workflow
from participation.moderation.enums import (
    Cause,
    ComplaintOutcome,
    HintCode,
    Publication,
    Reason,
    Verdict,
)
from participation.moderation.models import Complaint, Decision, QueueItem, Report
from participation.moderation.queries.redaction import Cut
from participation.moderation.services import redaction, screening, undoing
from participation.moderation.services.redaction import Wish
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.regions import RegionFactory
from tests.participation.deciding import against, ruling

pytestmark = pytest.mark.django_db
MODULE = "tests.participation.notice_kind"
TEXT = "Am Samstag räumen wir den Keller. Rufen Sie an: 030 1234567."


@pytest.fixture(scope="module")
def module():
    """The module, known to every registry while these tests run."""
    known = [
        *(kinds._by_key, kinds._by_model, desk._kinds, verbs._verbs),
        *(owndata._entries, copies._copies),
    ]
    before = [dict(registry) for registry in known]
    loaded = importlib.import_module(MODULE)
    loaded.register()
    yield loaded
    for registry, entries in zip(known, before, strict=True):
        registry.clear()
        registry.update(entries)
    del apps.all_models["moderation"]["notice"], sys.modules[MODULE]
    apps.clear_cache()


@pytest.fixture
def notices(db, module):
    with connection.schema_editor(atomic=False) as editor:
        editor.create_model(module.Notice)
    return module


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def notice(notices):
    return notices.submit(
        "Kellerflohmarkt", TEXT, region=RegionFactory(), by=UserFactory()
    )


@pytest.fixture
def client_of_desk(client, sign_in, moderator):
    return sign_in(client, moderator)


def item_of(notice):
    return QueueItem.objects.open().get(kind="notice", target_id=notice.pk)


def in_state(notices, state, *, by):
    """A notice that came there by the desk's own steps."""
    notice = notices.submit("Aushang", TEXT, region=RegionFactory(), by=UserFactory())
    steps = {
        Publication.SUBMITTED: (),
        Publication.CHANGES_REQUESTED: (Verdict.REQUEST_CHANGES,),
        Publication.PUBLISHED: (Verdict.PUBLISH,),
        Publication.DECLINED: (Verdict.DECLINE,),
        Publication.HIDDEN: (Verdict.PUBLISH, Verdict.HIDE),
        Publication.REMOVED: (Verdict.PUBLISH, Verdict.REMOVE),
    }[state]
    for verdict in steps:
        services.decide_directly(notice, by=by, **ruling(verdict))
        notice.refresh_from_db()
    return notice


def test_it_stands_in_the_queue_with_its_hints(client_of_desk, notice):
    item = item_of(notice)
    screening.screen(item.pk)

    page = client_of_desk.get(reverse("moderation:queue")).text

    codes = set(item.hints.values_list("code", flat=True))
    assert HintCode.PERSONAL_DATA in codes
    assert notice.title in page
    assert f"A-{notice.pk}" in page


def test_its_page_shows_it_without_a_template_of_its_own(client_of_desk, notice):
    page = client_of_desk.get(item_of(notice).get_absolute_url()).text

    assert "Aushang" in page
    assert "Am Samstag räumen wir den Keller." in page
    assert page.count("<h2>Kellerflohmarkt</h2>") == 1


def test_it_is_claimed_and_decided_by_post(client_of_desk, notice, moderator):
    item = item_of(notice)
    client_of_desk.post(reverse("moderation:claim", args=[item.pk]))
    claimed = item_of(notice)

    client_of_desk.post(item.get_absolute_url(), against(Verdict.PUBLISH))

    notice.refresh_from_db()
    assert claimed.lease_by == moderator
    assert notice.publication == Publication.PUBLISHED
    assert not QueueItem.objects.open().exists()


STATES = (
    Publication.SUBMITTED,
    Publication.CHANGES_REQUESTED,
    Publication.PUBLISHED,
    Publication.DECLINED,
    Publication.HIDDEN,
    Publication.REMOVED,
)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_does_what_the_workflow_says(notices, moderator, state, verdict):
    notice = in_state(notices, state, by=moderator)
    offered = services.checks.offered(notice)
    other = make_staff()
    page_offers = verdict in offered

    if page_offers:
        services.decide_directly(notice, by=other, **ruling(verdict))
    else:
        with pytest.raises(services.checks.RuleViolation):
            services.decide_directly(notice, by=other, **ruling(verdict))

    notice.refresh_from_db()
    after = workflow.LEADS_TO.get(verdict, state) if page_offers else state
    assert notice.publication == after


def test_its_author_hears_in_the_words_of_the_kind(notice, moderator):
    services.decide_directly(notice, by=moderator, **ruling(Verdict.DECLINE))

    happening = Happening.objects.get(verb="notice.declined")
    told = verbs.get("notice.declined").tell(notice, happening.params, None)
    assert told.subject == "Kellerflohmarkt: abgelehnt"


def test_asked_for_a_change_it_comes_back_to_its_place(notices, moderator):
    notice = in_state(notices, Publication.CHANGES_REQUESTED, by=moderator)

    notices.rework(notice, "Ohne Telefonnummer.", by=notice.author)

    item = item_of(notice)
    assert (item.cause, item.version) == (Cause.RESUBMITTED, 2)


def test_anybody_reports_it_and_the_desk_answers(notices, client, moderator):
    notice = in_state(notices, Publication.PUBLISHED, by=moderator)

    reported = reverse("moderation:report-create", args=["notice", notice.pk])
    page = client.get(reported)
    services.reports.report(
        notice, services.reports.Notice(reason=Reason.ADVERTISING), by=UserFactory()
    )
    item = item_of(notice)
    services.decide(item, by=moderator, **ruling(Verdict.KEEP))

    notice.refresh_from_db()
    assert page.status_code == 200
    assert item.cause == Cause.REPORTED
    assert notice.publication == Publication.PUBLISHED
    assert Report.objects.get().decision.verdict == Verdict.KEEP


def test_an_objection_that_is_right_brings_it_back(notices, moderator):
    notice = in_state(notices, Publication.REMOVED, by=moderator)
    decision = Decision.objects.get(pk=notice.decision_id)

    complaint = services.complaints.complain(
        decision, text="Das ist keine Werbung.", by=notice.author
    )
    services.complaints.answer(
        complaint,
        outcome=ComplaintOutcome.REVERSED,
        text="Sie haben recht.",
        by=make_staff(),
    )

    notice.refresh_from_db()
    assert Complaint.objects.get().outcome == ComplaintOutcome.REVERSED
    assert notice.publication == Publication.PUBLISHED


def test_a_hurried_decision_is_undone_as_if_it_had_not_been(notice, moderator):
    item = item_of(notice)
    decision = services.decide(item, by=moderator, **ruling(Verdict.DECLINE))

    undoing.undo(decision, by=moderator)

    notice.refresh_from_db()
    told = Happening.objects.get(verb="notice.declined")
    assert notice.publication == Publication.SUBMITTED
    assert item_of(notice).pk == item.pk
    assert told.withdrawn_at is not None


def test_words_are_blackened_in_it(notice, moderator):
    words = TEXT.split()
    wish = Wish(version=1, cuts=[Cut("text", len(words) - 2, len(words) - 1)])

    redaction.redact(notice, wish, by=moderator)

    notice.refresh_from_db()
    assert "1234567" not in notice.text
    assert notice.text.startswith("Am Samstag räumen wir den Keller.")
    assert notice.version == 2


def test_its_author_takes_it_along(notices, notice):
    entry = owndata.entry_for(notices.Notice)

    [row] = entry.rows_of(notice.author)

    assert row["title"] == "Kellerflohmarkt"
