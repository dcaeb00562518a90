"""One's own comment: changed for a while, taken back; role × state × what is asked."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.services import own_data
from commons.errors import RuleViolation
from commons.search.models import SearchRow
from commons.search.services import index
from participation.discussion.models import Comment, CommentSnapshot, Visit
from participation.discussion.services import editing
from participation.moderation.enums import Publication
from participation.moderation.models import QueueItem
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.discussion import CommentFactory, VisitFactory, thread_of
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
STATES = [state for state in Publication if state != Publication.MERGED]
ROLES = ("anonymous", "resident", "author", "host author", "moderator")
OFFERS = {
    "aendern": {Publication.SUBMITTED, Publication.PUBLISHED},
    "zurueckziehen": {
        Publication.SUBMITTED,
        Publication.CHANGES_REQUESTED,
        Publication.PUBLISHED,
    },
    "antworten/schreiben": {Publication.PUBLISHED},
}


def path(comment, act):
    return f"/diskussion/kommentar/{comment.pk}/{act}/"


def edited(comment, text="Jetzt steht es anders da.", version=1):
    return editing.edit(comment, text, version=version, by=comment.author)


@pytest.mark.parametrize("act", ("aendern", "zurueckziehen"))
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", STATES)
def test_only_its_author_changes_and_only_where_the_state_allows(
    client, sign_in, act, role, state
):
    host_author = UserFactory()
    idea = IdeaFactory(author=host_author)
    comment = CommentFactory(idea=idea, publication=state)
    people = {
        "resident": UserFactory(),
        "author": comment.author,
        "host author": host_author,
        "moderator": make_staff(Role.MODERATOR),
    }
    if role in people:
        sign_in(client, people[role])

    response = client.post(path(comment, act), {"text": "Anders.", "version": 1})

    comment.refresh_from_db()
    has_happened = (comment.publication, comment.text) != (state, comment.text) or (
        comment.text == "Anders."
    )
    assert has_happened is (role == "author" and state in OFFERS[act])
    if role == "anonymous":
        assert response.url.startswith("/konto/login/")
    elif role != "author":
        assert response.status_code == 404
    else:
        assert response.status_code == 302


@pytest.mark.parametrize("role", ("anonymous", "resident", "author"))
@pytest.mark.parametrize("state", STATES)
def test_only_what_is_public_can_be_answered(client, sign_in, role, state):
    author = UserFactory()
    comment = CommentFactory(publication=state, author=author)
    if role != "anonymous":
        sign_in(client, author if role == "author" else UserFactory())

    status = client.get(path(comment, "antworten/schreiben")).status_code

    assert (status == 200) is (state in OFFERS["antworten/schreiben"])


def test_an_edit_keeps_both_versions_and_everybody_sees_the_difference(client):
    comment = CommentFactory(text="Eine Bank fehlt hier.")

    edited(comment, "Zwei Bänke fehlen hier.")

    assert comment.snapshots.count() == 2
    page = client.get(path(comment, "fassungen")).content.decode()
    assert "<del>Eine" in page
    assert "<ins>Zwei" in page
    assert (
        "geändert</a>" in client.get(comment.thread.get_absolute_url()).content.decode()
    )


def test_what_it_said_while_it_waited_is_nobodys_business(client):
    comment = CommentFactory(text="Geheimnis", publication=Publication.SUBMITTED)
    edited(comment, "Ohne Namen.")
    moderated = Comment.objects.filter(pk=comment.pk)
    moderated.update(publication="published", published_at=timezone.now())

    response = client.get(path(comment, "fassungen"))

    assert response.status_code == 200
    assert "Geheimnis" not in response.content.decode()


def test_a_quarter_of_an_hour_later_it_stays_as_it_is(client, sign_in):
    comment = CommentFactory()
    sign_in(client, comment.author)

    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        with pytest.raises(RuleViolation) as caught:
            edited(comment)
        response = client.get(path(comment, "aendern"), follow=True)

    assert caught.value.code == "too_late"
    assert "nicht mehr ändern" in response.content.decode()


def test_a_waiting_comment_is_changed_however_long_it_waits():
    comment = CommentFactory(publication=Publication.SUBMITTED)

    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        edited(comment)

    item = QueueItem.objects.open().get()
    assert (item.target_id, item.version) == (comment.pk, 2)


@pytest.mark.parametrize(
    ("text", "version", "code"),
    (
        ("Anders.", 2, "version_changed"),
        ("Ruf mich an: 030 1234567", 1, "needs_look"),
        ("Du Idiot", 1, "needs_look"),
    ),
)
def test_what_an_edit_refuses(text, version, code):
    comment = CommentFactory()

    with pytest.raises(RuleViolation) as caught:
        edited(comment, text, version)

    assert caught.value.code == code
    assert Comment.objects.get().text == comment.text


def test_taken_back_it_is_gone_from_page_counter_and_search(client):
    comment = CommentFactory(text="Geheimnis")
    reply = CommentFactory(parent=comment)
    index("comment", comment)

    editing.withdraw(comment, by=comment.author)

    comment.thread.refresh_from_db()
    assert comment.thread.comment_count == 1
    assert not SearchRow.objects.filter(kind="comment").exists()
    page = client.get(comment.thread.get_absolute_url()).content.decode()
    assert "zurückgezogen" in page
    assert reply.text in page
    assert "Geheimnis" not in page


def test_taken_back_without_answers_it_leaves_nothing(client):
    comment = CommentFactory()

    editing.withdraw(comment, by=comment.author)

    page = client.get(comment.thread.get_absolute_url()).content.decode()
    assert "zurückgezogen" not in page


def test_a_waiting_comment_leaves_the_desk_with_its_author(client, sign_in):
    comment = CommentFactory(publication=Publication.SUBMITTED)
    edited(comment)
    sign_in(client, comment.author)

    client.post(path(comment, "zurueckziehen"))

    assert not QueueItem.objects.open().exists()


def test_the_next_visit_shows_what_is_new(client, sign_in):
    idea, user = IdeaFactory(), UserFactory()
    old = CommentFactory(idea=idea, submitted_at=timezone.now() - timedelta(days=2))
    VisitFactory(
        user=user, thread=idea.thread, seen_at=timezone.now() - timedelta(days=1)
    )
    CommentFactory(idea=idea)
    own = CommentFactory(idea=idea, author=user)
    sign_in(client, user)

    page = client.get(idea.get_absolute_url()).content.decode()
    assert "1 neuer Kommentar seit Ihrem letzten Besuch" in page
    assert page.count("is-new") == 1
    until = int((own.published_at.timestamp()) * 1_000_000) + 1
    client.post(f"/diskussion/{idea.thread.pk}/gesehen/", {"seit": until})
    client.post(f"/diskussion/{idea.thread.pk}/gesehen/", {"seit": 5})

    assert Visit.objects.get().seen_at >= own.published_at > old.published_at
    again = client.get(idea.get_absolute_url()).content.decode()
    assert "seit Ihrem letzten Besuch" not in again


@pytest.mark.parametrize("until", ("", "x", "-1", "9" * 40))
def test_a_visit_needs_a_time(client, sign_in, until):
    thread = thread_of(IdeaFactory())
    sign_in(client, UserFactory())

    response = client.post(f"/diskussion/{thread.pk}/gesehen/", {"seit": until})

    assert response.status_code == 400
    assert not Visit.objects.exists()


def test_an_erased_account_leaves_its_comments_without_a_name(client):
    user = UserFactory(display_name="Nachbarin mit Namen")
    comment = CommentFactory(author=user, text="Das bleibt stehen.")
    VisitFactory(user=user, thread=comment.thread)

    own_data.erase(user)

    page = client.get(comment.thread.get_absolute_url()).content.decode()
    assert "Das bleibt stehen." in page
    assert "gelöschtes Konto" in page
    assert "Nachbarin mit Namen" not in page
    assert not CommentSnapshot.objects.filter(created_by=user).exists()
    assert not Visit.objects.exists()
