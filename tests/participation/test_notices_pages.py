"""The desk's page: what waits, one key, the next; who may; what Heute says."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.spoken import day_in_words
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.notices.enums import Automatic, NoticeState
from participation.notices.models import InterimNotice, NoticeTerms
from participation.notices.queries import waiting
from participation.notices.tasks import check
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_regional_moderator
from tests.factories.notices import NoticeFactory
from tests.factories.referrals import ReferralFactory
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db
LIST = "/zwischennachrichten/"


@pytest.fixture
def clerk(client, sign_in):
    user = make_staff()
    sign_in(client, user)
    return user


def typed(page, **changes):
    form = page.context["form"]
    fields = {
        name: form.get_initial_for_field(form.fields[name], name)
        for name in form.fields
    }
    fields["next_on"] = fields["next_on"].isoformat()
    return fields | changes


def show(notice):
    return reverse("notices:notice-show", args=[notice.pk])


def test_one_post_releases_and_leads_to_the_next(client, clerk):
    first = NoticeFactory(due_on=berlin_today() - timedelta(days=3))
    second = NoticeFactory()
    page = client.get(show(first))

    response = client.post(show(first), typed(page, weiter="ja"))

    first.refresh_from_db()
    assert (response.status_code, response.url) == (302, show(second))
    assert (first.state, first.released_by) == (NoticeState.RELEASED, clerk)
    assert not first.is_edited


def test_the_list_says_what_waits_and_what_leaves(client, clerk):
    late = NoticeFactory(due_on=berlin_today() - timedelta(days=3))
    leaving = NoticeFactory(state=NoticeState.RELEASED)

    page = client.get(LIST)

    assert [each.notice for each in page.context["waiting"]] == [late]
    assert page.context["leaving"] == [leaving]
    assert "seit 3 Tagen fällig" in page.text
    assert "GGO I) § 33" in page.text


def test_ticked_drafts_leave_as_they_are(client, clerk):
    picked = [NoticeFactory(), NoticeFactory()]
    left = NoticeFactory()

    client.post(
        reverse("notices:notice-release-all"), {"notice": [row.pk for row in picked]}
    )

    states = dict(InterimNotice.objects.values_list("pk", "state"))
    assert [states[row.pk] for row in picked] == [NoticeState.RELEASED] * 2
    assert states[left.pk] == NoticeState.DUE


def test_taking_back_leads_to_the_draft(client, clerk):
    notice = NoticeFactory()
    client.post(show(notice), typed(client.get(show(notice))))

    response = client.post(reverse("notices:notice-take-back", args=[notice.pk]))

    notice.refresh_from_db()
    assert (response.url, notice.state) == (show(notice), NoticeState.DUE)


def test_words_that_name_no_day_come_back_with_the_reason(client, clerk):
    notice = NoticeFactory()
    words = typed(client.get(show(notice)), text="Wir sind dran.")

    page = client.post(show(notice), words)

    assert page.status_code == 422
    assert "nennt den nächsten Tag nicht" in page.text
    assert "Wir sind dran." in page.text


def test_without_a_notice_a_day_is_named_all_the_same(client, clerk):
    notice = NoticeFactory()
    day = berlin_today() + timedelta(days=4)
    url = reverse("notices:notice-drop", args=[notice.pk])

    refused = client.post(url, {"reason": "answer", "hears_on": "2020-01-01"})
    client.post(url, {"reason": "answer", "hears_on": day.isoformat()})

    notice.refresh_from_db()
    assert refused.status_code == 422
    assert (notice.state, notice.idea.next_on) == (NoticeState.DROPPED, day)


def test_what_somebody_else_released_says_so(client, clerk):
    notice = NoticeFactory(state=NoticeState.RELEASED)

    page = client.get(show(notice), follow=True)

    assert "Diese Zwischennachricht ist erledigt" in page.text


@pytest.mark.parametrize("method", ("get", "post"))
@pytest.mark.parametrize("name", ("notice-show", "notice-take-back", "notice-drop"))
def test_nobody_acts_on_an_own_idea_nor_in_another_stadtteil(
    client, sign_in, name, method
):
    here, there = RegionFactory(), RegionFactory()
    moderator = make_regional_moderator(here)
    own = NoticeFactory(idea__author=moderator, idea__region=here)
    others = NoticeFactory(idea__region=there)
    sign_in(client, moderator)

    codes = {
        getattr(client, method)(reverse(f"notices:{name}", args=[row.pk])).status_code
        for row in (own, others)
    }

    assert codes <= {404, 405}
    assert InterimNotice.objects.filter(state=NoticeState.DUE).count() == 2


@pytest.mark.parametrize(
    "make",
    (UserFactory, lambda: make_staff(Role.DATA_EDITOR)),
    ids=("resident", "editor"),
)
def test_others_have_no_such_page(client, sign_in, make):
    sign_in(client, make())

    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}regeln/").status_code == 403


def test_coordinators_set_the_terms_and_moderators_read_them(client, sign_in):
    values = {
        "receipt_days": 10,
        "interim_days": 21,
        "lead_days": 0,
        "grace_days": 3,
        "automatic": Automatic.ALL,
    }
    sign_in(client, make_staff())
    read = client.get(f"{LIST}regeln/").status_code
    refused = client.post(f"{LIST}regeln/", values).status_code
    sign_in(client, make_staff(Role.COORDINATOR))

    client.post(f"{LIST}regeln/", values)

    row = NoticeTerms.objects.get()
    assert (read, refused) == (200, 403)
    assert (row.interim_days, row.automatic) == (21, Automatic.ALL)


@pytest.mark.parametrize("number", (1, 30))
def test_the_list_costs_the_same_with_one_and_with_thirty(
    client, clerk, number, django_assert_num_queries
):
    department = DepartmentFactory()
    for _number in range(number):
        NoticeFactory()
        idea = IdeaFactory(case=Case.REFERRED)
        ReferralFactory(idea=idea, department=department)
        NoticeFactory(idea=idea)
        NoticeFactory(state=NoticeState.RELEASED)
        NoticeFactory(state=NoticeState.SENT)
    client.get(LIST)

    with django_assert_num_queries(25):
        client.get(LIST)


def test_heute_names_what_waits_and_what_has_no_day(client):
    visitor = Visitor(user=make_staff())
    notice = NoticeFactory()
    forgotten = IdeaFactory(case=Case.OPEN)
    Idea.objects.filter(pk__in=[forgotten.pk, notice.idea_id]).update(
        next_on=berlin_today() - timedelta(days=2)
    )

    assert [item.url for item in waiting.releases(visitor)] == [show(notice)]
    assert [item.title for item in waiting.unpromised(visitor)] == [forgotten.title]
    assert waiting.count_of_releases(visitor) == 1


def test_the_nightly_check_leaves_no_open_case_without_a_day():
    ideas = [IdeaFactory(case=case) for case in ("open", "referred", "reopened")]
    Idea.objects.update(next_on=berlin_today() - timedelta(days=2))

    assert check() == 0
    assert InterimNotice.objects.open().count() == len(ideas)


def test_the_idea_says_beside_it_that_a_notice_waits(client, clerk):
    notice = NoticeFactory()

    page = client.get(notice.idea.get_absolute_url())

    assert show(notice) in page.text
    assert day_in_words(notice.due_on) in page.text
