"""Versions of an idea with what changed: all for its author, the public one for all."""

import pytest
from django.urls import reverse

from neighbourhood.departments.models import Topic
from participation.ideas.models import Idea
from participation.ideas.queries.places import without_place
from participation.ideas.services import revision
from participation.ideas.services.submission import Content, write_version
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import QueueItem
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.participation.writing import dangers_in

pytestmark = pytest.mark.django_db


def content_of(idea, title, text):
    return Content(title, text, idea.topic, without_place(idea.region))


def written(*texts, **fields):
    """An idea at the desk, with a version for each text."""
    fields.setdefault("publication", Publication.SUBMITTED)
    idea = IdeaFactory(title="Bank am Anger", text=texts[0], **fields)
    write_version(idea, content_of(idea, idea.title, texts[0]), by=idea.author)
    if idea.publication == Publication.SUBMITTED:
        moderation.submit(idea)
    for number, text in enumerate(texts[1:], start=1):
        content = content_of(idea, idea.title, text)
        revision.resubmit(idea, content, version=number, by=idea.author)
    return Idea.objects.get(pk=idea.pk)


def page_of(idea):
    return reverse("ideas:idea-versions", args=[idea.number])


def test_changing_a_waiting_idea_keeps_its_place_and_refreshes_the_item():
    idea = written("Eine Bank.")
    item = QueueItem.objects.open().get()

    content = content_of(idea, "Zwei Bänke am Anger", "Zwei Bänke.")
    revision.resubmit(idea, content, version=1, by=idea.author)

    item.refresh_from_db()
    again = Idea.objects.get(pk=idea.pk)
    assert (again.version, again.submitted_at) == (2, idea.submitted_at)
    assert (item.version, item.title) == (2, "Zwei Bänke am Anger")
    assert item.cause == "submitted"


def test_whoever_reads_just_now_sees_that_it_changed(client, sign_in):
    moderator = make_staff()
    idea = written("Eine Bank.")
    item = QueueItem.objects.open().get()
    moderation.claim(item, by=moderator)
    address = reverse("moderation:claim-state", args=[item.pk]) + "?fassung=1"
    before = sign_in(client, moderator).get(address).text

    content = content_of(idea, idea.title, "Zwei Bänke.")
    revision.resubmit(idea, content, version=1, by=idea.author)
    decided = client.post(
        item.get_absolute_url(), {"verdict": Verdict.PUBLISH, "version": 1}
    )

    assert "Gerade geändert" not in before
    assert "Gerade geändert" in client.get(address).text
    assert decided.status_code == 409


def test_the_form_says_that_somebody_reads_it(client, sign_in):
    idea = written("Eine Bank.")
    address = reverse("ideas:idea-edit", args=[idea.number])
    free = sign_in(client, idea.author).get(address).text

    moderation.claim(QueueItem.objects.open().get(), by=make_staff())

    assert "Gerade liest jemand von uns Ihre Idee" not in free
    assert "Gerade liest jemand von uns Ihre Idee" in client.get(address).text


def test_the_author_sees_what_changed_word_by_word(client, sign_in):
    idea = written("Eine Bank am Anger.", "Zwei Bänke am Anger.")

    page = sign_in(client, idea.author).get(page_of(idea)).text

    assert "<del>Eine Bank</del>" in page
    assert "<ins>Zwei Bänke</ins>" in page


def test_everybody_else_sees_the_published_one_alone(client):
    idea = written("Erste Worte.", "Letzte Worte.")
    item = QueueItem.objects.open().get()
    moderation.decide(item, verdict=Verdict.PUBLISH, version=2, by=make_staff())

    page = client.get(page_of(idea)).text

    assert "Letzte Worte." in page
    assert "Erste" not in page


@pytest.mark.parametrize("state", sorted(set(Publication.values) - {"published"}))
def test_of_what_is_not_public_nobody_else_sees_a_version(client, sign_in, state):
    idea = written("Eine Bank.", publication=state)

    assert client.get(page_of(idea)).status_code == 404
    assert sign_in(client, UserFactory()).get(page_of(idea)).status_code == 404
    assert sign_in(client, make_staff()).get(page_of(idea)).status_code == 200


def test_a_new_topic_is_told_beside_the_text(client, sign_in):
    idea = written("Eine Bank.")
    other = Topic.objects.filter(is_active=True).exclude(pk=idea.topic_id).first()

    content = Content(idea.title, idea.text, other, without_place(idea.region))
    revision.resubmit(idea, content, version=1, by=idea.author)

    page = sign_in(client, idea.author).get(page_of(idea)).text
    assert f"Thema: {other.name} statt {idea.topic.name}" in page


def test_hostile_words_stay_words(client, sign_in):
    idea = written("<script>alert(1)</script>", "<img src=x onerror=alert(1)>")

    assert dangers_in(sign_in(client, idea.author).get(page_of(idea)).text) == []


@pytest.mark.parametrize("count", (1, 30))
def test_the_page_costs_the_same_with_1_and_30_versions(
    client, sign_in, django_assert_num_queries, count
):
    idea = written(*(f"Fassung {number}." for number in range(count)))
    sign_in(client, idea.author).get(page_of(idea))

    with django_assert_num_queries(STRICT_QUERIES + 6):
        client.get(page_of(idea))
