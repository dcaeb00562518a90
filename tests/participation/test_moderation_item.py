"""The page of one item: what it shows, to whom, and what changed meanwhile."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from neighbourhood.regions.models import Region
from participation.ideas.models import Idea
from participation.moderation import services
from participation.moderation.enums import HintCode, Publication, Reason, Verdict
from participation.moderation.models import Decision
from participation.moderation.services.weighing import weigh_again
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import (
    DecisionFactory,
    HintFactory,
    ReportFactory,
    make_item,
    make_regional_moderator,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_staff(display_name="Kollege Zwei")


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


def idea_of(item):
    return Idea.objects.get(pk=item.target_id)


def decline(**changes):
    return {
        "verdict": Verdict.DECLINE,
        "reason": Reason.ADVERTISING,
        "text": "Das wirbt für einen Laden.",
        "version": 1,
        **changes,
    }


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_the_page_shows_the_contribution_its_author_and_the_promise(desk):
    item = make_item(
        title="Bänke am Anger", author=UserFactory(display_name="Nachbarin Grün")
    )

    page = desk.get(item.get_absolute_url()).text

    assert "Bänke am Anger" in page
    assert "Nachbarin Grün" in page
    assert "erster Blick zugesagt bis" in page


@pytest.mark.parametrize("route", ("item", "claim", "release"))
def test_items_of_other_regions_are_not_there(client, sign_in, route):
    here, there = Region.objects.order_by("number")[:2]
    item = make_item(region=there)
    client = sign_in(client, make_regional_moderator(here))
    url = reverse(f"moderation:{route}", args=[item.pk])

    assert client.post(url).status_code == 404


def test_an_own_contribution_is_seen_and_not_decided(client, sign_in, moderator):
    item = make_item(author=moderator)
    client = sign_in(client, moderator)

    assert client.get(item.get_absolute_url()).status_code == 403
    assert client.post(item.get_absolute_url(), decline()).status_code == 403
    assert idea_of(item).publication == Publication.SUBMITTED


def test_residents_and_authors_have_no_way_to_the_desk(client, sign_in):
    author = UserFactory()
    item = make_item(author=author)

    assert sign_in(client, author).get(item.get_absolute_url()).status_code == 403


def test_likely_duplicates_are_offered_by_their_number(desk):
    twin = IdeaFactory(number="2026-00007", title="Bank am Anger")
    item = make_item()
    HintFactory(
        item=item, code=HintCode.DUPLICATE, target_kind="idea", target_id=twin.pk
    )

    page = desk.get(item.get_absolute_url()).text

    assert '<option value="2026-00007">Bank am Anger</option>' in page
    assert twin.get_absolute_url() in page


def test_the_page_of_a_contribution_says_who_decided_what(desk):
    item = make_item()
    services.decide(item, by=make_staff(display_name="Kollegin Eins"), **decline())

    page = desk.get(reverse("moderation:contribution", args=["idea", item.target_id]))

    assert "Kollegin Eins" in page.text
    assert "Das wirbt für einen Laden." in page.text


def test_a_change_meanwhile_is_shown_and_overwrites_nothing(desk):
    item = make_item(title="Eine Bank")
    idea = idea_of(item)
    write_version(idea, 1, "Eine Bank", "Am Anger fehlt eine Bank.")
    write_version(idea, 2, "Zwei Bänke", "Am Anger fehlen zwei Bänke.")
    idea.title, idea.version = "Zwei Bänke", 2
    idea.save()

    response = desk.post(item.get_absolute_url(), decline(version=1))

    assert response.status_code == 409
    assert "Während Sie lasen, wurde das geändert" in response.text
    assert "<ins>Zwei Bänke</ins>" in response.text
    assert "<del>Eine Bank</del>" in response.text
    assert "Das wirbt für einen Laden." in response.text
    assert 'name="version" value="2"' in response.text
    assert Decision.objects.count() == 0


def write_version(idea, number, title, text):
    idea.snapshots.create(
        version=number,
        content={"title": title, "text": text},
        created_at=idea.submitted_at,
    )


def test_after_reading_the_change_one_decides_on_the_new_version(desk):
    item = make_item(version=2)
    desk.post(item.get_absolute_url(), decline(version=1))

    desk.post(item.get_absolute_url(), decline(version=2))

    assert Decision.objects.get().version == 2


def test_a_reworked_contribution_shows_what_was_reworked(desk, moderator):
    item = make_item()
    idea = idea_of(item)
    write_version(idea, 1, "Bank", "Da fehlt eine Bank.")
    services.decide(
        item,
        verdict=Verdict.REQUEST_CHANGES,
        reason=Reason.UNCLEAR,
        text="Wo?",
        version=1,
        by=moderator,
    )
    write_version(idea, 2, "Bank", "Am Anger fehlt eine Bank.")
    idea.refresh_from_db()
    idea.version, idea.publication = 2, Publication.SUBMITTED
    idea.save()
    again = services.submit(idea)

    page = desk.get(again.get_absolute_url()).text

    assert "Das ist seit der letzten Entscheidung anders" in page
    assert "<ins>Am Anger</ins>" in page


def test_a_closed_item_leads_to_the_contribution(desk, moderator):
    item = make_item()
    services.decide(item, verdict=Verdict.PUBLISH, version=1, by=moderator)

    response = desk.get(item.get_absolute_url())

    assert response.headers["Location"] == reverse(
        "moderation:contribution", args=["idea", item.target_id]
    )


def test_what_waits_at_the_desk_is_decided_there(desk):
    item = make_item()
    url = reverse("moderation:contribution", args=["idea", item.target_id])

    assert desk.get(url).headers["Location"] == item.get_absolute_url()


@pytest.mark.parametrize("kind", ("idea", "user", "unsinn"))
def test_what_is_no_contribution_is_not_there(desk, kind):
    url = reverse("moderation:contribution", args=[kind, 99_999])

    assert desk.get(url).status_code == 404


def test_reports_stand_above_the_contribution_and_can_be_answered_with_keep(desk):
    idea = IdeaFactory()
    item = services.queue.open_reported(idea)
    ReportFactory(target_id=idea.pk, item=item, text="Das stimmt nicht.")
    weigh_again(item)

    page = desk.get(item.get_absolute_url())

    assert "Das stimmt nicht." in page.text
    verdicts = [value for value, _ in page.context["form"].fields["verdict"].choices]
    assert verdicts == [Verdict.KEEP, Verdict.HIDE, Verdict.MERGE, Verdict.REMOVE]


@pytest.mark.parametrize("rows", (1, 30))
def test_the_page_costs_the_same_with_1_and_30_hints_and_decisions(
    desk, django_assert_num_queries, rows
):
    item = make_item()
    for number in range(rows):
        twin = IdeaFactory()
        HintFactory(
            item=item, code=HintCode.DUPLICATE, target_kind="idea", target_id=twin.pk
        )
        DecisionFactory(target_id=item.target_id, decided_by=make_staff())
        ReportFactory(target_id=item.target_id, item=item, text=f"Meldung {number}")
    desk.get(item.get_absolute_url())

    with django_assert_num_queries(19 + STRICT_QUERIES):
        desk.get(item.get_absolute_url())
