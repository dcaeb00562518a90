"""Trying a draft on the ideas that came last: in portions, twice, and as a file."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from participation.moderation.enums import Publication
from participation.referrals.models import Trial, TrialRow
from participation.referrals.queries.trials import Figures, figures_of
from participation.referrals.services import routing, trials
from participation.referrals.tasks import run_trials
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory, TopicFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.routing import RuleBookFactory, RuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator():
    return make_staff(Role.COORDINATOR)


@pytest.fixture
def desk(client, sign_in, coordinator):
    return sign_in(client, coordinator)


@pytest.fixture
def parks():
    return DepartmentFactory(name="Grünamt", short_name="Grün")


@pytest.fixture
def streets():
    return DepartmentFactory(name="Straßenamt", short_name="Straße")


@pytest.fixture
def topic():
    return TopicFactory(name="Wege")


@pytest.fixture
def draft(topic, parks, streets):
    """Now all ways go to one, then lamps to another, and doors to nobody."""
    book, draft = RuleBookFactory(), RuleBookFactory(published_at=None)
    RuleFactory(book=book, topic_keys=[topic.key], department=parks)
    RuleFactory(book=draft, number=7, words="laterne", department=streets)
    gone = DepartmentFactory(is_active=False)
    RuleFactory(book=draft, number=8, words="tür", department=gone)
    RuleFactory(book=draft, number=9, topic_keys=[topic.key], department=parks)
    return draft


def make(topic, *titles, **fields):
    return [
        IdeaFactory(title=title, text="", topic=topic, **fields) for title in titles
    ]


def run_at_once(draft, callbacks, by=None):
    with callbacks(execute=True):
        trial = trials.start(draft, by=by)
    trial.refresh_from_db()
    return trial


def rows_of(trial):
    return {
        row.idea.title: (row.before, row.after, row.rule_number, row.is_changed)
        for row in trial.rows.select_related("idea", "before", "after")
    }


def test_a_trial_says_what_would_change_and_changes_nothing(
    draft, topic, parks, streets, django_capture_on_commit_callbacks
):
    make(topic, "Laternen", "Bänke", "Türen")
    make(TopicFactory(), "Etwas anderes")
    make(topic, "Noch nicht öffentlich", publication=Publication.SUBMITTED)

    trial = run_at_once(draft, django_capture_on_commit_callbacks)

    assert rows_of(trial) == {
        "Laternen": (parks, streets, 7, True),
        "Bänke": (parks, parks, 9, False),
        "Türen": (parks, None, 8, True),
        "Etwas anderes": (None, None, None, False),
    }
    assert figures_of(trial) == Figures(changed=2, unmatched=1, lost=1, total=4)
    assert trial.is_finished
    assert trial.rows.get(rule_number=7).conditions == [["title_word", "laterne"]]


def test_a_long_trial_is_the_workers_and_goes_on_where_it_stopped(
    draft, topic, monkeypatch
):
    monkeypatch.setattr(trials, "PORTION", 2)
    make(topic, *"ABCDE")
    trial = trials.start(draft, by=None)
    assert not trial.rows.exists()
    trials._portion(trial.pk)
    trial.refresh_from_db()
    assert (trial.done, trial.total, trial.is_finished) == (2, 5, False)

    assert run_trials(trial_id=trial.pk) == 3
    assert run_trials() == 0

    trial.refresh_from_db()
    assert (trial.done, trial.is_finished) == (5, True)
    assert trial.rows.count() == 5


def test_only_the_ideas_that_came_last_are_tried(
    draft, topic, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(trials, "IDEAS", 2)
    make(topic, "Alt", "Neuer", "Am neuesten")

    trial = run_at_once(draft, django_capture_on_commit_callbacks)

    assert list(rows_of(trial)) == ["Am neuesten", "Neuer"]


def test_a_trial_of_a_draft_that_has_changed_ends(draft, topic, coordinator):
    make(topic, "Laternen")
    trials.start(draft, by=coordinator)
    routing.save_rule(draft.rules.first(), version=1, by=coordinator)

    assert run_trials() == 0

    assert not Trial.objects.exists()


def test_only_the_last_trials_are_kept(draft, django_capture_on_commit_callbacks):
    made = [
        run_at_once(draft, django_capture_on_commit_callbacks)
        for _ in range(trials.KEPT + 2)
    ]

    assert set(Trial.objects.all()) == set(made[2:])


def test_the_page_shows_each_view(
    desk, draft, topic, django_capture_on_commit_callbacks
):
    make(topic, "Laternen", "Bänke", "Türen")
    trial = run_at_once(draft, django_capture_on_commit_callbacks)

    def shown(view):
        page = desk.get(trial.get_absolute_url(), {"ansicht": view}).content.decode()
        return {title for title in ("Laternen", "Bänke", "Türen") if title in page}

    assert shown("anders") == {"Laternen", "Türen"}
    assert shown("ohne-regel") == set()
    assert shown("ohne-amt") == {"Türen"}
    assert shown("alle") == {"Laternen", "Bänke", "Türen"}
    page = desk.get(trial.get_absolute_url()).content.decode()
    assert "2 von 3 Ideen kämen woandershin" in page
    assert "Regel 7, weil im Titel „laterne“ vorkommt" in page


def test_a_running_trial_says_how_far_it_is(desk, draft):
    trial = Trial.objects.create(
        book=draft, revision=1, made_at=draft.created_at, total=400, done=100
    )

    page = desk.get(trial.get_absolute_url()).content.decode()

    assert "100 von 400 Ideen" in page
    assert 'hx-trigger="every 2s"' in page


def test_the_file_says_it_all_and_runs_no_formula(
    desk, draft, topic, django_capture_on_commit_callbacks
):
    (idea,) = make(topic, "=Laternen")
    trial = run_at_once(draft, django_capture_on_commit_callbacks)

    response = desk.get(reverse("referrals:rule-trial-file", args=[trial.pk]))

    header, row = csv.reader(
        StringIO(response.content.decode("utf-8-sig")), delimiter=";"
    )
    assert header[4:8] == ["Bisherige Regeln", "Entwurf", "Regel", "Warum"]
    assert row[0] == idea.number
    assert row[1] == "'=Laternen"
    assert row[4:8] == [
        "Grünamt",
        "Straßenamt",
        "7",
        "weil im Titel „laterne“ vorkommt",
    ]


@pytest.mark.parametrize("rows", (1, 30))
def test_the_page_costs_the_same_with_any_number_of_ideas(
    desk, draft, topic, rows, django_assert_num_queries
):
    trial = Trial.objects.create(
        book=draft,
        revision=1,
        made_at=draft.created_at,
        total=rows,
        done=rows,
        finished_at=draft.created_at,
    )
    for idea in make(topic, *map(str, range(rows))):
        TrialRow.objects.create(trial=trial, idea=idea, is_changed=True)

    with django_assert_num_queries(14):
        assert desk.get(trial.get_absolute_url()).status_code == 200


def test_trials_are_for_coordinators(client, sign_in, draft):
    trial = Trial.objects.create(
        book=draft, revision=1, made_at=draft.created_at, total=0
    )
    desk = sign_in(client, make_staff())

    assert desk.get(trial.get_absolute_url()).status_code == 403
    assert desk.post(reverse("referrals:rule-trial-start")).status_code == 403
