import pytest

from commons.accounts.enums import Role
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.moderation.enums import Publication
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


def test_the_page_of_a_public_idea_tells_its_way(client):
    idea = IdeaFactory(text="**Bänke** mit Lehne")

    page = client.get(idea.get_absolute_url()).content.decode()

    assert "<strong>Bänke</strong> mit Lehne" in page
    assert "Weg der Idee" in page
    assert "Veröffentlicht" in page


@pytest.mark.parametrize(
    ("who", "status"),
    (("anonymous", 404), ("neighbour", 404), ("author", 200), ("moderator", 200)),
)
def test_a_waiting_idea_is_seen_by_author_and_moderation_alone(
    client, sign_in, who, status
):
    author = UserFactory()
    idea = IdeaFactory(author=author, publication=Publication.SUBMITTED)
    people = {
        "author": author,
        "neighbour": UserFactory(),
        "moderator": make_staff(Role.MODERATOR),
    }
    if who in people:
        sign_in(client, people[who])

    response = client.get(idea.get_absolute_url())

    assert response.status_code == status


@pytest.mark.parametrize("address", ("kurz", "anders"))
def test_another_spelling_leads_to_the_one_address(client, address):
    idea = IdeaFactory()
    path = {"kurz": f"/ideen/{idea.number}/", "anders": f"/ideen/{idea.number}/alt/"}

    response = client.get(path[address])

    assert (response.status_code, response["Location"]) == (
        301,
        idea.get_absolute_url(),
    )


def test_a_merged_idea_leads_to_the_one_it_went_into(client):
    idea = IdeaFactory(publication=Publication.MERGED)

    response = client.get(idea.get_absolute_url())

    assert response.status_code == 301
    assert response["Location"] == idea.merged_into.get_absolute_url()


def test_a_removed_idea_is_gone(client):
    idea = IdeaFactory(publication=Publication.REMOVED)

    assert client.get(idea.get_absolute_url()).status_code == 410


def test_hostile_words_stay_words(client):
    idea = IdeaFactory(
        title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>"
    )

    page = client.get(idea.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_a_change_of_the_case_ends_the_cached_page(
    client, django_capture_on_commit_callbacks
):
    idea = IdeaFactory()
    client.get(idea.get_absolute_url())

    with django_capture_on_commit_callbacks(execute=True):
        cases.open_case(idea, next_on=idea.submitted_at.date(), by=None)
    page = client.get(idea.get_absolute_url()).content.decode()

    assert "Die SPK klärt, wer zuständig ist" in page


def test_an_unchanged_page_is_not_sent_again(client):
    idea = IdeaFactory()
    first = client.get(idea.get_absolute_url())

    second = client.get(
        idea.get_absolute_url(), headers={"If-None-Match": first["ETag"]}
    )

    assert (second.status_code, second.content) == (304, b"")


def test_the_page_costs_few_queries(client, django_assert_max_num_queries):
    idea = IdeaFactory()

    with django_assert_max_num_queries(14):
        client.get(idea.get_absolute_url())

    assert Idea.objects.get().total_support == 0
