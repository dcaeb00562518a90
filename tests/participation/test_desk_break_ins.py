"""Ways around the desk that somebody tried: each of them ends here."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.services import absences
from commons.accounts.visitors import visitor_for
from commons.clock import berlin_today
from commons.files.services import Area
from participation.discussion.services.checking import is_suspicious
from participation.ideas.models import Idea
from participation.moderation import services
from participation.moderation.coverage import MODERATING
from participation.moderation.enums import Reason, ReportReason, Verdict
from participation.moderation.models import Decision, QueueItem, Report, TrustPause
from participation.moderation.screening import insults
from participation.moderation.services import blocks, complaints, pool, reports
from participation.moderation.services.blocks import Sanction
from participation.moderation.services.redaction import Patch, Wish, redact
from participation.moderation.services.reports import Notice
from tests.clients import StrictClient, sign_in
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_regional_moderator
from tests.factories.regions import RegionFactory
from tests.participation.entering import ENTER, entry, make_house
from tests.participation.objections import refused
from tests.participation.test_redaction_words import make_idea, wish

WEEK = Sanction(Reason.INSULT, "Am 3. Mai jemanden beleidigt: 030 1234567.", 7)


@pytest.mark.parametrize(
    "text",
    (
        "_" * 400 + "aa",
        "- _" * 400 + "aa",
        "a" + "*'" * 40 + "*" + "z" * 20,
        "arsch" + "*'" * 40 + "*geigen",
        "a_b_" * 900,
    ),
    ids=("row", "gaps", "stars", "prefix", "letters"),
)
def test_no_text_keeps_the_look_for_insults_busy(text):
    """A comment is looked at while its author waits, an idea while the worker does."""
    started = time.process_time()

    is_suspicious(text)
    insults.found_in(text)

    assert time.process_time() - started < 1


@pytest.mark.parametrize("text", ("Du I D I O T", "du i_d_i_o_t", "Du A*schloch"))
def test_what_is_spaced_or_starred_is_still_found(text):
    assert insults.found_in(text)


@pytest.fixture
def coordinator():
    return make_staff(Role.COORDINATOR)


@pytest.fixture
def blocked(coordinator):
    person = UserFactory(display_name="Drossel")
    blocks.block(person, WEEK, by=coordinator)
    return person


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kept"),
    (("Alle hier sind dumm", "Drossel"), ("", ""), ("Drossel", "Drossel")),
)
def test_who_is_blocked_writes_nothing_by_a_new_name(blocked, name, kept):
    mine = sign_in(StrictClient(), blocked)
    address = reverse("accounts:account-overview")

    page = mine.post(address, {"display_name": name, "language": "en"})

    blocked.refresh_from_db()
    assert (blocked.display_name, blocked.language) == (
        kept,
        "de" if name != kept else "en",
    )
    assert ("Ihr Konto ist gesperrt" in page.text) is (name != kept)


@pytest.mark.django_db
def test_everybody_else_is_called_as_they_like_on_one_line(client):
    person = UserFactory(display_name="Drossel")

    sign_in(client, person).post(
        reverse("accounts:account-overview"),
        {"display_name": "Sing\ndrossel", "language": "de"},
    )

    person.refresh_from_db()
    assert person.display_name == "Sing drossel"


@pytest.mark.django_db
def test_who_is_blocked_enters_nothing_for_others_either(coordinator):
    house = make_house()
    blocks.block(house, WEEK, by=coordinator)

    page = sign_in(StrictClient(), house).post(ENTER, entry())

    assert "Ihr Konto ist gesperrt" in page.text
    assert not Idea.objects.exists()


@pytest.mark.django_db
def test_who_is_blocked_and_has_a_role_since_does_not_lift_it(blocked, coordinator):
    block = blocked.blocks.get()

    refused("own_account", blocks.lift, block, text="Erledigt.", by=blocked)


@pytest.mark.django_db
def test_nobody_trusts_themselves_again(client):
    region = RegionFactory()
    lead = make_regional_moderator(region, role=Role.COORDINATOR)
    pause = TrustPause.objects.create(user=lead, region=region, since=timezone.now())

    address = reverse("moderation:trust-give-again", args=[pause.pk])
    response = sign_in(client, lead).post(address)

    pause.refresh_from_db()
    assert (response.status_code, pause.ended_at) == (403, None)


@pytest.mark.django_db
def test_who_coordinates_one_stadtteil_takes_no_seat_over_all(coordinator):
    lead = make_regional_moderator(RegionFactory(), role=Role.COORDINATOR)
    days = {"valid_from": berlin_today(), "valid_until": None}

    refused("own_reach", pool.name, lead, **days, by=lead)
    assert pool.name(coordinator, **days, by=coordinator).pk
    assert pool.name(lead, **days, by=coordinator).pk


@pytest.mark.django_db
def test_who_coordinates_one_stadtteil_gains_nothing_by_a_chain(coordinator):
    """Who stands in for a colleague names that colleague for somebody who has more."""
    here, there = RegionFactory(), RegionFactory()
    lead = make_regional_moderator(here, role=Role.COORDINATOR)
    colleague = make_regional_moderator(there)
    _away(colleague, lead, 2, 4, by=colleague)

    refused("own_reach", _away, coordinator, colleague, 0, 5, by=lead)
    assert _away(coordinator, colleague, 0, 1, by=lead).pk
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        assert visitor_for(lead).region_ids(*MODERATING) == {here.pk, there.pk}


def _away(user, substitute, first, last, *, by):
    today = berlin_today()
    return absences.enter(
        user,
        first_day=today + timedelta(days=first),
        last_day=today + timedelta(days=last),
        substitute=substitute,
        by=by,
    )


@pytest.mark.django_db
def test_nobody_fills_the_mailbox_of_somebody_else_with_receipts():
    idea = IdeaFactory()
    address = reverse("moderation:report-create", args=["idea", idea.pk])
    words = {"reason": ReportReason.INSULT, "text": "Das beleidigt uns."}

    answers = [
        # Each time from another network, and without the cookie of a device.
        StrictClient(REMOTE_ADDR=f"192.0.2.{number}")
        .post(address, words | {"address": f"{name}@example.org"})
        .status_code
        for number, name in enumerate([*["opfer", "Opfer"] * 6, "andere"])
    ]

    assert answers == [302] * 10 + [422] * 2 + [302]
    assert Report.objects.filter(address__iexact="opfer@example.org").count() == 10


@pytest.mark.django_db
def test_what_one_reporter_objects_is_not_for_the_others():
    idea, moderator = IdeaFactory(), make_staff()
    one, other = UserFactory(), UserFactory()
    for person in (one, other):
        reports.report(idea, Notice(ReportReason.INSULT, "Das da."), by=person)
    services.decide(
        QueueItem.objects.open().get(), verdict=Verdict.KEEP, version=1, by=moderator
    )
    decision = Decision.objects.get(verdict=Verdict.KEEP)
    complaints.complain(decision, text="Ich wohne daneben.", by=one)
    address = reverse("moderation:complaint-create", args=[decision.pk])

    mine = sign_in(StrictClient(), one).get(address)
    theirs = sign_in(StrictClient(), other).get(address)

    assert "Ich wohne daneben." in mine.text
    assert theirs.status_code == 200
    assert "Ich wohne daneben." not in theirs.text
    assert "schon einen Einwand" in theirs.text


@pytest.mark.django_db
def test_words_go_from_the_talk_of_ideas_that_became_one(coordinator):
    target = make_idea()
    source = IdeaFactory(publication="merged", merged_into=target)
    quoting = CommentFactory(idea=target, text="Die 0301234567 stimmt nicht.")
    Idea.objects.filter(pk=source.pk).update(text=target.text)
    source.refresh_from_db()

    redact(source, wish(source, "030 1234567"), by=coordinator)

    quoting.refresh_from_db()
    assert "0301234567" not in quoting.text


@pytest.mark.django_db
def test_words_go_from_what_a_block_says_of_their_author(blocked, coordinator):
    idea = make_idea(author=blocked)

    redact(idea, wish(idea, "030 1234567"), by=coordinator)

    assert "030 1234567" not in Decision.objects.get(verdict=Verdict.BLOCK).facts


@pytest.mark.django_db
def test_a_picture_of_something_else_is_no_reason_to_write_to_an_author(coordinator):
    idea = make_idea()
    made_up = Patch(picture=987_654, area=Area(0, 0, 500, 500))

    refused("area", redact, idea, Wish(version=1, patches=[made_up]), by=coordinator)
