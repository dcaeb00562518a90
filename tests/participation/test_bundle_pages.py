"""The desk's pages of bundles: proposals, choosing, the mail, what came back."""

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from neighbourhood.departments.enums import MailRhythm
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.bundles.services import packing
from participation.bundles.services.bundling import bundle_up
from participation.referrals.enums import Departure, ReferralState, RouteWay
from participation.referrals.models import Referral
from participation.referrals.services import referring
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory, TopicFactory
from tests.factories.referrals import ReferralFactory
from tests.factories.regions import RegionFactory
from tests.factories.rounds import make_member, make_regional
from tests.factories.routing import RuleBookFactory, RuleFactory
from tests.participation.bundling import bundled, failed, fresh, open_ideas, sent

pytestmark = pytest.mark.django_db
CREATE, SEND = reverse("bundles:bundle-create"), reverse("bundles:bundle-send")


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


@pytest.fixture
def amt():
    return DepartmentFactory(name="Straßenamt", short_name="SGA")


def rule(topic, department):
    RuleFactory(book=RuleBookFactory(), topic_keys=[topic.key], department=department)


def order(ideas, amt, **more):
    return {
        "idee": [idea.pk for idea in ideas],
        "department": amt.pk,
        "title": "Radwege",
        "cover_note": "Bitte prüfen.",
        **more,
    }


def preview(desk, ideas, amt, **more):
    return desk.post(CREATE, order(ideas, amt, **more))


def send(desk, ideas, amt, **more):
    seen = preview(desk, ideas, amt, **more).context["seen"]
    return desk.post(SEND, order(ideas, amt, seen=seen, **more))


def act(desk, bundle, name):
    return desk.post(reverse(f"bundles:{name}", args=[bundle.number]), follow=True)


def test_what_is_seen_is_what_goes(desk, amt):
    ideas = open_ideas(3)

    shown = preview(desk, ideas, amt)
    response = send(desk, ideas, amt)

    bundle = Bundle.objects.get()
    assert [idea.title in shown.context["mail"].text for idea in ideas] == [True] * 3
    assert response.url == bundle.get_absolute_url()
    assert (bundle.title, bundle.state) == ("Radwege", BundleState.QUEUED)
    assert Referral.objects.count() == 3


def test_what_changed_since_is_shown_again(desk, amt):
    ideas = open_ideas(2)

    response = desk.post(SEND, order(ideas, amt, seen="anders"))

    assert "Seit der Vorschau" in response.content.decode()
    assert not Bundle.objects.exists()


def test_what_cannot_go_is_named_and_the_rest_may_go_on(desk, amt):
    ideas = open_ideas(3)
    seen = preview(desk, ideas, amt).context["seen"]
    referring.refer(ideas[1], lead=amt, cover_note="", by=make_staff())

    refused = desk.post(SEND, order(ideas, amt, seen=seen))
    html = refused.content.decode()
    response = send(desk, [ideas[0], ideas[2]], amt)

    assert refused.status_code == 422
    assert "Kann nicht mit:" in html
    assert [each.idea for each in refused.context["obstacles"]] == [ideas[1]]
    assert response.status_code == 302
    assert Bundle.objects.get().items.count() == 2


def test_each_row_keeps_why_it_went_there(desk, amt):
    topic = TopicFactory(key="rad")
    rule(topic, amt)
    by_rule = open_ideas(2, topic=topic)
    (other,) = open_ideas(1)

    send(desk, [*by_rule, other], amt)

    ways = [row.route.way for row in Referral.objects.order_by("idea")]
    assert ways == [RouteWay.RULE, RouteWay.RULE, RouteWay.PERSON]


def test_going_another_way_than_the_rules_is_asked_for_once(desk, amt):
    topic, green = TopicFactory(key="rad"), DepartmentFactory(name="Grünamt")
    rule(topic, green)
    ideas = open_ideas(2, topic=topic)

    shown = preview(desk, ideas, amt).content.decode()
    send(desk, ideas, amt, departure=Departure.AGREED, departure_words="Telefonat")

    assert "Für 2 Ideen sagen die Regeln etwas anderes" in shown
    routes = [row.route for row in Referral.objects.all()]
    assert {(route.departure, route.words) for route in routes} == {
        (Departure.AGREED, "Telefonat")
    }


def test_moderator_bundles_ideas_of_own_regions_alone(client, sign_in, amt):
    own, other = RegionFactory(), RegionFactory()
    sign_in(client, make_regional(Role.MODERATOR, own))
    mine = open_ideas(2, region=own)
    theirs = open_ideas(1, region=other)

    response = preview(client, [*mine, *theirs], amt)

    assert [each.idea for each in response.context["form"].chosen] == mine


def test_bundle_of_two_regions_is_read_by_both_and_led_by_neither(client, sign_in, amt):
    own, other = RegionFactory(), RegionFactory()
    ideas = [*open_ideas(1, region=own), *open_ideas(1, region=other)]
    bundle = sent(bundled(ideas, amt, by=make_staff(Role.COORDINATOR)))
    sign_in(client, make_regional(Role.MODERATOR, own))

    page = client.get(bundle.get_absolute_url())
    forbidden = client.post(reverse("bundles:bundle-recall", args=[bundle.number]))

    assert [row.idea for row, *_may in page.context["rows"]] == ideas[:1]
    assert (page.context["elsewhere"], page.context["may_recall"]) == (1, False)
    assert forbidden.status_code == 403


@pytest.mark.parametrize(
    ("state", "name", "after"),
    (
        ("sent", "bundle-recall", BundleState.RECALLED),
        ("failed", "bundle-resend", BundleState.QUEUED),
        ("sent", "bundle-remind", BundleState.SENT),
    ),
)
def test_buttons_do_what_they_say(desk, amt, moderator, state, name, after):
    bundle = bundled(open_ideas(2), amt, by=moderator)
    bundle = {"sent": sent, "failed": failed}[state](bundle)

    page = desk.get(bundle.get_absolute_url()).content.decode()
    act(desk, bundle, name)

    assert reverse(f"bundles:{name}", args=[bundle.number]) in page
    assert fresh(bundle).state == after


def test_collected_ones_wait_on_their_pages_and_leave_by_a_button(desk, moderator):
    amt = DepartmentFactory(mail_rhythm=MailRhythm.WEEKLY)
    first, second = [
        referring.refer(idea, lead=amt, cover_note="", by=moderator)[0]
        for idea in open_ideas(2)
    ]
    bundle = Bundle.objects.get()

    page = desk.get(first.get_absolute_url()).content.decode()
    desk.post(reverse("bundles:item-take-out", args=[first.pk]))
    act(desk, bundle, "bundle-leave")

    assert f"Teil von Bündel {bundle.reference}" in page
    second.refresh_from_db()
    assert fresh(bundle).state == BundleState.QUEUED
    assert second.state == ReferralState.QUEUED
    assert bundle.items.count() == 1


def test_letter_that_waits_says_when_it_goes(desk, moderator):
    amt = DepartmentFactory(mail_rhythm=MailRhythm.WEEKLY)
    (idea,) = open_ideas(1)

    url = reverse("referrals:referral-create", args=[idea.number])
    page = desk.post(url, {"lead": amt.pk, "cover_note": ""}).content.decode()

    assert "mit der nächsten gemeinsamen Mail am" in page


@pytest.mark.parametrize(
    "name", ("bundle-list", "proposal-list", "idea-choose", "bundle-create")
)
def test_residents_and_aemter_have_no_business_there(client, sign_in, name):
    url = reverse(f"bundles:{name}")
    users = (UserFactory(), make_member())
    answers = [client.get(url).status_code]
    answers += [sign_in(client, user).get(url).status_code for user in users]

    assert answers == [302, 403, 403]


@pytest.mark.parametrize("count", (1, 30))
def test_list_asks_the_same_however_long_it_is(
    desk, amt, moderator, count, django_assert_num_queries
):
    for _each in range(count):
        bundle_up(open_ideas(2), department=amt, cover_note="", by=moderator)
    desk.get(reverse("bundles:bundle-list"))

    with django_assert_num_queries(11):
        page = desk.get(reverse("bundles:bundle-list"))

    assert len(page.context["page"].bundles) == count


@pytest.mark.parametrize("count", (2, 30))
def test_page_asks_the_same_however_many_rows(
    desk, amt, moderator, count, django_assert_num_queries
):
    bundle = sent(bundled(open_ideas(count), amt, by=moderator))
    desk.get(bundle.get_absolute_url())

    with django_assert_num_queries(17):
        page = desk.get(bundle.get_absolute_url())

    assert len(page.context["rows"]) == count


def test_paper_can_be_seen_before(desk, amt):
    response = desk.post(reverse("bundles:paper-preview"), order(open_ideas(2), amt))

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert packing.pack_waiting() == 0


def test_idea_answered_meanwhile_is_not_offered(desk):
    ReferralFactory()
    waiting = open_ideas(2)

    page = desk.get(reverse("bundles:idea-choose"))

    assert page.context["page"].ideas == waiting
