"""A Nachtrag: written by the author, read at the desk, shown below the idea."""

import uuid

import pytest
from django.urls import reverse

from commons.errors import RuleViolation
from commons.notifications import services as notifications
from commons.notifications.models import Notification
from commons.search.models import SearchRow
from commons.verbs.models import Happening
from participation.ideas.forms.amending import LONGEST_ADDENDUM
from participation.ideas.models import Addendum
from participation.ideas.services import amending, pickup
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import QueueItem
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory, SubmissionFactory
from tests.participation.writing import dangers_in
from tests.telling import past_undoing

pytestmark = pytest.mark.django_db
TEXT = "Inzwischen haben wir mit der Schule gesprochen. Sie ist dafür."


@pytest.fixture
def moderator():
    return make_staff()


def page_of(idea):
    return reverse("ideas:idea-amend", args=[idea.number])


def add(idea, text=TEXT):
    return amending.add(idea, text=text, draft_id=uuid.uuid4(), by=idea.author)


def decide(addendum, by, verdict=Verdict.PUBLISH, **ruling):
    item = QueueItem.objects.open().get(kind="addendum", target_id=addendum.pk)
    moderation.decide(item, verdict=verdict, version=1, by=by, **ruling)
    addendum.refresh_from_db()


def told(verb):
    past_undoing()
    for pk in Happening.objects.filter(verb=verb).values_list("pk", flat=True):
        notifications.expand(pk)
    rows = Notification.objects.filter(happening__verb=verb)
    return set(rows.values_list("user", "reason"))


def test_an_author_adds_something_and_it_waits_at_the_desk(client, sign_in):
    idea = IdeaFactory()
    form = {"key": str(uuid.uuid4()), "text": TEXT}

    response = sign_in(client, idea.author).post(page_of(idea), form)

    addendum = Addendum.objects.get()
    assert response["Location"] == idea.get_absolute_url()
    assert (addendum.publication, addendum.region) == ("submitted", idea.region)
    assert QueueItem.objects.open().get().kind == "addendum"
    assert TEXT not in client.get(idea.get_absolute_url()).text


def test_published_it_stands_below_the_idea_and_is_found(client, moderator):
    idea = IdeaFactory()
    addendum = add(idea)

    decide(addendum, moderator)

    assert TEXT in client.get(idea.get_absolute_url()).text
    row = SearchRow.objects.get(kind="idea", target_id=idea.pk)
    assert "schul" in str(row.words)


def test_author_and_followers_are_told_in_their_own_words(moderator):
    idea = IdeaFactory()
    follower = UserFactory()
    notifications.follow(idea.author, idea, reason="author")
    notifications.follow(follower, idea)

    decide(add(idea), moderator)

    assert told("addendum.published") == {
        (idea.author_id, "author"),
        (follower.pk, "follower"),
    }


def test_declined_it_stays_away_and_only_the_author_hears_why(client, moderator):
    idea = IdeaFactory()
    notifications.follow(UserFactory(), idea)
    addendum = add(idea)

    decide(
        addendum, moderator, Verdict.DECLINE, reason=Reason.ADVERTISING, text="Werbung."
    )

    assert addendum.publication == Publication.DECLINED
    assert told("addendum.declined") == {(idea.author_id, "author")}
    assert TEXT not in client.get(idea.get_absolute_url()).text


def test_one_waits_at_a_time_and_a_double_click_adds_once():
    idea = IdeaFactory()
    key = uuid.uuid4()
    first = amending.add(idea, text=TEXT, draft_id=key, by=idea.author)

    assert amending.add(idea, text=TEXT, draft_id=key, by=idea.author) == first
    with pytest.raises(RuleViolation) as refusal:
        add(idea)

    assert refusal.value.code == "one_waits"


@pytest.mark.parametrize(
    "state", sorted(set(Publication.values) - {Publication.PUBLISHED})
)
def test_only_a_public_idea_is_added_to(client, sign_in, state):
    idea = IdeaFactory(publication=state)
    form = {"key": str(uuid.uuid4()), "text": TEXT}

    response = sign_in(client, idea.author).post(page_of(idea), form)

    assert response.status_code == 302
    assert not Addendum.objects.exists()


def test_somebody_else_finds_no_page(client, sign_in):
    idea = IdeaFactory()

    assert client.get(page_of(idea)).status_code == 404
    assert sign_in(client, UserFactory()).get(page_of(idea)).status_code == 404


def test_whoever_holds_the_code_adds_without_an_account(client):
    code = "ABCD-EFGH-JKMN"
    idea = SubmissionFactory(claim_hash=pickup.hash_of(code)).idea
    client.post(reverse("ideas:idea-claim"), {"number": idea.number, "code": code})

    response = client.post(page_of(idea), {"key": str(uuid.uuid4()), "text": TEXT})

    assert response["Location"] == reverse("ideas:idea-claimed", args=[idea.number])
    assert Addendum.objects.get().author is None


def test_the_author_takes_it_back_and_another_may_follow(client, sign_in):
    idea = IdeaFactory()
    addendum = add(idea)
    address = reverse("ideas:addendum-withdraw", args=[addendum.pk])

    sign_in(client, idea.author).post(address)

    addendum.refresh_from_db()
    assert addendum.publication == Publication.WITHDRAWN
    assert not QueueItem.objects.open().exists()
    assert add(idea).publication == Publication.SUBMITTED


def test_nobody_else_takes_it_back(client, sign_in):
    addendum = add(IdeaFactory())
    address = reverse("ideas:addendum-withdraw", args=[addendum.pk])

    assert sign_in(client, UserFactory()).post(address).status_code == 404
    addendum.refresh_from_db()
    assert addendum.publication == Publication.SUBMITTED


@pytest.mark.parametrize("text", ("", "x" * (LONGEST_ADDENDUM + 1)))
def test_nothing_and_too_much_are_refused_in_words(client, sign_in, text):
    idea = IdeaFactory()

    response = sign_in(client, idea.author).post(
        page_of(idea), {"key": str(uuid.uuid4()), "text": text}
    )

    assert response.status_code == 422
    assert not Addendum.objects.exists()


def test_hostile_words_stay_words(client, sign_in, moderator):
    idea = IdeaFactory()
    bad = '<script>alert(1)</script><img src=x onerror="alert(1)">'
    addendum = add(idea, bad)
    item = QueueItem.objects.open().get()
    at_desk = sign_in(client, moderator).get(item.get_absolute_url()).text

    decide(addendum, moderator)

    assert dangers_in(at_desk) == []
    assert dangers_in(client.get(idea.get_absolute_url()).text) == []


def test_an_author_who_moderates_does_not_decide_on_an_own_one(client, sign_in):
    moderator = make_staff()
    addendum = add(IdeaFactory(author=moderator))
    item = QueueItem.objects.open().get()

    response = sign_in(client, moderator).get(item.get_absolute_url())

    assert response.status_code == 403
    assert addendum.publication == Publication.SUBMITTED


@pytest.mark.parametrize("count", (1, 20))
def test_the_page_costs_the_same_with_1_and_20(
    client, sign_in, moderator, django_assert_num_queries, count
):
    idea = IdeaFactory()
    for _number in range(count):
        decide(add(idea), moderator)
    sign_in(client, idea.author).get(page_of(idea))

    with django_assert_num_queries(STRICT_QUERIES + 8):
        client.get(page_of(idea))
