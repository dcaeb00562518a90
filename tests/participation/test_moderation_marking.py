"""A hint that is wrong is marked with one click, and its rule learns from it."""

import pytest
from django.urls import reverse

from commons.search import services as search
from participation.ideas.models import Idea
from participation.moderation import services, tasks
from participation.moderation.enums import (
    HintCode,
    RuleLevel,
    Strength,
    Verdict,
)
from participation.moderation.models import Hint, HintOutcome, HintRule
from participation.moderation.services import hints, learning
from tests.factories.accounts import make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item

pytestmark = pytest.mark.django_db
PLATE = "Der Wagen B-XY 1234 steht immer auf dem Radweg, seit Wochen schon."
PHONE = "Rufen Sie mich wegen der Bänke an: 030 90295 2700, gern abends."


def screened(text=PLATE, **fields):
    item = make_item(text=text, **fields)
    tasks.screen(item_id=item.pk)
    return item


def standing(item, code):
    return list(Hint.objects.filter(item=item, code=code))


def marked(times, text=PLATE, code=HintCode.PERSONAL_DATA, by=None):
    by = by or make_staff()
    for _ in range(times):
        for hint in standing(screened(text), code):
            hints.mark_wrong(hint, by=by)


def decided(times, text=PLATE):
    for _ in range(times):
        item = screened(text)
        services.decide(item, verdict=Verdict.PUBLISH, version=1, by=make_staff())


def strength_of(text, code=HintCode.PERSONAL_DATA):
    return [hint.strength for hint in standing(screened(text), code)]


def test_marking_stores_the_rule_and_no_word_of_the_text():
    [hint] = standing(screened(PHONE), HintCode.PERSONAL_DATA)

    hints.mark_wrong(hint, by=make_staff())

    [outcome] = HintOutcome.objects.values()
    assert (outcome["code"], outcome["rule"]) == ("personal_data", "phone")
    assert "2700" not in str(outcome)
    hint.refresh_from_db()
    assert hint.is_marked_wrong


def test_marking_twice_is_marking_once():
    [hint] = standing(screened(), HintCode.PERSONAL_DATA)

    for _ in range(2):
        hints.mark_wrong(hint, by=make_staff())

    assert HintOutcome.objects.count() == 1


def test_a_rule_that_is_mostly_wrong_speaks_more_softly():
    assert strength_of(PLATE) == [Strength.MEDIUM]

    marked(3)

    assert learning.level_of("personal_data", "plate") == RuleLevel.WEAKER
    assert strength_of(PLATE) == [Strength.WEAK]
    assert strength_of(PHONE) == [Strength.STRONG]


def test_a_rule_that_is_nearly_always_wrong_falls_silent():
    marked(5)

    assert strength_of(PLATE) == []
    assert strength_of(PHONE) == [Strength.STRONG]


def test_what_is_left_standing_speaks_for_the_rule():
    decided(3)
    marked(3)

    assert learning.level_of("personal_data", "plate") == RuleLevel.NORMAL


def test_a_softened_rule_recovers_when_it_is_right_again():
    marked(3)

    decided(3)

    assert HintRule.objects.get(rule="plate").level == RuleLevel.NORMAL
    assert strength_of(PLATE) == [Strength.MEDIUM]


def test_only_the_newest_outcomes_count(monkeypatch):
    monkeypatch.setattr(learning, "COUNTED", 4)
    marked(3)
    decided(4)

    assert learning.level_of("personal_data", "plate") == RuleLevel.NORMAL


def test_taking_a_marking_back_takes_back_what_it_taught():
    marked(2)
    [hint] = standing(screened(), HintCode.PERSONAL_DATA)
    hints.mark_wrong(hint, by=make_staff())

    hints.unmark(hint, by=make_staff())

    assert HintOutcome.objects.count() == 2
    assert strength_of(PLATE) == [Strength.MEDIUM]


def test_a_word_of_the_list_learns_by_how_it_is_used():
    marked(5, "Da parken immer diese Idioten auf dem Gehweg.", HintCode.INSULT)

    assert strength_of("Da stehen Idioten im Weg herum.", HintCode.INSULT) == []
    assert strength_of("Sie sind ein Idiot, und zwar immer.", HintCode.INSULT) == [
        Strength.STRONG
    ]


def test_a_pair_that_is_no_duplicate_is_not_hinted_at_again_either_way_round():
    words = "Am Anger fehlen zwei Bänke, ältere Leute müssen dort lange stehen."
    twin = IdeaFactory(title="Bänke am Anger", text=words)
    search.index("idea", twin)
    item = make_item(title="Bänke für den Anger", text=words)
    tasks.screen(item_id=item.pk)
    [hint] = standing(item, HintCode.DUPLICATE)

    hints.mark_wrong(hint, by=make_staff())
    Hint.objects.all().delete()
    tasks.screen(item_id=item.pk)

    assert standing(item, HintCode.DUPLICATE) == []
    search.index("idea", Idea.objects.get(pk=item.target_id))
    other_way = services.submit(Idea.objects.get(pk=twin.pk))
    tasks.screen(item_id=other_way.pk)
    assert twin.pk not in {h.target_id for h in standing(item, HintCode.DUPLICATE)}
    assert standing(other_way, HintCode.DUPLICATE) == []


def test_screening_anew_forgets_no_marking():
    item = screened()
    [hint] = standing(item, HintCode.PERSONAL_DATA)
    hints.mark_wrong(hint, by=make_staff())

    tasks.screen(item_id=item.pk)

    assert [
        each.is_marked_wrong for each in standing(item, HintCode.PERSONAL_DATA)
    ] == [True]


def test_staff_switch_a_silent_rule_on_and_it_learns_afresh():
    marked(5)
    rule = HintRule.objects.get(rule="plate")

    hints.switch_on(rule, by=make_staff())

    assert strength_of(PLATE) == [Strength.MEDIUM]
    marked(1)
    assert strength_of(PLATE) == [Strength.MEDIUM]


def test_staff_silence_a_rule_without_waiting():
    rule = HintRule.objects.create(
        code="personal_data", rule="plate", changed_at="2026-11-22T12:00Z"
    )

    hints.switch_off(rule, by=make_staff())

    assert strength_of(PLATE) == []


def test_a_decision_is_not_slowed_by_what_stood():
    """A hint that nobody marked becomes an outcome once, also when it is reopened."""
    item = screened()
    decision = services.decide(
        item, verdict=Verdict.PUBLISH, version=1, by=make_staff()
    )

    services.reopen(decision)

    assert HintOutcome.objects.filter(is_wrong=False, rule="plate").count() == 1


def mark_url(hint):
    return reverse("moderation:hint-mark", args=[hint.pk])


def test_the_button_marks_and_unmarks(client, sign_in):
    item = screened()
    [hint] = standing(item, HintCode.PERSONAL_DATA)
    sign_in(client, make_staff())

    response = client.post(mark_url(hint))

    assert response["Location"] == item.get_absolute_url()
    page = client.get(item.get_absolute_url()).content.decode()
    assert "stimmt hier nicht" in page
    client.post(mark_url(hint), {"stimmt": "1"})
    hint.refresh_from_db()
    assert not hint.is_marked_wrong


def test_the_first_hint_has_the_first_key_and_shows_where_it_stands(client, sign_in):
    item = screened()
    sign_in(client, make_staff())

    page = client.get(item.get_absolute_url()).content.decode()

    assert 'data-key="w"' in page
    assert '<mark class="spot" id="text-0">B-XY 1234' in page


def test_what_is_marked_wrong_is_no_longer_marked_in_the_text(client, sign_in):
    item = screened()
    [hint] = standing(item, HintCode.PERSONAL_DATA)
    sign_in(client, make_staff())

    part = client.post(mark_url(hint), headers={"HX-Request": "true"}).content.decode()
    page = client.get(item.get_absolute_url()).content.decode()

    assert part.strip().startswith('<section id="hinweise-teil"')
    assert '<mark class="spot"' not in page


def test_an_author_and_a_stranger_mark_nothing(client, sign_in):
    author = make_staff()
    item = screened(author=author)
    [hint] = standing(item, HintCode.PERSONAL_DATA)
    sign_in(client, author)

    assert client.post(mark_url(hint)).status_code == 403
    client.logout()
    assert client.post(mark_url(hint)).status_code == 302
    assert HintOutcome.objects.count() == 0


def test_a_hint_of_a_decided_item_is_gone(client, sign_in):
    item = screened()
    [hint] = standing(item, HintCode.PERSONAL_DATA)
    services.decide(item, verdict=Verdict.PUBLISH, version=1, by=make_staff())
    sign_in(client, make_staff())

    assert client.post(mark_url(hint)).status_code == 404
