"""Following ideas, Stadtteile and topics; muting; one notification a person."""

import pytest
from django.urls import reverse

from commons.notifications import services as notifications
from commons.notifications.models import Follow, Notification
from commons.notifications.queries.follows import follow_of
from commons.notifications.services import following, follows
from commons.verbs.models import Happening
from commons.verbs.services import happened
from participation.ideas.models import Support
from participation.ideas.services import support
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Verdict
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import TopicFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item
from tests.participation.writing import dangers_in
from tests.telling import past_undoing

pytestmark = pytest.mark.django_db
LIST = "/konto/verfolgt/"


def page_of(kind, target):
    return reverse("notifications:follow", args=[kind, target.pk])


def told(verb):
    past_undoing()
    for pk in Happening.objects.filter(verb=verb).values_list("pk", flat=True):
        notifications.expand(pk)
    rows = Notification.objects.filter(happening__verb=verb)
    return sorted(rows.values_list("user", "reason"))


def published(**fields):
    item = make_item(**fields)
    decision = moderation.decide(
        item, verdict=Verdict.PUBLISH, version=1, by=make_staff()
    )
    return decision.target_id


def test_followers_of_stadtteil_and_topic_hear_of_a_new_idea_once():
    parent = TopicFactory()
    topic = TopicFactory(parent=parent)
    idea = IdeaFactory.build(topic=topic)
    both, of_parent, muted = UserFactory.create_batch(3)
    author = UserFactory()
    follows.follow(both, idea.region)
    follows.follow(both, topic)
    follows.follow(of_parent, parent)
    follows.follow(muted, topic)
    follows.mute(muted, topic)
    follows.follow(author, idea.region)

    published(topic=topic, region=idea.region, author=author)

    assert told("idea.published") == sorted(
        [
            (author.pk, "author"),
            (both.pk, "region_follower"),
            (of_parent.pk, "topic_follower"),
        ]
    )


def test_the_words_fit_the_reason(client, sign_in):
    idea = IdeaFactory.build()
    neighbour = UserFactory()
    follows.follow(neighbour, idea.region)
    published(title="Bank am Anger", region=idea.region)
    told("idea.published")

    page = sign_in(client, neighbour).get(reverse("notifications:bell")).text

    assert f"Neue Idee in {idea.region.name}: „Bank am Anger“" in page


def test_a_muted_idea_says_nothing_and_keeps_the_support():
    idea = IdeaFactory()
    supporter = UserFactory()
    support.give(idea, by=supporter)
    follows.mute(supporter, idea)

    happened("idea.reopened", idea, by=None)

    assert told("idea.reopened") == []
    assert Support.objects.filter(idea=idea, user=supporter).exists()
    assert Follow.objects.of(idea).filter(user=supporter).exists()


def test_an_author_hears_decisions_even_when_muted():
    item = make_item()
    idea = IdeaFactory._meta.model.objects.get(pk=item.target_id)
    follows.follow(idea.author, idea, reason="author")
    follows.mute(idea.author, idea)

    moderation.decide(
        item,
        verdict=Verdict.DECLINE,
        reason="advertising",
        version=1,
        by=make_staff(),
    )

    assert told("idea.declined") == [(idea.author_id, "author")]


@pytest.mark.parametrize("kind", ("idea", "region", "topic"))
def test_following_muting_and_leaving_without_a_script(client, sign_in, kind):
    idea = IdeaFactory()
    target = {"idea": idea, "region": idea.region, "topic": idea.topic}[kind]
    user = UserFactory()
    page = page_of(kind, target)
    sign_in(client, user)
    states = []

    for wish in ("folgen", "folgen", "stumm", "laut", "aufhoeren", "aufhoeren"):
        assert client.post(page, {"was": wish}).status_code == 302
        row = follow_of(user.pk, target)
        states.append(None if row is None else bool(row.muted_at))

    assert states == [False, False, True, False, None, None]


def test_whoever_is_not_signed_in_reads_first_and_signs_in_last(client):
    idea = IdeaFactory()

    page = client.get(page_of("idea", idea))
    response = client.post(page_of("idea", idea), {"was": "folgen"})

    assert page.status_code == 200
    assert "melden Sie sich an" in page.text
    assert response["Location"].startswith(reverse("account_login"))
    assert not Follow.objects.exists()


def test_one_tap_switches_and_answers_the_button(client, sign_in):
    idea = IdeaFactory()
    sign_in(client, UserFactory())
    headers = {"X-Fragment": "support"}

    on = client.post(page_of("idea", idea), headers=headers)
    off = client.post(page_of("idea", idea), headers=headers)

    assert "Sie verfolgen das" in on.text
    assert "<html" not in on.text
    assert "Verfolgen" in off.text
    assert not Follow.objects.exists()


@pytest.mark.parametrize("state", sorted(set(Publication.values) - {"published"}))
def test_what_is_not_public_is_not_followed(client, sign_in, state):
    idea = IdeaFactory(publication=state)

    response = sign_in(client, UserFactory()).post(
        page_of("idea", idea), {"was": "folgen"}
    )

    assert response.status_code == 404


@pytest.mark.parametrize("kind", ("user", "queue_item", "nichts"))
def test_other_things_are_not_followed(client, kind):
    address = reverse("notifications:follow", args=[kind, UserFactory().pk])

    assert client.get(address).status_code == 404


def test_the_list_shows_kinds_and_changes_them(client, sign_in):
    idea = IdeaFactory(title="Bank am Anger")
    user = UserFactory()
    for target in (idea, idea.region, idea.topic):
        follows.follow(user, target)
    sign_in(client, user)
    row = follow_of(user.pk, idea.region)
    address = reverse("notifications:follow-change", args=[row.pk])

    page = client.get(LIST).text
    client.post(address, {"was": "stumm"})
    muted = client.get(LIST).text
    client.post(address, {"was": "aufhoeren"})

    for words in ("Bank am Anger", idea.region.name, idea.topic.name):
        assert words in page
    assert "stumm geschaltet" in muted
    assert follow_of(user.pk, idea.region) is None


def test_an_empty_list_says_how_to_begin(client, sign_in):
    page = sign_in(client, UserFactory()).get(LIST)

    assert "Sie verfolgen noch nichts" in page.text


def test_what_left_the_public_is_named_no_more_but_can_be_left(client, sign_in):
    idea = IdeaFactory(title="Geheimes", publication=Publication.HIDDEN)
    user = UserFactory()
    follows.follow(user, idea)
    sign_in(client, user)
    row = follow_of(user.pk, idea)

    page = client.get(LIST).text
    client.post(
        reverse("notifications:follow-change", args=[row.pk]), {"was": "aufhoeren"}
    )

    assert "Geheimes" not in page
    assert follow_of(user.pk, idea) is None


def test_nobody_changes_what_somebody_else_follows(client, sign_in):
    somebody, idea = UserFactory(), IdeaFactory()
    follows.follow(somebody, idea)
    row = follow_of(somebody.pk, idea)
    address = reverse("notifications:follow-change", args=[row.pk])

    response = sign_in(client, UserFactory()).post(address, {"was": "aufhoeren"})

    assert response.status_code == 404
    assert Follow.objects.filter(pk=row.pk).exists()


def test_leaving_the_common_idea_leaves_what_went_into_it():
    source, target = IdeaFactory(), IdeaFactory()
    user = UserFactory()
    follows.follow(user, source)
    moderation.decide_directly(
        source, verdict=Verdict.MERGE, version=1, by=make_staff(), merge_into=target
    )

    following.change(target, following.LEAVE, by=user)

    assert not Follow.objects.filter(user=user).exists()


def test_hostile_titles_stay_words(client, sign_in):
    idea = IdeaFactory(title="<script>alert(1)</script>")
    user = UserFactory()
    follows.follow(user, idea)
    sign_in(client, user)

    pages = [client.get(address).text for address in (LIST, page_of("idea", idea))]

    assert [dangers_in(page) for page in pages] == [[], []]


@pytest.mark.parametrize("count", (1, 30))
def test_the_list_costs_the_same_with_1_and_30(
    client, sign_in, django_assert_num_queries, count
):
    user = UserFactory()
    for idea in IdeaFactory.create_batch(count):
        follows.follow(user, idea)
    follows.follow(user, idea.region)
    sign_in(client, user).get(LIST)

    with django_assert_num_queries(STRICT_QUERIES + 10):
        client.get(LIST)
