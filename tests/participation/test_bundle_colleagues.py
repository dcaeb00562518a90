"""Handing a whole bundle on inside the department, and the SPK's hand on its links."""

import pytest
from django.urls import reverse

from commons.delivery import renderers
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.delivery.renderers import Withdrawn
from commons.delivery.services.failures import readdress
from commons.errors import RuleViolation
from commons.links import services as links
from participation.bundles.models import BundleHandOver, RowAnswer
from participation.bundles.queries.bundles import with_everything
from participation.bundles.queries.colleagues import keys_to
from participation.bundles.services import colleagues, keys, recalling, renewing
from participation.referrals.enums import ReferralState
from participation.referrals.models import HandOver, Statement
from participation.referrals.services import colleagues as case_colleagues
from tests.clients import StrictClient
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.participation.bundling import (
    confirmed,
    enter,
    filled,
    fresh,
    page_of,
    rows_of,
    with_department,
)

pytestmark = pytest.mark.django_db
OFFICE = "gruen@amt.example.org"
COLLEAGUE = "kollegin@amt.example.org"


@pytest.fixture
def by():
    return make_staff()


@pytest.fixture
def bundle(by):
    return with_department(2, DepartmentFactory(email=OFFICE), by=by)[0]


@pytest.fixture
def desk(client, sign_in, by):
    return sign_in(client, by)


def on_link(bundle, link=None):
    browser = StrictClient()
    enter(browser, bundle, link)
    return browser


def hand_on(bundle, address=COLLEAGUE, **more):
    return colleagues.hand_on(bundle, address, giver="Amt am Apparat", **more)


def mail_of(row):
    return renderers.get(colleagues.RENDERER)(Delivery.objects.get(pk=row.delivery_id))


def revoke(desk, bundle, link):
    url = reverse("bundles:link-revoke", args=[bundle.number, link.pk])
    return desk.post(url, follow=True)


def case_of(row):
    return reverse("referrals:case-show", args=[row.pk])


def test_colleague_gets_a_link_of_their_own_and_the_first_stays(bundle):
    browser = on_link(bundle)
    words = {"address": COLLEAGUE, "note": "Nicht deins?", "giver": "Am Apparat"}

    response = browser.post(page_of(bundle, "bundle-hand-on"), words, follow=True)

    row = BundleHandOver.objects.get()
    assert (row.link.recipient, row.from_link) == (COLLEAGUE, bundle.link)
    assert row.delivery.to_address == COLLEAGUE
    assert COLLEAGUE in response.content.decode()
    for link in (bundle.link, row.link):
        other = on_link(bundle, link)
        assert other.get(page_of(bundle)).status_code == 200
        for case in rows_of(bundle):
            assert other.get(case_of(case)).status_code == 200


def test_mail_says_who_gave_it_and_brings_the_table(bundle):
    row = hand_on(bundle, note="Nicht deins?")

    mail = mail_of(row)

    titles = [each.idea.title for each in rows_of(bundle)]
    for words in ("Amt am Apparat", "Nicht deins?", bundle.reference, *titles):
        assert words in mail.text + mail.subject, words
        assert words in mail.html + mail.subject, words
    assert links.token_of(row.link) in mail.text
    assert links.token_of(bundle.link) not in mail.text
    assert [file.name for file in mail.enclosed] == [f"{bundle.reference}.xlsx"]


def test_colleague_is_asked_who_answers_and_answers_for_all(bundle):
    row = hand_on(bundle)
    browser, cases = on_link(bundle, row.link), rows_of(bundle)
    words = {
        case.pk: {"answer": "will_be_done", "text": "Machen wir."} for case in cases
    }

    page = browser.post(page_of(bundle), filled(cases, words))
    unnamed = browser.post(page_of(bundle, "answer-submit"), confirmed(page, ""))
    browser.post(page_of(bundle, "answer-submit"), confirmed(page, "Die Kollegin"))

    assert unnamed.status_code == 422
    said = Statement.objects.all()
    assert {one.speaker for one in said} == {"Die Kollegin"}
    assert {one.link.recipient for one in said} == {COLLEAGUE}
    assert RowAnswer.objects.count() == 2


@pytest.mark.parametrize(
    ("address", "code"),
    (
        ("jemand@woanders.example.org", "foreign_address"),
        ("jemand@evil-amt.example.org", "foreign_address"),
        (OFFICE.upper(), "has_link"),
    ),
)
def test_not_to_strangers_nor_twice(bundle, address, code):
    with pytest.raises(RuleViolation) as refusal:
        hand_on(bundle, address)

    assert refusal.value.code == code
    assert not BundleHandOver.objects.exists()


def test_refusal_is_said_on_the_page(bundle):
    words = {"address": "jemand@woanders.example.org", "giver": "Am Apparat"}

    response = on_link(bundle).post(page_of(bundle, "bundle-hand-on"), words)

    assert response.status_code == 422
    assert "@amt.example.org" in response.content.decode()


def test_not_to_more_than_the_rules_of_the_house_allow(bundle, monkeypatch):
    terms = case_colleagues.DepartmentTerms(colleagues=1)
    monkeypatch.setattr(colleagues, "current", lambda _model: terms)
    hand_on(bundle)

    with pytest.raises(RuleViolation) as refusal:
        hand_on(bundle, "anderer@amt.example.org")

    assert refusal.value.code == "too_many_links"


def test_who_had_a_case_already_keeps_that_key(bundle):
    first, second = rows_of(bundle)
    known = case_colleagues.hand_on(first, COLLEAGUE, giver="Amt")

    row = hand_on(bundle)

    assert [case.referral for case in row.cases.all()] == [second]
    assert known.link not in {case.link for case in row.cases.all()}


def test_spk_sees_who_has_a_link_and_ends_it_with_those_to_the_cases(desk, bundle):
    row = hand_on(bundle, note="Nicht deins?")
    browser = on_link(bundle, row.link)

    html = desk.get(bundle.get_absolute_url()).content.decode()
    after = revoke(desk, bundle, row.link).content.decode()

    for words in (OFFICE, COLLEAGUE, "Amt am Apparat", "Nicht deins?"):
        assert words in html, words
    assert "Link gilt nicht mehr" in after
    assert browser.get(page_of(bundle)).status_code != 200
    for case in rows_of(bundle):
        assert browser.get(case_of(case)).status_code != 200
    assert on_link(bundle).get(page_of(bundle)).status_code == 200
    row.delivery.refresh_from_db()
    assert row.delivery.state == DeliveryState.RECALLED
    with pytest.raises(Withdrawn):
        mail_of(row)


def test_mailbox_and_colleague_are_renewed_and_ended_apart(desk, bundle, by):
    row = hand_on(bundle)
    before = bundle.link

    renewing.renew(bundle, by=by)

    before.refresh_from_db()
    row.link.refresh_from_db()
    assert not links.is_valid(before)
    assert links.is_valid(row.link)
    assert fresh(bundle).link.recipient == OFFICE


def test_substitute_is_named_and_can_be_ended(desk, bundle):
    keys.let_open(rows_of(bundle)[0], "vertretung@amt.example.org")
    (other,) = keys_to(bundle).others

    html = desk.get(bundle.get_absolute_url()).content.decode()
    revoke(desk, bundle, other)
    again = revoke(desk, bundle, other).content.decode()
    mailbox = revoke(desk, bundle, bundle.link).content.decode()

    assert "vertretung@amt.example.org" in html
    assert keys_to(bundle).others == []
    assert "gilt schon nicht mehr" in again
    assert "gilt schon nicht mehr" in mailbox
    assert links.is_valid(fresh(bundle).link)


def test_renewing_one_case_says_that_the_bundle_still_opens_it(desk, bundle, by):
    case = rows_of(bundle)[0]
    case_colleagues.renew(case, by=by)

    html = desk.get(case.get_absolute_url()).content.decode()

    assert "Die Links zum Bündel öffnen auch diesen Vorgang" in html
    assert on_link(bundle).get(case_of(case)).status_code == 200


def test_link_of_another_bundle_is_not_ended_here(desk, bundle, by):
    other, _rows = with_department(2, DepartmentFactory(), by=by)

    assert revoke(desk, bundle, other.link).status_code == 404
    assert links.is_valid(fresh(other).link)


def test_mail_that_went_astray_takes_its_keys_along(bundle, by):
    row = hand_on(bundle)
    Delivery.objects.filter(pk=row.delivery_id).update(
        state=DeliveryState.FAILED, failed_at=row.handed_at
    )

    readdress(
        Delivery.objects.get(pk=row.delivery_id),
        address="andere@amt.example.org",
        because="Vertippt.",
        by=by,
    )

    row.refresh_from_db()
    assert row.link.recipient == "andere@amt.example.org"
    assert {case.link.recipient for case in row.cases.all()} == {row.link.recipient}
    assert COLLEAGUE not in [key.recipient for key in keys_to(bundle).others]


def test_recalled_bundle_is_told_to_the_colleague_and_closes(bundle, by):
    row = hand_on(bundle)

    recalling.recall_all(bundle, by=by)

    told = Delivery.objects.filter(renderer=recalling.RENDERER)
    assert {mail.to_address for mail in told} == {OFFICE, COLLEAGUE}
    row.link.refresh_from_db()
    assert not links.is_valid(row.link)
    states = set(HandOver.objects.values_list("referral__state", flat=True))
    assert states == {ReferralState.RECALLED}


def test_links_cost_the_same_however_many(bundle, django_assert_num_queries):
    for number in range(3):
        hand_on(bundle, f"kollegin{number}@amt.example.org")
    bundle = with_everything().get(pk=bundle.pk)

    with django_assert_num_queries(2):
        rows = keys_to(bundle).colleagues
        given = [(row.given_by, row.link.recipient, row.note) for row in rows]

    assert len(given) == 3
