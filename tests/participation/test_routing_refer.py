"""The form of a referral with the rules, and what each referral keeps of its way."""

import pytest
from django.db import IntegrityError, transaction

from commons import copies
from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.followups import registry
from participation.ideas.enums import Case
from participation.referrals.enums import Departure, RouteWay, SiteKind
from participation.referrals.models import Referral, Route, SiteAnswer
from participation.referrals.queries.routing import guidance_for, why_routed
from participation.referrals.services import referring
from participation.referrals.services.routes import route_to, say_site
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory, TopicFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import ReferralFactory
from tests.factories.routing import RuleBookFactory, RuleFactory
from tests.keys import empty_keys
from tests.participation.test_referral_pages import create_url, order, seen_in, send_url

pytestmark = pytest.mark.django_db
WHY = "weil das Thema „Laternen“ ist und im Titel „laterne“ vorkommt"


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


@pytest.fixture
def topic():
    return TopicFactory(name="Laternen")


@pytest.fixture
def idea(topic):
    return IdeaFactory(case=Case.OPEN, topic=topic, title="Mehr Laternen", text="")


@pytest.fixture
def lights():
    return DepartmentFactory(name="Lichtamt")


@pytest.fixture
def other():
    return DepartmentFactory(name="Anderes Amt")


@pytest.fixture
def rule(topic, lights):
    book = RuleBookFactory(number=3)
    return RuleFactory(
        book=book, topic_keys=[topic.key], words="laterne", department=lights
    )


def sent(desk, idea, lead, **more):
    """The whole way of the form: look, then send; gives the referral."""
    form = order(lead, **more)
    preview = desk.post(create_url(idea), form)
    assert preview.status_code == 200, preview.context["form"].errors
    response = desk.post(send_url(idea), {**form, "seen": seen_in(preview)})
    assert response.status_code == 302, response.content.decode()
    return Referral.objects.get(idea=idea)


def test_the_form_says_where_the_rules_send_it_and_why(desk, idea, rule, lights):
    page = desk.get(create_url(idea))

    html = page.content.decode()
    assert "Vorschlag der Regeln:" in html
    assert f"<strong>Lichtamt</strong>, {WHY}." in html
    assert f"Regel {rule.number}, Fassung 3" in html
    assert page.context["form"].fields["lead"].initial == lights.pk


def test_one_click_takes_the_suggestion_and_shows_the_mail(desk, idea, rule, lights):
    typed = {"lead": "", "cover_note": "Bitte.", "nehmen": f"rule-{lights.pk}"}

    page = desk.post(create_url(idea), typed)

    assert [mail["letter"].department for mail in page.context["mails"]] == [lights]
    assert f'name="lead" value="{lights.pk}"' in page.content.decode()


def test_a_referral_keeps_the_rule_its_version_and_what_was_true(
    desk, idea, rule, lights, moderator
):
    route = sent(desk, idea, lights).route

    assert route.way == RouteWay.RULE
    assert (route.rule, route.proposed) == (rule, lights)
    assert route.rule.book.number == 3
    assert route.conditions == [["topic", idea.topic.key], ["title_word", "laterne"]]
    assert why_routed(route) == WHY
    assert (route.chosen_by, route.departure, route.words) == (moderator, "", "")


def test_who_goes_another_way_is_asked_why(desk, idea, rule, lights, other):
    preview = desk.post(create_url(idea), order(other)).content.decode()
    assert "Die Regeln sagen etwas anderes" in preview
    follow = desk.post(create_url(idea), order(lights)).content.decode()
    assert "Die Regeln sagen etwas anderes" not in follow

    answers = {"departure": "agreed", "departure_words": "Telefonat am Montag"}
    route = sent(desk, idea, other, **answers).route

    assert (route.way, route.rule, route.proposed) == (RouteWay.PERSON, rule, lights)
    assert (route.departure, route.words) == (Departure.AGREED, "Telefonat am Montag")


def test_why_stays_free(desk, idea, rule, other):
    route = sent(desk, idea, other).route

    assert (route.departure, route.words) == ("", "")


def test_a_learned_suggestion_is_remembered_as_such(desk, idea, rule, other):
    typed = {"cover_note": "Bitte.", "nehmen": f"learned-{other.pk}"}
    page = desk.post(create_url(idea), typed)
    assert 'name="way" value="learned"' in page.content.decode()

    assert sent(desk, idea, other, way="learned").route.way == RouteWay.LEARNED


def test_the_hint_of_an_amt_is_remembered_as_such(desk, idea, rule, other):
    ReferralFactory(idea=idea, state="returned", suggested_department=other)

    page = desk.post(create_url(idea), order(other))
    desk.post(send_url(idea), {**order(other), "seen": seen_in(page)})

    assert idea.referrals.latest("pk").route.way == RouteWay.RETURN


def test_others_who_are_asked_besides_are_chosen_by_hand(
    idea, lights, other, moderator
):
    lead, consulted = referring.refer(
        idea, lead=lights, consulted=[other], cover_note="", by=moderator
    )

    for referral in (lead, consulted):
        assert (referral.route.way, referral.route.rule) == (RouteWay.PERSON, None)
        assert referral.route.chosen_by == moderator


def test_without_rules_the_topic_suggests_as_before(desk, idea, lights):
    idea.topic.departments.add(lights)

    page = desk.get(create_url(idea))

    assert "Vorschlag der Regeln" not in page.content.decode()
    assert page.context["form"].fields["lead"].initial == lights.pk


def test_the_question_about_the_place_comes_where_it_decides(
    desk, idea, topic, lights, other
):
    book = RuleBookFactory()
    RuleFactory(book=book, site_kinds=["park"], department=lights)
    RuleFactory(book=book, site_kinds=["main_street"], department=other)
    html = desk.get(create_url(idea)).content.decode()
    assert "Was für ein Ort ist gemeint?" in html
    assert "hängt davon ab, was für ein Ort gemeint ist" in html

    asked = desk.get(create_url(idea), {"site": "park"}).content.decode()

    assert "<strong>Lichtamt</strong>, weil der Ort in einer Grünanlage liegt." in asked
    assert not SiteAnswer.objects.exists()


def test_a_rule_that_asks_for_no_place_asks_nobody(desk, idea, rule):
    assert (
        "Was für ein Ort ist gemeint?"
        not in desk.get(create_url(idea)).content.decode()
    )


def test_the_answer_about_the_place_is_remembered(desk, idea, lights, moderator):
    RuleFactory(book=RuleBookFactory(), site_kinds=["park"], department=lights)

    route = sent(desk, idea, lights, site="park").route

    assert route.way == RouteWay.RULE
    assert route.conditions == [["site", "park"]]
    answer = SiteAnswer.objects.get()
    assert (answer.idea, answer.kind, answer.said_by) == (idea, "park", moderator)
    assert guidance_for(idea).site.kind == SiteKind.PARK


def test_what_is_known_of_the_place_is_not_asked_anew(desk, idea, lights, moderator):
    RuleFactory(book=RuleBookFactory(), site_kinds=["park"], department=lights)
    said = say_site(idea, "park", by=make_staff())

    page = desk.get(create_url(idea))
    assert page.context["form"].fields["site"].initial == "park"
    sent(desk, idea, lights, site="park")

    assert SiteAnswer.objects.get().said_by == said.said_by


def test_a_merged_department_is_followed_with_a_note(desk, idea, rule, lights, other):
    lights.is_active, lights.ended_on = False, berlin_today()
    lights.merged_into = other
    lights.save()

    html = desk.get(create_url(idea)).content.decode()

    assert "<strong>Anderes Amt</strong>" in html
    assert "„Lichtamt“ ist darin aufgegangen." in html
    route = sent(desk, idea, other).route
    assert (route.way, route.rule, route.proposed) == (RouteWay.RULE, rule, other)


def gaps(user):
    section = next(
        each for each in registry.sections() if each.key == "referrals-rules"
    )
    return [(item.title, item.detail) for item in section.items(Visitor(user=user))]


def test_a_rule_without_its_department_is_a_task_and_no_silent_gap(
    desk, idea, rule, lights, other
):
    coordinator = make_staff(Role.COORDINATOR)
    assert gaps(coordinator) == []
    lights.is_active = False
    lights.save()
    name = f"Regel {rule.number}: Lichtamt"

    html = desk.get(create_url(idea)).content.decode()
    assert "aber „Lichtamt“ nimmt nichts mehr an" in html
    assert gaps(coordinator) == [
        (name, "Nimmt nichts mehr an. Ideen finden hier niemanden.")
    ]
    assert gaps(make_staff()) == []
    route = sent(desk, idea, other).route
    assert (route.way, route.rule) == (RouteWay.PERSON, None)

    lights.merged_into, lights.ended_on = other, berlin_today()
    lights.save()
    assert gaps(coordinator) == [
        (name, "Geht jetzt an Anderes Amt. Bitte in der Regel ändern.")
    ]


def test_the_page_of_a_referral_says_why_it_went_there(desk, idea, rule, other):
    referral = sent(desk, idea, other, departure="agreed", departure_words="Absprache")

    html = desk.get(referral.get_absolute_url()).content.decode()

    assert "Warum hierher?" in html
    assert f"Die Regeln sagten: Lichtamt (Regel {rule.number}, Fassung 3), {WHY}." in (
        " ".join(html.split())
    )
    assert "<strong>mit dem Amt abgesprochen</strong>: Absprache" in html


def test_a_referral_from_before_the_rules_says_nothing_of_them(desk):
    referral = ReferralFactory()

    html = desk.get(referral.get_absolute_url()).content.decode()

    assert referral.route is None
    assert "Warum hierher?" not in html


def test_a_changed_name_changes_the_words_and_not_the_reason(
    desk, idea, rule, lights, topic
):
    route = sent(desk, idea, lights).route
    topic.name = "Licht"
    topic.save()
    empty_keys()

    assert why_routed(route) == WHY.replace("Laternen", "Licht")


def test_words_about_an_idea_are_blackened_with_it(idea, rule, other, moderator):
    proposal = guidance_for(idea).proposal
    route = route_to(
        other, proposal=proposal, by=moderator, words="Lampe bei Familie X"
    )
    referring.refer(idea, lead=other, cover_note="", route=route, by=moderator)
    (known,) = [each for each in copies.all_copies() if each.model == "referrals.Route"]

    about = copies.About(ids={"idea": frozenset({idea.pk})}, changed={})

    assert known.fields == ("words",)
    assert list(known.rows(about, None)) == [route]


@pytest.mark.parametrize(
    "wrong",
    (
        {"way": RouteWay.RULE},
        {"way": RouteWay.PERSON, "departure": Departure.OTHER},
    ),
)
def test_the_database_refuses_a_route_that_says_half(idea, moderator, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Route.objects.create(chosen_at=idea.submitted_at, **wrong)
