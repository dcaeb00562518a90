"""The Amt is told without a task, may object on its link, and the desk looks again."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.urls import reverse

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.delivery import renderers
from commons.delivery.enums import Channel, DeliveryState
from commons.delivery.models import Delivery
from commons.followups import registry as today
from commons.links import services as links
from commons.links.models import SignedLink
from neighbourhood.regions.models import Region
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.referrals.enums import ReuseState
from participation.referrals.models import Referral, Reuse
from participation.referrals.services import objecting, reusing, reviewing
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory, DepartmentMembershipFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_regional_moderator
from tests.factories.referrals import ReuseFactory, make_source

pytestmark = pytest.mark.django_db

OBJECTION = "Hier liegt eine Fernwärmeleitung; dort ging es, hier nicht."


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def reuse():
    return ReuseFactory()


def link_url(reuse):
    return reverse("referrals:reuse-link", args=[links.token_of(reuse.link)])


def case_url(reuse):
    return reverse("referrals:reuse-case", args=[reuse.pk])


def opened(client, reuse):
    client.post(link_url(reuse))
    return client


def state_of(reuse):
    return Reuse.objects.get(pk=reuse.pk).state


def sections_of(user):
    visitor = Visitor(user=user)
    return {
        section.key: [item.title for item in section.items(visitor)]
        for section in today.sections()
        if section.key in {"referrals-objection", "referrals-untold"}
    }


def test_the_mail_says_that_nothing_is_to_be_done(moderator):
    idea, source = IdeaFactory(case=Case.OPEN), make_source()
    reuse = reusing.answer_with(
        idea, source, text="Gilt auch hier.", version=1, by=moderator
    )

    mail = renderers.get(reusing.RENDERER)(reuse.delivery)

    assert idea.number in mail.subject
    for part in ("Sie müssen nichts tun", idea.title, source.idea.number):
        assert part in mail.text
    assert link_url(reuse) in mail.text
    assert "Frist" not in mail.text


def test_its_time_runs_from_the_day_the_mail_went(moderator):
    idea = IdeaFactory(case=Case.OPEN)
    reuse = reusing.answer_with(
        idea, make_source(), text="Gilt.", version=1, by=moderator
    )
    Reuse.objects.update(object_until=berlin_today() - timedelta(days=3))

    reusing.mark_informed(reuse.delivery)

    reuse.refresh_from_db()
    assert reuse.state == ReuseState.INFORMED
    assert reuse.object_until > berlin_today()


def test_the_link_says_nothing_until_the_button_is_pressed(client, reuse):
    before = SignedLink.objects.values().get()

    html = client.get(link_url(reuse)).text

    for secret in (reuse.idea.title, reuse.idea.number, reuse.department.name):
        assert secret not in html
    assert SignedLink.objects.values().get() == before


def test_the_button_leads_to_both_questions_and_the_answer(client, reuse):
    response = client.post(link_url(reuse))
    html = client.get(response.url).text

    for part in (
        "Sie müssen nichts tun",
        reuse.idea.title,
        reuse.answer.source.idea.number,
        reuse.answer.source.text,
        "Widersprechen",
    ):
        assert part in html


def test_objecting_needs_no_account_and_makes_a_task(client, reuse, moderator):
    opened(client, reuse).post(case_url(reuse), {"text": OBJECTION})

    reuse.refresh_from_db()
    assert (reuse.state, reuse.objection) == (ReuseState.OBJECTED, OBJECTION)
    assert reuse.review_until > berlin_today()
    assert sections_of(moderator)["referrals-objection"] == [reuse.idea.title]
    assert not Referral.objects.exists()


def test_the_answer_stays_with_a_note(client, reuse):
    url = reuse.idea.get_absolute_url()
    objecting.object_to(reuse, text=OBJECTION)

    html = client.get(url).text

    assert "Wir sehen uns das an" in html
    assert reuse.answer.source.text in html
    assert OBJECTION not in html


def test_an_objection_without_words_is_none(client, reuse):
    response = opened(client, reuse).post(case_url(reuse), {"text": "  "})

    assert response.status_code == 422
    assert state_of(reuse) == ReuseState.INFORMED


def test_after_its_time_the_amt_is_asked_to_call(client, reuse):
    Reuse.objects.update(object_until=berlin_today() - timedelta(days=1))
    opened(client, reuse)

    page = client.get(case_url(reuse)).text
    response = client.post(case_url(reuse), {"text": OBJECTION})

    assert "Widersprechen</button>" not in page
    assert response.status_code == 422
    assert state_of(reuse) == ReuseState.INFORMED


def test_the_link_opens_nothing_else(client, reuse):
    other = ReuseFactory(department=reuse.department)
    opened(client, reuse)

    answers = (client.get(case_url(other)), client.post(case_url(other), {"text": "x"}))

    assert [response.status_code for response in answers] == [302, 302]
    assert state_of(other) == ReuseState.INFORMED


@pytest.mark.parametrize(
    ("who", "status"), (("member", 200), ("foreign", 404), ("resident", 404))
)
def test_only_the_department_speaks_with_an_account(
    client, sign_in, reuse, who, status
):
    user = UserFactory(secret=generate_totp_secret())
    departments = {"member": reuse.department, "foreign": DepartmentFactory()}
    if who in departments:
        DepartmentMembershipFactory(user=user, department=departments[who])

    response = sign_in(client, user).get(case_url(reuse))

    assert response.status_code == status


def test_who_moderates_there_looks_at_it(client, sign_in, moderator):
    here, there = Region.objects.order_by("number")[:2]
    reuse = ReuseFactory(state=ReuseState.OBJECTED, idea__region=here)
    own = ReuseFactory(
        state=ReuseState.OBJECTED, idea__region=here, idea__author=moderator
    )
    people = {
        "here": make_regional_moderator(here),
        "there": make_regional_moderator(there),
        "resident": UserFactory(),
    }

    answers = {
        name: sign_in(StrictClient(), user).get(reuse.get_absolute_url()).status_code
        for name, user in people.items()
    }

    assert answers == {"here": 200, "there": 404, "resident": 404}
    assert sign_in(client, moderator).get(own.get_absolute_url()).status_code == 403
    assert sections_of(people["there"]) == {
        "referrals-objection": [],
        "referrals-untold": [],
    }
    assert own.idea.title not in sections_of(moderator)["referrals-objection"]


def test_keeping_the_answer_tells_the_amt_why(client, sign_in, moderator):
    reuse = ReuseFactory(state=ReuseState.OBJECTED)
    desk = sign_in(client, moderator)
    page = desk.get(reuse.get_absolute_url()).text

    desk.post(reuse.get_absolute_url(), {"text": "Die Leitung endet davor."})

    reuse.refresh_from_db()
    mail = renderers.get(reviewing.RENDERER)(
        Delivery.objects.get(renderer=reviewing.RENDERER)
    )
    assert reuse.objection in page
    assert (reuse.state, reuse.reviewed_by) == (ReuseState.KEPT, moderator)
    assert "Die Leitung endet davor." in mail.text
    assert Idea.objects.get(pk=reuse.idea_id).case == Case.ANSWERED


def test_referring_takes_the_note_away_and_tells_the_amt(client, sign_in, moderator):
    reuse = ReuseFactory(state=ReuseState.OBJECTED)
    number = reuse.idea.number
    fields = {"lead": reuse.department.pk, "cover_note": "Bitte.", "working_days": 20}
    desk = sign_in(client, moderator)
    preview = desk.post(reverse("referrals:referral-create", args=[number]), fields)

    desk.post(
        reverse("referrals:referral-send", args=[number]),
        {**fields, "seen": preview.context["seen"]},
    )

    html = StrictClient().get(reuse.idea.get_absolute_url()).text
    assert state_of(reuse) == ReuseState.REFERRED
    assert Referral.objects.get().department == reuse.department
    assert Delivery.objects.filter(renderer=reviewing.RENDERER).count() == 1
    assert "Wir sehen uns das an" not in html
    assert reuse.answer.source.text in html


@pytest.mark.parametrize("how", ("by hand", "failed"))
def test_an_amt_that_no_mail_reaches_is_told_by_a_person(
    client, sign_in, moderator, how
):
    email = "" if how == "by hand" else "falsch@example.org"
    source = make_source(lead_department=DepartmentFactory(email=email))
    idea = IdeaFactory(case=Case.OPEN)
    reuse = reusing.answer_with(idea, source, text="Gilt.", version=1, by=moderator)
    if how == "failed":
        Delivery.objects.update(
            state=DeliveryState.FAILED, failed_at=reuse.created_at, channel=Channel.MAIL
        )
    before = sections_of(moderator)["referrals-untold"]
    desk = sign_in(client, moderator)
    page = desk.get(reuse.get_absolute_url()).text

    desk.post(reverse("referrals:reuse-told", args=[reuse.pk]))

    assert before == [idea.title]
    assert "Das Amt weiß Bescheid" in page
    assert state_of(reuse) == ReuseState.INFORMED
    assert sections_of(moderator)["referrals-untold"] == []


def test_a_mail_that_waits_is_not_sent_once_it_is_replaced(moderator):
    idea = IdeaFactory(case=Case.OPEN)
    reuse = reusing.answer_with(
        idea, make_source(), text="Gilt.", version=1, by=moderator
    )
    reviewing.make_way(
        Idea.objects.get(pk=idea.pk), to=ReuseState.REFERRED, by=moderator
    )

    with pytest.raises(renderers.Withdrawn):
        renderers.get(reusing.RENDERER)(reuse.delivery)


@pytest.mark.parametrize("rows", (1, 30))
def test_heute_costs_the_same_with_1_and_30_objections(
    moderator, django_assert_num_queries, rows
):
    for _ in range(rows):
        ReuseFactory(state=ReuseState.OBJECTED)
    [section] = [each for each in today.sections() if each.key == "referrals-objection"]
    visitor = Visitor(user=moderator)
    visitor.region_ids()

    with django_assert_num_queries(1):
        found = list(section.items(visitor))

    assert len(found) == rows
