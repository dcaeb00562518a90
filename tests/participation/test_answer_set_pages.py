"""The pages of sets: gathering, looking, releasing, and what everybody reads."""

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from participation.referrals.enums import SetState
from participation.referrals.models import AnswerSet
from participation.referrals.services import answer_sets
from tests.factories.accounts import make_staff
from tests.factories.moderation import make_regional_moderator
from tests.factories.referrals import AnswerFactory, StatementFactory
from tests.factories.regions import RegionFactory
from tests.participation.answer_sets import followed_by, make_set, publish, resident

pytestmark = pytest.mark.django_db
LIST = reverse("referrals:answer-set-list")


@pytest.fixture
def moderator():
    return make_staff(Role.MODERATOR)


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


def page(name, *args):
    return reverse(f"referrals:answer-set-{name}", args=args)


def test_from_an_empty_set_to_published_answers(
    desk, django_capture_on_commit_callbacks
):
    draft = followed_by(resident())
    desk.post(LIST, {"name": "Antworten zum Park"})
    answer_set = AnswerSet.objects.get()

    offered = desk.get(page("collect", answer_set.pk))
    desk.post(page("collect", answer_set.pk), {"antwort": [draft.pk]})
    seen = desk.get(page("detail", answer_set.pk))
    desk.post(page("detail", answer_set.pk), {"when": "jetzt"})
    running = desk.get(page("detail", answer_set.pk))
    answer_sets.publish_due()
    over = desk.get(page("detail", answer_set.pk))
    public = desk.get(page("show", answer_set.pk))

    assert draft.idea.title in offered.text
    assert draft.text in seen.text
    assert "<strong>1 Person</strong> bekommt eine Mail." in seen.text
    assert "1 liest es später, in einer gesammelten Mail." in seen.text
    assert "0 von 1 Antworten" in running.text
    assert "1 Antworten stehen seit" in over.text
    assert draft.idea.title in public.text


def test_drafts_are_narrowed_by_department(desk):
    here, there = StatementFactory(), StatementFactory()
    drafts = [AnswerFactory(idea=row.referral.idea) for row in (here, there)]
    answer_set = make_set()

    html = desk.get(
        page("collect", answer_set.pk), {"amt": here.referral.department_id}
    ).text

    assert (drafts[0].idea.number in html, drafts[1].idea.number in html) == (
        True,
        False,
    )


def test_what_keeps_an_answer_back_stands_beside_it(desk, moderator):
    idea = StatementFactory(referral__department__needs_four_eyes=True).referral.idea
    draft = AnswerFactory(idea=idea, written_by=moderator)

    html = desk.get(page("detail", make_set(draft).pk)).text

    assert "veröffentlicht jemand anderes" in html
    assert "Alle veröffentlichen" not in html


def test_second_pair_of_eyes_approves_at_the_preview(desk):
    idea = StatementFactory(referral__department__needs_four_eyes=True).referral.idea
    draft = AnswerFactory(idea=idea, written_by=make_staff())
    make_set(draft)
    preview = reverse("referrals:answer-preview", args=[idea.number])

    before = desk.get(preview).text
    desk.post(preview, {"version": 1, "freigeben": "1"})
    draft.refresh_from_db()

    assert "Als zweite Person freigeben" in before
    assert "Liegt in einem Paket" in before
    assert draft.approved_by is not None


def test_a_draft_is_taken_out_and_a_set_dissolved_and_stopped(desk, moderator):
    answer_set = make_set(AnswerFactory(), AnswerFactory())
    item = answer_set.items.first()

    desk.post(page("take-out", answer_set.pk, item.pk))
    desk.post(
        page("detail", answer_set.pk),
        {"when": "spaeter", "day": "2026-12-01", "hour": "9"},
    )
    planned = desk.get(page("detail", answer_set.pk)).text
    desk.post(page("stop", answer_set.pk))
    stopped = AnswerSet.objects.get().state
    desk.post(page("dissolve", answer_set.pk))

    assert answer_set.items.waiting().count() == 0
    assert "Anhalten" in planned
    assert (stopped, AnswerSet.objects.get().state) == (
        SetState.OPEN,
        SetState.DISSOLVED,
    )


def test_what_is_gathered_is_nobody_elses_business(client, sign_in):
    answer_set = make_set(AnswerFactory())
    sign_in(client, resident())

    assert client.get(page("detail", answer_set.pk)).status_code == 403
    assert client.get(page("show", answer_set.pk)).status_code == 404


def test_only_ones_own_drafts_are_read_and_undone(client, sign_in):
    own = AnswerFactory(idea__region=RegionFactory())
    other = AnswerFactory(idea__region=RegionFactory())
    mixed, foreign = make_set(own, other), make_set(AnswerFactory(), name="Fremdes")
    desk = sign_in(client, make_regional_moderator(own.idea.region))
    their_row = mixed.items.get(answer=other)

    html = desk.get(page("detail", mixed.pk)).text

    assert (own.text in html, other.idea.title in html) == (True, False)
    assert "Dazu kommt 1 Antwort, über die andere entscheiden" in html
    assert desk.post(page("take-out", mixed.pk, their_row.pk)).status_code == 404
    assert desk.post(page("dissolve", mixed.pk)).status_code == 403
    assert desk.post(page("stop", mixed.pk)).status_code == 403
    assert desk.get(page("detail", foreign.pk)).status_code == 404
    assert foreign.name not in desk.get(LIST).text


def test_the_answer_to_an_own_idea_stays_closed(client, sign_in):
    author = make_staff(Role.MODERATOR)
    draft = AnswerFactory(idea__author=author)
    answer_set = make_set(draft, AnswerFactory())

    html = sign_in(client, author).get(page("detail", answer_set.pk)).text

    assert draft.idea.title not in html


@pytest.mark.parametrize("number", (1, 30))
def test_queries_do_not_grow_with_the_answers(desk, number, django_assert_num_queries):
    drafts = [followed_by() for _ in range(number)]
    waiting = make_set(*drafts)
    done = publish(make_set(*[followed_by() for _ in range(number)]))
    for _ in range(number):
        AnswerFactory()
    desk.get(LIST)

    with django_assert_num_queries(LIST_QUERIES):
        desk.get(LIST)
    with django_assert_num_queries(COLLECT_QUERIES):
        desk.get(page("collect", waiting.pk))
    with django_assert_num_queries(SHOW_QUERIES):
        desk.get(page("show", done.pk))


LIST_QUERIES = 10
COLLECT_QUERIES = 11
SHOW_QUERIES = 11
