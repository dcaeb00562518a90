"""Writing comments: who is read first, exactly once, from a draft through sign-in."""

import uuid

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.test import Client

from commons.accounts.enums import Role
from commons.errors import RuleViolation
from commons.search.models import SearchRow
from participation.discussion import register
from participation.discussion.enums import Mark
from participation.discussion.models import Comment
from participation.discussion.queries.speaking import Role as SpeakingRole
from participation.discussion.services import threads
from participation.discussion.services.writing import write
from participation.moderation.enums import Publication
from participation.moderation.models import QueueItem
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory, DepartmentMembershipFactory
from tests.factories.discussion import CommentFactory, thread_of
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
WORDS = "Da bin ich dafür, mein Kind geht dort jeden Tag entlang."


def known_user():
    """Somebody of whom something is public already."""
    user = UserFactory()
    IdeaFactory(author=user)
    return user


def said(idea, text=WORDS, *, by=None, **fields):
    return write(idea, text, draft_id=uuid.uuid4(), by=by or known_user(), **fields)


def form_path(idea):
    return f"/diskussion/schreiben/idea/{idea.pk}/"


def typed(text=WORDS, **changes):
    return {"key": str(uuid.uuid4()), "text": text} | changes


def test_somebody_known_is_public_at_once_and_found():
    idea = IdeaFactory(title="Laternen am Anger")

    comment = said(idea)

    idea.refresh_from_db()
    assert comment.publication == Publication.PUBLISHED
    assert idea.thread.comment_count == 1
    assert idea.thread.newest_at == comment.published_at
    row = SearchRow.objects.get(kind="comment", target_id=comment.pk)
    assert row.title == "Laternen am Anger"
    assert not QueueItem.objects.filter(kind="comment").exists()


def test_a_newcomer_is_read_first():
    comment = said(IdeaFactory(), by=UserFactory())

    assert comment.publication == Publication.SUBMITTED
    assert comment.thread.comment_count == 0
    assert QueueItem.objects.open().get().target_id == comment.pk
    assert not SearchRow.objects.filter(kind="comment").exists()


@pytest.mark.parametrize(
    ("check", "who", "state"),
    (
        ("newcomers", "newcomer", "submitted"),
        ("newcomers", "known", "published"),
        ("all", "known", "submitted"),
        ("nobody", "newcomer", "published"),
    ),
)
def test_the_district_chooses_who_is_read_first(settings, check, who, state):
    settings.COMMENT_CHECK = check
    by = known_user() if who == "known" else UserFactory()

    assert said(IdeaFactory(), by=by).publication == state


@pytest.mark.parametrize(
    "text",
    (
        "Rufen Sie mich an: 030 1234567",
        "Sie sind doch alle Vollidioten",
        "www.a.example www.b.example www.c.example",
        "DAS KANN DOCH NICHT WAHR SEIN, NIEMAND KÜMMERT SICH!",
    ),
)
def test_words_that_need_a_look_wait_whoever_writes(settings, text):
    settings.COMMENT_CHECK = "nobody"

    assert said(IdeaFactory(), text).publication == Publication.SUBMITTED


def test_the_author_of_the_idea_is_marked():
    author = known_user()

    assert said(IdeaFactory(author=author), by=author).mark == Mark.AUTHOR
    assert said(IdeaFactory(), by=author).mark == Mark.NONE


def test_an_amt_speaks_under_its_name_and_at_once():
    department = DepartmentFactory(name="Amt für Bänke")
    role = SpeakingRole("amt", "", Mark.AMT, department)

    comment = said(IdeaFactory(), by=UserFactory(), role=role)

    assert (comment.mark, comment.department) == (Mark.AMT, department)
    assert comment.is_public


def test_one_draft_is_one_comment():
    idea, user, key = IdeaFactory(), known_user(), uuid.uuid4()

    first = write(idea, WORDS, draft_id=key, by=user)
    again = write(idea, WORDS, draft_id=key, by=user)

    assert first == again
    assert Comment.objects.count() == 1
    with pytest.raises(RuleViolation) as caught:
        write(idea, WORDS, draft_id=key, by=known_user())
    assert caught.value.code == "key_taken"


def test_an_answer_is_counted_at_its_comment():
    comment = CommentFactory()

    reply = said(comment.thread.host, parent=comment)

    comment.refresh_from_db()
    assert reply.parent == comment
    assert comment.reply_count == 1


@pytest.mark.parametrize("which", ("reply", "elsewhere", "hidden"))
def test_what_cannot_be_answered(which):
    comment = CommentFactory()
    parents = {
        "reply": lambda: CommentFactory(parent=comment),
        "elsewhere": CommentFactory,
        "hidden": lambda: CommentFactory(
            idea=comment.thread.host, publication=Publication.HIDDEN
        ),
    }

    with pytest.raises(RuleViolation) as caught:
        said(comment.thread.host, parent=parents[which]())

    assert caught.value.code == "not_answerable"


def test_nobody_writes_where_it_is_closed_or_not_public():
    idea, closer = IdeaFactory(), make_staff(Role.MODERATOR)
    threads.close(thread_of(idea), reason="Alles ist gesagt.", by=closer)

    with pytest.raises(RuleViolation) as closed:
        said(idea)
    with pytest.raises(RuleViolation) as hidden:
        said(IdeaFactory(publication=Publication.HIDDEN))

    assert (closed.value.code, hidden.value.code) == ("closed", "not_open")
    threads.reopen(idea.thread, by=closer)
    assert said(idea).is_public


def test_the_form_writes_and_leads_back_to_the_idea(client, sign_in):
    idea, user = IdeaFactory(), known_user()
    sign_in(client, user)

    response = client.post(form_path(idea), typed())

    assert response.status_code == 302
    assert response.url == f"{idea.get_absolute_url()}#diskussion"
    page = client.get(idea.get_absolute_url()).content.decode()
    assert WORDS in page
    assert "1 Kommentar" in page


def test_written_first_and_signed_in_last_it_is_one_comment(client, sign_in):
    idea, user = IdeaFactory(), known_user()
    user.set_password("ein langes Passwort")
    user.save()
    fields = typed()

    to_sign_in = client.post(form_path(idea), fields)
    assert to_sign_in.url.startswith("/konto/login/?next=")
    assert Comment.objects.count() == 0
    signed_in = client.post(
        to_sign_in.url, {"login": user.email, "password": "ein langes Passwort"}
    )
    page = client.get(signed_in.url).content.decode()
    assert WORDS in page
    for _ in range(2):
        client.post(form_path(idea), fields)

    assert Comment.objects.get().author == user


def test_personal_data_is_asked_about_once_and_then_read_first(client, sign_in):
    idea = IdeaFactory()
    sign_in(client, known_user())
    fields = typed("Rufen Sie mich an: 030 1234567")

    asked = client.post(form_path(idea), fields)
    assert asked.status_code == 422
    assert "Telefonnummer" in asked.content.decode()
    client.post(form_path(idea), fields | {"dennoch": "on"})

    assert Comment.objects.get().publication == Publication.SUBMITTED


@pytest.mark.parametrize(
    ("length", "status"), ((2_000, 302), (2_001, 422)), ids=("fits", "too long")
)
def test_two_thousand_characters_count_as_the_browser_counts(
    client, sign_in, length, status
):
    sign_in(client, known_user())
    text = "ein Satz\r\n" * 100
    text += "x" * (length - 900)

    assert client.post(form_path(IdeaFactory()), typed(text)).status_code == status


def test_roles_are_offered_to_those_who_hold_them_and_to_nobody_else(client, sign_in):
    idea, member = IdeaFactory(), UserFactory(secret=generate_totp_secret())
    department = DepartmentFactory(name="Amt für Bänke")
    DepartmentMembershipFactory(user=member, department=department)
    sign_in(client, member)
    assert "für: Amt für Bänke" in client.get(form_path(idea)).content.decode()

    client.post(form_path(idea), typed(als=f"amt-{department.pk}"))
    sign_in(client, known_user())
    client.post(form_path(idea), typed(als=f"amt-{department.pk}"))
    client.post(form_path(idea), typed(als="spk"))

    marks = Comment.objects.order_by("pk").values_list("mark", flat=True)
    assert list(marks) == [Mark.AMT, Mark.NONE, Mark.NONE]


def test_a_comment_on_an_idea_that_is_not_public_has_no_form(client, sign_in):
    idea = IdeaFactory(publication=Publication.SUBMITTED)
    sign_in(client, known_user())

    assert client.get(form_path(idea)).status_code == 404
    assert client.post(form_path(idea), typed()).status_code == 404
    assert client.get("/diskussion/schreiben/user/1/").status_code == 404


def test_a_forged_post_writes_nothing():
    idea, user = IdeaFactory(), known_user()
    comment = CommentFactory(author=user)
    forger = Client(enforce_csrf_checks=True)
    forger.force_login(
        user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    for path in (
        form_path(idea),
        f"{comment.get_absolute_url()}antworten/schreiben/",
        f"{comment.get_absolute_url()}aendern/",
        f"{comment.get_absolute_url()}zurueckziehen/",
        f"/diskussion/{comment.thread_id}/gesehen/",
    ):
        assert forger.post(path, typed(version=1)).status_code == 403, path
    assert list(Comment.objects.values_list("text", flat=True)) == [comment.text]


@pytest.mark.parametrize("word", ("", "niemand"))
def test_a_word_that_is_no_rule_stops_the_start(settings, word):
    settings.COMMENT_CHECK = word

    with pytest.raises(ValueError, match="is not a valid Check"):
        register.register()
