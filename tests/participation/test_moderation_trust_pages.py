"""Pages of trust and of hint rules: who sees, who sets, what a dry run says."""

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from participation.ideas.models import Idea
from participation.moderation import services, tasks
from participation.moderation.enums import Reason, RuleLevel, Verdict
from participation.moderation.models import Decision, HintRule, TrustPause, TrustRule
from participation.moderation.services import trust
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import make_item, make_regional_moderator
from tests.factories.regions import RegionFactory
from tests.participation.test_moderation_trust import handed_in, somebody, terms

pytestmark = pytest.mark.django_db
FORM = {
    "kind": "idea",
    "accepted": 3,
    "clean_months": 12,
    "account_days": 30,
    "strongest_hint": 1,
    "check_every": 10,
}


def url(name, *args):
    return reverse(f"moderation:{name}", args=args)


@pytest.fixture
def region():
    return RegionFactory()


@pytest.fixture
def rule(region):
    return trust.create(terms(region=region), by=make_staff(Role.COORDINATOR))


@pytest.fixture
def pause(region):
    author = UserFactory()
    return TrustPause.objects.create(
        user=author, region=region, since="2026-11-20T12:00Z"
    )


@pytest.fixture
def learned():
    return HintRule.objects.create(
        code="personal_data",
        rule="plate",
        level=RuleLevel.SILENT,
        changed_at="2026-11-20T12:00Z",
    )


@pytest.fixture
def things(region, rule, pause, learned):
    return region, rule, pause, learned


def people(region):
    return {
        "nobody": None,
        "resident": UserFactory(),
        "moderator": make_staff(Role.MODERATOR),
        "coordinator": make_staff(Role.COORDINATOR),
        "here": make_regional_moderator(region, role=Role.COORDINATOR),
        "elsewhere": make_regional_moderator(RegionFactory(), role=Role.COORDINATOR),
    }


ROLES = ("nobody", "resident", "moderator", "coordinator", "here", "elsewhere")
ANSWERS = {
    "list": (302, 403, 200, 200, 200, 200),
    "create": (302, 403, 403, 302, 422, 422),
    "edit": (302, 403, 403, 302, 302, 403),
    "end": (302, 403, 403, 302, 302, 403),
    "again": (302, 403, 403, 302, 302, 403),
    "rules": (302, 403, 200, 200, 200, 200),
    "switch": (302, 403, 403, 302, 403, 403),
}


@pytest.mark.parametrize("act", ANSWERS)
def test_each_role_may_what_the_table_says(client, sign_in, things, act):
    region, rule, pause, learned = things
    posts = {
        "create": (url("trust-create"), FORM),
        "edit": (url("trust-edit", rule.pk), FORM | {"region": region.pk}),
        "end": (url("trust-end", rule.pk), {}),
        "again": (url("trust-give-again", pause.pk), {}),
        "switch": (url("hint-rule-switch", learned.pk), {}),
    }
    gets = {"list": url("trust-list"), "rules": url("hint-rule-list")}
    answers = []
    for person in people(region).values():
        client.logout()
        TrustRule.objects.exclude(pk=rule.pk).delete()
        TrustRule.objects.filter(pk=rule.pk).update(ended_at=None)
        TrustPause.objects.filter(pk=pause.pk).update(ended_at=None, ended_by=None)
        if person:
            sign_in(client, person)
        if act in gets:
            answers.append(client.get(gets[act]).status_code)
        else:
            address, posted = posts[act]
            answers.append(client.post(address, posted).status_code)

    assert dict(zip(ROLES, answers, strict=True)) == dict(
        zip(ROLES, ANSWERS[act], strict=True)
    )


def test_a_dry_run_stores_nothing_and_says_what_would_have_been(client, sign_in):
    staff = make_staff(Role.COORDINATOR)
    author = somebody(staff)
    handed_in(author)
    sign_in(client, staff)

    response = client.post(
        url("trust-create"), FORM | {"accepted": 2, "schritt": "probe"}
    )

    text = " ".join(response.content.decode().split())
    assert "Hätte in den letzten 90 Tagen 1 von 3 Beiträgen veröffentlicht" in text
    assert "davon 0 später entfernt oder verborgen." in text
    assert not TrustRule.objects.exists()


def test_the_list_says_what_each_rule_did(client, sign_in):
    staff = make_staff(Role.COORDINATOR)
    trust.create(terms(check_every=1), by=staff)
    author = somebody(staff)
    item = handed_in(author)
    sign_in(client, staff)

    page = " ".join(client.get(url("trust-list")).content.decode().split())

    assert "1 Beitrag veröffentlicht" in page
    assert "0 Stichproben geprüft (1 offen)" in page
    assert "Regel 1" in page
    shown = client.get(url("contribution", "idea", item.target_id), follow=True)
    assert "automatisch veröffentlicht, Regel 1" in shown.content.decode()


def test_a_moderator_keeps_what_a_spot_check_shows(client, sign_in):
    staff = make_staff(Role.COORDINATOR)
    trust.create(terms(check_every=1), by=staff)
    item = handed_in(somebody(staff))
    sign_in(client, staff)
    page = client.get(url("contribution", "idea", item.target_id), follow=True)
    address = page.redirect_chain[-1][0]

    client.post(address, {"verdict": "keep", "version": 1, "schritt": "entscheiden"})

    newest = Decision.objects.filter(target_id=item.target_id).latest("pk")
    assert newest.verdict == Verdict.KEEP


def test_somebody_whose_trust_rests_is_named_with_the_decision(client, sign_in):
    staff = make_staff(Role.COORDINATOR)
    trust.create(terms(check_every=1), by=staff)
    author = somebody(staff, display_name="Sanne")
    item = handed_in(author)
    services.decide_directly(
        Idea.objects.get(pk=item.target_id),
        verdict=Verdict.REMOVE,
        reason=Reason.INSULT,
        version=1,
        by=staff,
    )
    sign_in(client, staff)

    page = client.get(url("trust-list")).content.decode()

    assert "Sanne" in page
    assert "beleidigt oder setzt herab" in page


@pytest.mark.parametrize("count", (1, 30))
def test_the_list_of_rules_asks_as_often_for_thirty(
    client, sign_in, django_assert_num_queries, count
):
    staff = make_staff(Role.COORDINATOR)
    for _ in range(count):
        trust.create(terms(), by=staff)
    sign_in(client, staff)
    client.get(url("trust-list"))

    with django_assert_num_queries(12):
        client.get(url("trust-list"))


@pytest.mark.parametrize("count", (1, 30))
def test_the_list_of_hint_rules_asks_as_often_for_thirty(
    client, sign_in, django_assert_num_queries, count
):
    for number in range(count):
        HintRule.objects.create(
            code="insult",
            rule=f"idiot{number}",
            level=RuleLevel.SILENT,
            changed_at="2026-11-20T12:00Z",
        )
    sign_in(client, make_staff(Role.COORDINATOR))
    client.get(url("hint-rule-list"))

    with django_assert_num_queries(11):
        client.get(url("hint-rule-list"))


def test_every_place_of_a_hint_is_marked_with_its_strength(client, sign_in):
    item = make_item(text="Kennzeichen B-XY 1234, dazu Idioten und Trottel überall.")
    tasks.screen(item_id=item.pk)
    sign_in(client, make_staff())

    page = client.get(item.get_absolute_url()).content.decode()

    assert page.count('<mark class="spot"') == 3
    assert "●●○" in page
