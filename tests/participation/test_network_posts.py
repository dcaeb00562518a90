"""Posts of a network: written once, numbered, changed, pinned, taken back, taken down."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commons.accounts.enums import Role
from commons.errors import RuleViolation
from commons.notifications.models import Follow, Notification
from commons.notifications.services.expansion import expand_due
from participation.discussion.services.writing import write as comment_on
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import QueueItem
from participation.moderation.services import blocks, decide, reports
from participation.moderation.services.reports import Notice
from participation.networks.enums import Visibility
from participation.networks.models import Post
from participation.networks.services import closing, posting
from participation.networks.services.posting import Wording
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.networks import make_house, make_network, member_of, speaker_of
from tests.factories.posts import PostFactory, document_of, said
from tests.participation.deciding import ruling

pytestmark = pytest.mark.django_db
WORDS = "Am Freitag um fünf am Brunnen."


def typed(**changes):
    return {"key": str(uuid.uuid4()), "title": "Treffen", "text": WORDS} | changes


def refused(act, *arguments, **named):
    with pytest.raises(RuleViolation) as refusal:
        act(*arguments, **named)
    return refusal.value.code


def worded(post, **changes):
    values = {"title": post.title, "text": post.text, "version": post.version}
    return Wording(**(values | changes))


def test_a_member_writes_and_it_is_there_at_once(client, sign_in):
    network, _coordinator = make_network(Visibility.MEMBERS)
    member = member_of(network)
    sign_in(client, member)

    response = client.post(f"/netzwerke/schreiben/{network.pk}/", typed())

    post = Post.objects.get()
    assert response["Location"] == f"{network.get_absolute_url()}#beitraege"
    assert (post.publication, post.number, post.author) == ("published", 1, member)
    assert post.snapshots.get().content == {"title": "Treffen", "text": WORDS}
    assert not QueueItem.objects.exists()


def test_the_same_form_sent_twice_is_one_post():
    network, coordinator = make_network()
    key = {"draft_id": uuid.uuid4()}

    first = said(network, by=coordinator, along=key)
    second = said(network, by=coordinator, along=key)

    network.refresh_from_db()
    assert (first, network.post_count) == (second, 1)


def test_numbers_count_without_a_gap():
    network, coordinator = make_network()

    numbers = [said(network, by=coordinator).number for _ in range(3)]

    assert numbers == [1, 2, 3]


@pytest.mark.parametrize("visibility", (Visibility.OPEN, Visibility.MEMBERS))
def test_whoever_is_no_member_writes_nothing(client, sign_in, visibility):
    network, _coordinator = make_network(visibility)
    sign_in(client, UserFactory())

    response = client.post(f"/netzwerke/schreiben/{network.pk}/", typed())

    assert response.status_code == 403
    assert not Post.objects.exists()


def test_a_blocked_member_writes_nothing():
    network, _coordinator = make_network()
    member = member_of(network)
    sanction = blocks.Sanction(Reason.INSULT, "Am 3. Mai jemanden beschimpft.", 7)
    blocks.block(member, sanction, by=make_staff(Role.COORDINATOR))

    assert refused(said, network, by=member) == "blocked"


def test_a_closed_network_takes_no_more_and_stays_to_be_read(client):
    network, coordinator = make_network()
    post = said(network, by=coordinator)
    closing.close(network, reason="Wir sind fertig.", by=coordinator)

    assert refused(said, network, by=coordinator) == "closed"
    assert client.get(post.get_absolute_url()).status_code == 200


def test_somebody_speaks_for_their_house(client, sign_in):
    network, _coordinator = make_network()
    house = make_house()
    speaker = speaker_of(house)
    member_of(network, user=speaker)
    sign_in(client, speaker)

    client.post(f"/netzwerke/schreiben/{network.pk}/", typed(actor=house.pk))

    post = Post.objects.get()
    page = client.get(post.get_absolute_url()).content.decode()
    assert post.actor == house
    assert f"{house.name} ({speaker.public_name})" in page


def test_nobody_speaks_for_a_house_of_others(client, sign_in):
    network, coordinator = make_network()
    foreign = make_house()
    own = make_house(name="Werkstatt im Hof")
    speaker_of(own, user=coordinator)
    sign_in(client, coordinator)

    response = client.post(
        f"/netzwerke/schreiben/{network.pk}/", typed(actor=foreign.pk)
    )

    assert response.status_code == 422
    assert not Post.objects.exists()


def test_an_author_changes_it_and_everybody_sees_that(client, sign_in):
    network, coordinator = make_network()
    post = said(network, by=coordinator)
    sign_in(client, coordinator)

    client.post(
        f"/netzwerke/beitrag/{post.pk}/aendern/",
        {"title": "Neuer Tag", "text": WORDS, "version": 1},
    )

    post.refresh_from_db()
    assert (post.title, post.version, post.edited_at is not None) == (
        "Neuer Tag",
        2,
        True,
    )
    assert "geändert" in client.get(post.get_absolute_url()).content.decode()


def test_two_windows_do_not_overwrite_each_other():
    network, coordinator = make_network()
    post = said(network, by=coordinator)
    posting.edit(post, worded(post, text="Erst so."), by=coordinator)

    late = worded(post, text="Dann so.")

    assert refused(posting.edit, post, late, by=coordinator) == "version_changed"


def test_nobody_changes_the_words_of_others(client, sign_in):
    network, coordinator = make_network()
    post = said(network, by=member_of(network))
    sign_in(client, coordinator)

    assert client.get(f"/netzwerke/beitrag/{post.pk}/aendern/").status_code == 403
    assert client.get(f"/netzwerke/beitrag/{post.pk}/zurueckziehen/").status_code == 403


def test_taken_back_it_is_gone_for_others(client, sign_in):
    network, coordinator = make_network()
    post = said(network, by=coordinator)
    sign_in(client, coordinator)

    response = client.post(f"/netzwerke/beitrag/{post.pk}/zurueckziehen/")

    client.logout()
    assert response["Location"] == network.get_absolute_url()
    assert client.get(post.get_absolute_url()).status_code == 404


def test_coordination_pins_and_lets_go(client, sign_in):
    network, coordinator = make_network()
    post = said(network, by=member_of(network))
    sign_in(client, coordinator)

    client.post(f"/netzwerke/beitrag/{post.pk}/anheften/")
    pinned = client.get(network.get_absolute_url()).content.decode()
    client.post(f"/netzwerke/beitrag/{post.pk}/anheften/", {"loesen": "1"})
    loose = client.get(network.get_absolute_url()).content.decode()

    assert "Angeheftet" in pinned
    assert "Angeheftet" not in loose


def test_a_member_does_not_pin(client, sign_in):
    network, coordinator = make_network()
    post = said(network, by=coordinator)
    sign_in(client, member_of(network))

    assert client.post(f"/netzwerke/beitrag/{post.pk}/anheften/").status_code == 403


def test_members_comment_and_others_read(client, sign_in):
    network, coordinator = make_network()
    post = said(network, by=coordinator)
    member = member_of(network)
    address = f"/diskussion/schreiben/network_post/{post.pk}/"
    sign_in(client, member)

    client.post(address, {"key": str(uuid.uuid4()), "text": "Ich komme."})

    sign_in(client, UserFactory())
    assert "Ich komme." in client.get(post.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 403


def test_a_newcomers_comment_inside_is_there_at_once_and_makes_nobody_known():
    network, coordinator = make_network(Visibility.MEMBERS)
    post = said(network, by=coordinator)
    newcomer = member_of(network)

    comment = comment_on(post, "Ich komme.", draft_id=uuid.uuid4(), by=newcomer)

    assert comment.is_public
    assert not QueueItem.objects.exists()


def test_followers_hear_of_it_each_at_their_pace():
    network, coordinator = make_network()
    reader = UserFactory()
    Follow.objects.create(
        user=reader,
        kind="network",
        target_id=network.pk,
        created_at=network.submitted_at,
        pace="at_once",
    )
    said(network, by=coordinator)

    expand_due()

    told = Notification.objects.get()
    assert (told.user, told.pace, told.delivery is not None) == (
        reader,
        "at_once",
        True,
    )


def reported(post, *, by):
    notice = Notice(reason="insult", text="Das beleidigt.")
    return reports.report(post, notice, by=by)


def test_the_desk_takes_a_reported_post_down(client, sign_in):
    network, coordinator = make_network()
    post = said(network, by=coordinator)
    reported(post, by=member_of(network))

    decide(QueueItem.objects.get(), by=make_staff(), **ruling(Verdict.REMOVE))

    post.refresh_from_db()
    assert post.publication == Publication.REMOVED


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_a_space_with_many_posts_asks_as_often_as_with_one(client, sign_in):
    network, coordinator = make_network()
    few = PostFactory(network=network)
    document_of(few)
    sign_in(client, coordinator)
    url = reverse("networks:post-list", args=[network.pk])

    with_one = queries_of(client, url)
    for number in range(30):
        post = PostFactory(network=network, number=number + 1)
        comment_on(post, "Ja.", draft_id=uuid.uuid4(), by=coordinator)
        document_of(post)

    assert queries_of(client, url) == with_one


def test_pages_of_posts_lose_and_repeat_none(client):
    network, _coordinator = make_network()
    posts = [PostFactory(network=network) for _ in range(25)]
    url, seen = reverse("networks:post-list", args=[network.pk]), []
    while url:
        page = client.get(url)
        shown = page.context["posts"]
        seen += [entry.post.pk for entry in shown.entries]
        url = shown.next_url

    assert seen == [post.pk for post in reversed(posts)]


def test_a_cursor_that_nobody_made_begins_anew(client):
    network, coordinator = make_network()
    said(network, by=coordinator)
    url = reverse("networks:post-list", args=[network.pk])

    for cursor in ("x", "1~", "~1", "9" * 18 + "~1", "1~" + "9" * 18):
        assert client.get(url, {"ab": cursor}).status_code == 200


@pytest.mark.parametrize("what", ("aendern", "zurueckziehen"))
def test_each_page_of_an_own_post_opens_with_its_words(client, sign_in, what):
    network, coordinator = make_network()
    post = said(network, by=coordinator, text=WORDS)
    document_of(post)
    sign_in(client, coordinator)

    page = client.get(f"/netzwerke/beitrag/{post.pk}/{what}/")

    assert page.status_code == 200
    assert WORDS in page.content.decode()
