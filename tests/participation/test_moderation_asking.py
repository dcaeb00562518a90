"""Asking before taking over: a question, a yes, a no, or nobody there."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.urls import reverse

from commons.errors import RuleViolation
from participation.moderation import services
from participation.moderation.models import QueueItem
from participation.moderation.services import asking
from tests.factories.accounts import make_staff
from tests.factories.moderation import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return make_staff(display_name="Kollegin Eins")


@pytest.fixture
def second():
    return make_staff(display_name="Kollege Zwei")


@pytest.fixture
def item(first):
    return services.claim(make_item(), by=first)


def held_by(item):
    item.refresh_from_db()
    return item.lease_by


def question_of(item):
    item.refresh_from_db()
    return item.asked_by, item.asked_at, item.kept_at


def asked_long_ago(item, seconds=61, **fields):
    QueueItem.objects.filter(pk=item.pk).update(
        asked_at=Now() - timedelta(seconds=seconds), **fields
    )


def refused(act, *args, **kwargs):
    with pytest.raises(RuleViolation) as caught:
        act(*args, **kwargs)
    return caught.value.code


def state(client, item):
    return client.get(reverse("moderation:claim-state", args=[item.pk])).text


def press(client, item, name):
    return client.post(
        reverse(f"moderation:{name}", args=[item.pk]), headers={"HX-Request": "true"}
    ).text


def test_a_claim_is_not_taken_without_asking(item, first, second):
    assert refused(asking.take_over, item, by=second) == "claimed"
    assert held_by(item) == first


def test_a_claim_is_not_taken_before_the_time_to_answer_is_over(item, first, second):
    asking.ask(item, by=second)

    assert refused(asking.take_over, item, by=second) == "claimed"
    assert held_by(item) == first


def test_a_claim_is_taken_when_nobody_answers(item, second):
    asking.ask(item, by=second)
    asked_long_ago(item)

    asking.take_over(item, by=second)

    assert held_by(item) == second
    assert question_of(item) == (None, None, None)


def test_only_whoever_asked_may_take_over(item, first, second):
    asking.ask(item, by=second)
    asked_long_ago(item)

    assert refused(asking.take_over, item, by=make_staff()) == "claimed"
    assert held_by(item) == first


def test_a_yes_hands_over(item, first, second):
    asking.ask(item, by=second)

    asking.give(item, by=first)

    assert held_by(item) == second
    assert question_of(item) == (None, None, None)


def test_a_no_keeps_it_and_renews(item, first, second):
    asking.ask(item, by=second)
    QueueItem.objects.filter(pk=item.pk).update(
        lease_until=Now() + timedelta(minutes=2)
    )

    asking.keep(item, by=first)

    soon = QueueItem.objects.filter(lease_until__gt=Now() + timedelta(minutes=9))
    assert held_by(item) == first
    assert soon.filter(pk=item.pk).exists()
    asked_long_ago(item)
    assert refused(asking.take_over, item, by=second) == "claimed"


def test_after_a_no_one_asks_again_only_later(item, first, second):
    asking.ask(item, by=second)
    asking.keep(item, by=first)

    assert refused(asking.ask, item, by=second) == "asked"

    asked_long_ago(item, seconds=400, kept_at=Now() - timedelta(seconds=301))
    asking.ask(item, by=second)
    item.refresh_from_db()
    assert item.kept_at is None


def test_asking_twice_starts_the_time_once(item, second):
    asking.ask(item, by=second)
    asked_long_ago(item, seconds=30)
    before = question_of(item)

    asking.ask(item, by=second)

    assert question_of(item) == before


def test_one_asks_at_a_time(item, second):
    asking.ask(item, by=second)

    assert refused(asking.ask, item, by=make_staff()) == "asked"


def test_a_forgotten_question_blocks_nobody(item, second):
    third = make_staff()
    asking.ask(item, by=second)
    asked_long_ago(item, seconds=181)

    asking.ask(item, by=third)

    assert question_of(item)[0] == third


def test_what_is_free_or_ones_own_needs_no_question(item, first, second):
    assert refused(asking.ask, item, by=first) == "free"
    assert refused(asking.ask, make_item(), by=second) == "free"


def test_about_what_is_decided_nobody_asks(item, first, second):
    services.decide(item, verdict="publish", version=1, by=first)

    assert refused(asking.ask, item, by=second) == "closed"
    assert refused(asking.take_over, item, by=second) == "closed"


def test_giving_back_gives_to_whoever_asked(item, first, second):
    asking.ask(item, by=second)

    services.release(item, by=first)

    assert held_by(item) == second


def test_the_next_claim_begins_without_a_question(item, first, second):
    asking.ask(item, by=second)
    QueueItem.objects.filter(pk=item.pk).update(
        lease_until=Now() - timedelta(seconds=1)
    )

    services.claim(item, by=make_staff())

    assert question_of(item) == (None, None, None)


def test_a_renewal_keeps_the_question(item, first, second):
    asking.ask(item, by=second)

    services.claim(item, by=first)

    assert question_of(item)[0] == second


def test_a_decision_ends_the_question(item, first, second):
    asking.ask(item, by=second)

    services.decide(item, verdict="publish", version=1, by=first)

    assert question_of(item) == (None, None, None)


def test_both_pages_say_what_goes_on(client, sign_in, item, first, second):
    client = sign_in(client, second)
    assert "Nachfragen" in state(client, item)

    assert "können Sie ab" in press(client, item, "claim-ask")
    client = sign_in(client, first)
    assert "Kollege Zwei möchte übernehmen" in state(client, item)
    assert "Liegt bei Ihnen" in press(client, item, "claim-keep")

    client = sign_in(client, second)
    assert "Kollegin Eins braucht den Beitrag noch (Antwort um" in state(client, item)


def test_whoever_handed_over_reads_who_has_it_now(client, sign_in, item, first, second):
    asking.ask(item, by=second)
    client = sign_in(client, first)

    press(client, item, "claim-give")

    url = reverse("moderation:claim-state", args=[item.pk])
    page = client.get(url, {"hatte": "1"}).text
    assert "Kollege Zwei hat den Beitrag jetzt" in page
    assert "bleibt als Ihr Entwurf" in page
    assert held_by(item) == second


def test_the_page_offers_to_take_over_once_nobody_answered(
    client, sign_in, item, second
):
    asking.ask(item, by=second)
    client = sign_in(client, second)
    take_over = reverse("moderation:claim-take-over", args=[item.pk])
    assert take_over not in state(client, item)

    asked_long_ago(item)

    assert take_over in state(client, item)
    assert "Liegt bei Ihnen" in press(client, item, "claim-take-over")


def test_without_script_the_page_is_drawn_anew(client, sign_in, item, second):
    client = sign_in(client, second)

    response = client.post(reverse("moderation:claim-ask", args=[item.pk]))

    assert response.headers["Location"] == item.get_absolute_url()
    assert question_of(item)[0] == second
