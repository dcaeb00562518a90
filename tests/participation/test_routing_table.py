"""The table of rules: one draft, versions that stay, and what coordinators see."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.audit.models import AuditEntry
from commons.clock import berlin_today
from commons.errors import RuleViolation
from participation.referrals.models import Rule, RuleBook, Trial
from participation.referrals.queries.routing import current_book
from participation.referrals.queries.rulecheck import shown_rules
from participation.referrals.services import routing, starters, trials
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory, TopicFactory
from tests.factories.routing import RuleBookFactory, RuleFactory

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


@pytest.fixture
def coordinator():
    return make_staff(Role.COORDINATOR)


@pytest.fixture
def desk(client, sign_in, coordinator):
    return sign_in(client, coordinator)


@pytest.fixture
def book():
    return RuleBookFactory()


@pytest.fixture
def draft():
    return RuleBookFactory(published_at=None)


def at(name, *args):
    return reverse(f"referrals:{name}", args=args)


def try_out(draft, by, callbacks):
    with callbacks(execute=True):
        return trials.start(draft, by=by)


def violation_of(act):
    with pytest.raises(RuleViolation) as caught:
        act()
    return caught.value.code


def columns(book):
    names = [name for name in routing.COPIED if name != "version"]
    return list(book.rules.order_by("position").values_list(*names))


def test_a_draft_begins_as_what_is_published(book, coordinator):
    RuleFactory(book=book, topic_keys=["gruen"], words="ampel*", source="Gesetz")
    RuleFactory(book=book, region_keys=["030101"], site_kinds=["park"])

    draft = routing.open_draft(by=coordinator)

    assert draft.number == book.number + 1
    assert columns(draft) == columns(book)
    assert routing.open_draft(by=coordinator) == draft


def test_publishing_makes_a_version_and_keeps_the_old_one(
    book, coordinator, django_capture_on_commit_callbacks
):
    rule = RuleFactory(book=book, words="ampel*")
    before = columns(book)
    draft = routing.open_draft(by=coordinator)
    changed = draft.rules.get()
    changed.words = "laterne*"
    routing.save_rule(changed, version=1, by=coordinator)
    draft.refresh_from_db()
    try_out(draft, coordinator, django_capture_on_commit_callbacks)

    routing.publish(draft, revision=2, note="Laternen", by=coordinator)

    assert current_book() == draft
    assert columns(book) == before
    assert [each.number for each in RuleBook.objects.published()] == [
        draft.number,
        book.number,
    ]
    assert changed.number == rule.number
    assert AuditEntry.objects.filter(verb="rulebook.published").count() == 1


def test_a_draft_is_tried_as_it_is_before_it_is_published(
    draft, coordinator, django_capture_on_commit_callbacks
):
    rule = RuleFactory(book=draft)

    def publish():
        draft.refresh_from_db()
        routing.publish(draft, revision=draft.revision, note="Neu", by=coordinator)

    assert violation_of(publish) == "not_tried"
    try_out(draft, coordinator, django_capture_on_commit_callbacks)
    routing.save_rule(rule, version=1, by=coordinator)
    assert violation_of(publish) == "not_tried"
    draft.refresh_from_db()
    try_out(draft, coordinator, django_capture_on_commit_callbacks)
    publish()
    assert current_book() == draft


def test_two_people_at_one_rule_are_told_apart(draft, coordinator):
    rule = RuleFactory(book=draft, words="ampel")
    mine, theirs = Rule.objects.get(pk=rule.pk), Rule.objects.get(pk=rule.pk)
    theirs.words = "laterne"
    routing.save_rule(theirs, version=1, by=coordinator)

    mine.words = "bank"
    code = violation_of(lambda: routing.save_rule(mine, version=1, by=coordinator))

    assert code == "version_changed"
    assert Rule.objects.get(pk=rule.pk).words == "laterne"
    drop = lambda: routing.drop_rule(mine, version=1, by=coordinator)  # noqa: E731 -- one line says it
    assert violation_of(drop) == "version_changed"


def test_nobody_sorts_publishes_or_discards_what_they_have_not_seen(draft, coordinator):
    rule, other = RuleFactory(book=draft), RuleFactory(book=draft)
    routing.move_rule(other, to=1, revision=1, by=coordinator)

    for act in (
        lambda: routing.move_rule(rule, to=1, revision=1, by=coordinator),
        lambda: routing.publish(draft, revision=1, note="", by=coordinator),
        lambda: routing.discard(draft, revision=1, by=coordinator),
    ):
        assert violation_of(act) == "version_changed"
    assert list(draft.rules.order_by("position")) == [other, rule]


def test_a_published_version_is_never_changed(book, coordinator):
    rule = RuleFactory(book=book)

    for act in (
        lambda: routing.save_rule(rule, version=1, by=coordinator),
        lambda: routing.drop_rule(rule, version=1, by=coordinator),
        lambda: routing.move_rule(rule, to=1, revision=1, by=coordinator),
        lambda: routing.discard(book, revision=1, by=coordinator),
        lambda: trials.start(book, by=coordinator),
    ):
        assert violation_of(act) == "not_a_draft"


def remarks_of(book):
    rows = shown_rules(book, berlin_today())
    return {row.rule.number: [remark.text for remark in row.remarks] for row in rows}


def test_what_is_wrong_with_a_rule_stands_beside_it(draft):
    new = DepartmentFactory(name="Neues Amt")
    merged = DepartmentFactory(
        name="Altes Amt", is_active=False, ended_on=berlin_today(), merged_into=new
    )
    closed = DepartmentFactory(name="Stelle", is_active=False)
    topic = TopicFactory()
    made = {"book": draft, "topic_keys": [topic.key]}
    RuleFactory(**made, number=1, words="a", department=merged)
    RuleFactory(**made, number=2, words="b", department=closed)
    RuleFactory(**made, number=3, words="c", valid_until=berlin_today() - TOMORROW)
    RuleFactory(book=draft, number=4, topic_keys=["weg"])
    RuleFactory(**made, number=5)
    RuleFactory(**made, number=6, words="d")

    assert remarks_of(draft) == {
        1: [
            (
                "„Altes Amt“ gibt es so nicht mehr. Die Regel führt jetzt zu: Neues Amt. "
                "Bitte tragen Sie es hier ein."
            )
        ],
        2: [
            (
                "„Stelle“ nimmt nichts mehr an, und niemand ist an seine Stelle getreten. "
                "Bitte wählen Sie ein anderes Amt."
            )
        ],
        3: ["Die Regel gilt nicht mehr."],
        4: ["Gibt es nicht mehr, passt auf nichts: weg."],
        5: [],
        6: ["Kommt nie zum Zug: Regel 5 passt immer vorher."],
    }


def test_the_whole_way_of_a_version_on_the_pages(
    desk, coordinator, django_capture_on_commit_callbacks
):
    department = DepartmentFactory(name="Grünamt")
    topic = TopicFactory(name="Bäume")
    assert desk.post(at("rule-draft-open")).url == at("rule-draft")
    form = {
        "department": department.pk,
        "topic_keys": [topic.key],
        "words": "baum*",
        "source": "Absprache",
    }
    assert desk.post(at("rule-create"), form).status_code == 302
    draft = RuleBook.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        response = desk.post(at("rule-trial-start"))
    assert response.url == Trial.objects.get().get_absolute_url()
    publish = {"revision": draft.revision, "note": "Die erste"}

    response = desk.post(at("rule-draft-publish"), publish)

    assert response.url == at("rule-list")
    page = desk.get(at("rule-list")).content.decode()
    assert "Fassung 1, gilt seit" in page
    for words in ("Bäume", "baum", "Grünamt", "Absprache"):
        assert words in page
    tried = desk.get(at("rule-list"), {"probe": "Baum"}).content.decode()
    assert "Thema und Stadtteil zählen hier nicht mit" in tried


def test_a_conflict_keeps_what_was_typed(desk, draft, coordinator):
    rule = RuleFactory(book=draft, words="ampel")
    page = desk.get(rule.get_absolute_url()).content.decode()
    assert 'name="version" value="1"' in page
    routing.save_rule(Rule.objects.get(pk=rule.pk), version=1, by=coordinator)

    form = {"department": rule.department_id, "words": "laterne", "version": 1}
    response = desk.post(rule.get_absolute_url(), form)

    assert response.status_code == 422
    assert "Jemand hat diese Regel inzwischen geändert" in response.content.decode()
    assert "laterne" in response.content.decode()


def test_wrong_forms_are_said(desk, draft):
    form = {
        "department": "",
        "is_title_only": "on",
        "valid_from": "2026-02-01",
        "valid_until": "2026-01-01",
    }

    response = desk.post(at("rule-create"), form)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {
        "department",
        "words",
        "valid_until",
    }
    assert not draft.rules.exists()


@pytest.mark.parametrize("rows", (1, 30))
def test_the_table_costs_the_same_with_any_number_of_rules(
    desk, book, rows, django_assert_num_queries
):
    department = DepartmentFactory()
    for number in range(rows):
        RuleFactory(book=book, words=f"wort{number}", department=department)

    with django_assert_num_queries(15):
        assert desk.get(at("rule-list")).status_code == 200


def test_moderators_read_and_coordinators_edit(client, sign_in, book, draft):
    RuleFactory(book=book)
    reader = sign_in(client, make_staff())

    assert reader.get(at("rule-list")).status_code == 200
    assert reader.get(at("rule-version", book.number)).status_code == 200
    assert "Regeln ändern" not in reader.get(at("rule-list")).content.decode()
    for page in ("rule-draft", "rule-create"):
        assert reader.get(at(page)).status_code == 403
    for act in ("rule-draft-open", "rule-draft-discard", "rule-draft-publish"):
        assert reader.post(at(act)).status_code == 403
    assert reader.get(at("rule-version", draft.number)).status_code == 404


def test_moving_deleting_and_discarding_on_the_page(desk, draft):
    one, two = RuleFactory(book=draft), RuleFactory(book=draft)
    desk.post(at("rule-move", two.pk), {"to": 1, "revision": 1})
    assert list(draft.rules.order_by("position")) == [two, one]
    desk.post(at("rule-drop", one.pk), {"version": 1})
    assert list(draft.rules.all()) == [two]

    desk.post(at("rule-draft-discard"), {"revision": 3})

    assert not RuleBook.objects.exists()


def test_starter_rules_come_where_their_departments_are():
    known = {row["department"] for row in starters.starters()}
    assert starters.load() == 0
    for key in ("sga", "senmvku"):
        DepartmentFactory(key=key)

    assert starters.load() > 0

    book = current_book()
    assert {rule.department.key for rule in book.rules.all()} == {"sga", "senmvku"}
    assert known > {"sga", "senmvku"}
    assert starters.load() == 0
    assert remarks_of(book) == {rule.number: [] for rule in book.rules.all()}


def test_a_draft_takes_the_starter_rules_it_lacks_once(desk, draft):
    DepartmentFactory(key="bvg")

    desk.post(at("rule-draft-fill"))
    desk.post(at("rule-draft-fill"))

    assert [rule.starter_key for rule in draft.rules.all()] == ["bus-und-bahn"]


def test_every_starter_rule_can_be_read():
    keys = [row["key"] for row in starters.starters()]

    assert len(set(keys)) == len(keys)
    assert all(row["source"] for row in starters.starters())
    assert json.loads(starters.FACTS.read_text(encoding="utf-8"))
