"""Decisions on comments: from the desk, to a stub, back, and who hears of it."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from commons.accounts.enums import Role
from commons.delivery import sender
from commons.delivery.models import Delivery
from commons.notifications import services as notifications
from commons.notifications.enums import Pace
from commons.notifications.models import Digest, Notification
from commons.notifications.services import follows
from commons.notifications.services.expansion import expand_due
from commons.search.models import SearchRow
from commons.verbs import registry
from participation.discussion.models import Comment
from participation.discussion.register import TALK
from participation.discussion.services.publication import VERBS
from participation.moderation import desk, services as moderation, workflow
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import Decision
from participation.moderation.services import complaints, reports
from participation.moderation.services.reports import Notice
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory
from tests.participation.test_discussion_write import known_user, said
from tests.telling import past_undoing
from tests.wishing import at_once, waits

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_staff(Role.MODERATOR)


def decided(comment, verdict, *, by, reason=Reason.INSULT):
    needs_reason = verdict not in {Verdict.PUBLISH, Verdict.RESTORE}
    decision = moderation.decide_directly(
        comment,
        verdict=verdict,
        version=comment.version,
        reason=reason if needs_reason else "",
        text="Bitte bleiben Sie freundlich." if needs_reason else "",
        by=by,
    )
    comment.refresh_from_db()
    comment.thread.refresh_from_db()
    return decision


def page_of(client, comment):
    return client.get(comment.thread.get_absolute_url()).content.decode()


def lines_of(user):
    past_undoing()
    expand_due()
    rows = Notification.objects.filter(user=user).select_related("happening", "user")
    return [row.happening.verb for row in rows.order_by("pk")]


def test_published_after_a_look_it_is_counted_shown_and_told(client, moderator):
    comment = said(IdeaFactory(), by=UserFactory())

    decided(comment, Verdict.PUBLISH, by=moderator)

    assert comment.thread.comment_count == 1
    assert comment.thread.newest_at == comment.published_at
    assert comment.text in page_of(client, comment)
    assert SearchRow.objects.filter(kind="comment").exists()
    assert lines_of(comment.author) == ["comment.published"]


@pytest.mark.parametrize("verdict", (Verdict.HIDE, Verdict.REMOVE))
def test_taken_down_it_leaves_a_stub_and_its_answers(client, moderator, verdict):
    comment = said(IdeaFactory(), "Geheimnis der Nachbarn")
    reply = said(comment.thread.host, "Das sehe ich anders.", parent=comment)

    decided(comment, verdict, by=moderator)

    page = page_of(client, comment)
    assert "Geheimnis" not in page
    assert "Grund: „beleidigt oder setzt herab“" in page
    assert reply.text in page
    assert comment.thread.comment_count == 1
    found = SearchRow.objects.filter(kind="comment").values_list("target_id", flat=True)
    assert list(found) == [reply.pk]


def test_restored_it_is_where_it_was(client, moderator):
    comment = said(IdeaFactory(), "Das gehört hierher.")
    at = comment.published_at
    decided(comment, Verdict.HIDE, by=moderator)

    decided(comment, Verdict.RESTORE, by=moderator)

    assert comment.published_at == at
    assert comment.thread.comment_count == 1
    assert "Das gehört hierher." in page_of(client, comment)
    assert lines_of(comment.author) == ["comment.hidden", "comment.restored"]


def test_a_removed_answer_leaves_a_stub_among_the_answers(client, moderator):
    comment = CommentFactory()
    reply = CommentFactory(parent=comment, text="Geheimnis")

    decided(reply, Verdict.REMOVE, by=moderator)

    comment.refresh_from_db()
    page = page_of(client, comment)
    assert comment.reply_count == 0
    assert f'id="kommentar-{reply.pk}"' in page
    assert "Geheimnis" not in page


def test_declined_it_was_never_there(client, moderator):
    comment = said(IdeaFactory(), "Geheimnis", by=UserFactory())

    decided(comment, Verdict.DECLINE, by=moderator)

    page = page_of(client, comment)
    assert f'id="kommentar-{comment.pk}"' not in page
    assert lines_of(comment.author) == ["comment.declined"]
    mail = Delivery.objects.get(to_user=comment.author)
    assert mail.renderer == "notification"


def test_a_decision_says_why_and_how_to_object(moderator):
    comment = CommentFactory()
    decided(comment, Verdict.REMOVE, by=moderator)
    past_undoing()
    expand_due()

    words = sender.make(Delivery.objects.get(to_user=comment.author))
    text = words.get_body(("plain",)).get_content()
    assert "Ihr Kommentar beleidigt oder setzt herab" in text
    assert "Bitte bleiben Sie freundlich." in text
    assert "/einwand/" in text


def test_an_objection_brings_a_removed_comment_back(client, moderator):
    comment = CommentFactory(text="Doch richtig.")
    decision = decided(comment, Verdict.REMOVE, by=moderator)
    complaint = complaints.complain(decision, text="Bitte neu.", by=comment.author)

    complaints.answer(
        complaint, outcome="reversed", text="Stimmt.", by=make_staff(Role.COORDINATOR)
    )

    comment.refresh_from_db()
    assert comment.is_public
    assert "Doch richtig." in page_of(client, comment)


def test_anybody_reports_and_the_comment_stays_until_somebody_has_looked(
    client, moderator
):
    comment = CommentFactory()

    response = client.get(f"/melden/comment/{comment.pk}/")
    reports.report(comment, Notice(Reason.INSULT, "Schlimm."), by=None)
    assert "Kommentar zu:" in response.content.decode()
    assert comment.text in page_of(client, comment)
    decided(comment, Verdict.KEEP, by=moderator)

    assert comment.is_public


def test_the_desk_shows_comment_hints_and_what_it_answers(client, sign_in, moderator):
    parent = CommentFactory(text="Worum es ging.")
    comment = said(
        parent.thread.host, "Ihr Vollidioten!", by=UserFactory(), parent=parent
    )
    sign_in(client, moderator)

    page = client.get(f"/moderation/beitrag/comment/{comment.pk}/", follow=True)
    queue = client.get("/moderation/").content.decode()

    words = page.content.decode()
    assert "Ihr Vollidioten!" in words
    assert "Worum es ging." in words
    assert f"K-{comment.pk}" in queue
    found = client.get(f"/moderation/?q=K-{comment.pk}")
    assert found.status_code == 302


def test_moderators_come_from_a_comment_and_its_stub_to_the_desk(
    client, sign_in, moderator
):
    comment = said(IdeaFactory(), "Geheimnis der Nachbarn")
    desk = f"/moderation/beitrag/comment/{comment.pk}/"
    assert desk not in page_of(client, comment)
    sign_in(client, moderator)
    assert desk in page_of(client, comment)

    decided(comment, Verdict.HIDE, by=moderator)

    assert desk in page_of(client, comment)
    page = client.get(desk, follow=True).content.decode()
    assert 'value="restore"' in page
    assert "checked" not in page.partition('value="restore"')[2].partition(">")[0]


def test_nobody_decides_on_an_own_comment(moderator):
    comment = CommentFactory(author=moderator)

    with pytest.raises(Exception, match="jemand anderes"):
        decided(comment, Verdict.REMOVE, by=moderator)

    assert not Decision.objects.exists()


def test_everybody_who_listens_hears_once_and_talk_is_gathered():
    idea = IdeaFactory()
    follower, answered = UserFactory(), CommentFactory(idea=idea).author
    notifications.follow(follower, idea, reason="supporter")
    notifications.follow(idea.author, idea, reason="author")
    parent = Comment.objects.get()

    reply = said(idea, "So sehe ich das auch.", parent=parent)

    for user in (follower, answered, idea.author):
        assert lines_of(user) == ["comment.published"]
    assert lines_of(reply.author) == []
    assert [waits(user) for user in (follower, answered, idea.author)] == [
        Pace.WEEKLY,
        Pace.AT_ONCE,
        Pace.AT_ONCE,
    ]
    assert not Delivery.objects.exists()


def test_forty_comments_are_at_most_one_mail_an_hour_whatever_one_wishes():
    idea, eager = IdeaFactory(), at_once(UserFactory(), TALK)
    notifications.follow(eager, idea)
    for _number in range(3):
        said(idea, "Das auch.")

    assert lines_of(eager)
    assert waits(eager) == Pace.AT_ONCE
    assert Digest.objects.filter(user=eager).count() == 1


def test_a_wish_for_the_own_idea_holds_for_its_comments():
    idea = IdeaFactory()
    notifications.follow(idea.author, idea, reason="author")
    follows.set_pace(idea.author, idea, Pace.DAILY)

    said(idea, "Gern.")

    assert lines_of(idea.author) == ["comment.published"]
    assert waits(idea.author) == Pace.DAILY


def test_who_has_muted_the_idea_hears_answers_alone():
    idea, follower = IdeaFactory(), UserFactory()
    for user in (follower, idea.author):
        notifications.follow(user, idea)
        follows.mute(user, idea)
    said(idea, "Das hört niemand von beiden.")

    own = CommentFactory(idea=idea, author=follower)
    said(idea, "Stimmt.", parent=own)

    assert lines_of(follower) == ["comment.published"]
    assert lines_of(idea.author) == []


def test_what_was_taken_down_is_told_to_nobody(client, sign_in, moderator):
    idea, follower = IdeaFactory(), UserFactory()
    notifications.follow(follower, idea)
    comment = said(idea, "Geheimnis", by=known_user())
    expand_due()
    sign_in(client, follower)
    assert "Neuer Kommentar" in client.get("/mitteilungen/").content.decode()

    decided(comment, Verdict.HIDE, by=moderator)

    assert "Neuer Kommentar" not in client.get("/mitteilungen/").content.decode()


@pytest.mark.parametrize("state", [s for s in Publication if s != Publication.MERGED])
def test_a_comment_goes_where_its_idea_goes(client, sign_in, state):
    comment = said(IdeaFactory(), "Geheimnis am Anger")
    idea = comment.thread.host
    decision = IdeaFactory(publication=Publication.HIDDEN).decision
    type(idea).objects.filter(pk=idea.pk).update(publication=state, decision=decision)
    paths = (
        comment.thread.get_absolute_url(),
        comment.get_absolute_url(),
        f"{comment.get_absolute_url()}antworten/",
        f"{comment.get_absolute_url()}antworten/schreiben/",
        f"{comment.get_absolute_url()}fassungen/",
        f"/melden/comment/{comment.pk}/",
        f"/diskussion/neues/idea/{idea.pk}/?seit=0",
        idea.get_absolute_url(),
    )
    sign_in(client, UserFactory())

    pages = [client.get(path, follow=True) for path in paths]

    leaked = [page for page in pages if "Geheimnis" in page.content.decode()]
    assert bool(leaked) is (state == Publication.PUBLISHED)
    if state != Publication.PUBLISHED:
        assert {page.status_code for page in pages} <= {404, 410}


def test_the_demo_has_a_talk_with_everything():
    call_command("load_demo", verbosity=0)

    states = set(Comment.objects.values_list("publication", flat=True))
    marks = set(Comment.objects.values_list("mark", flat=True))
    assert states == {"submitted", "published", "removed"}
    assert marks == {"", "author", "spk", "amt"}
    assert Comment.objects.filter(published_at__gt=timezone.now()).count() == 0


def test_pages_and_search_follow_an_idea_that_is_hidden_and_comes_back(
    client, moderator, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        comment = said(IdeaFactory(), "Geheimnis am Anger")
    idea, path = comment.thread.host, comment.thread.get_absolute_url()
    comments = SearchRow.objects.filter(kind="comment")
    assert "Geheimnis" in client.get(path).content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        decided(idea, Verdict.HIDE, by=moderator)
    assert client.get(path).status_code == 404
    assert not comments.exists()
    with django_capture_on_commit_callbacks(execute=True):
        decided(idea, Verdict.RESTORE, by=moderator)

    assert "Geheimnis" in client.get(path).content.decode()
    assert [row.target_id for row in comments] == [comment.pk]


def test_search_finds_a_comment_and_leads_to_it(client):
    comment = said(
        IdeaFactory(title="Laternen am Anger"), "Dort steht ein Walnussbaum."
    )

    page = client.get("/suche/?q=Walnussbaum").content.decode()

    assert f"/diskussion/kommentar/{comment.pk}/" in page


def test_every_step_a_comment_may_take_has_a_verb_and_a_way_back():
    known = set(desk.get("comment").verdicts)
    offered = {each for verdicts in workflow.OFFERED.values() for each in verdicts}

    assert known == set(VERBS) <= offered
    assert {registry.find(verb) is None for verb in VERBS.values()} == {False}
    for verdict in known & set(workflow.UNDONE_BY):
        assert workflow.UNDONE_BY[verdict] in known
