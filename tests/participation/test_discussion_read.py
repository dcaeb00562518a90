"""Reading discussions: order, paging, permalinks, what a page costs, what it escapes."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.visitors import ANONYMOUS, visitor_for
from participation.discussion.enums import Mark
from participation.discussion.models import Comment
from participation.discussion.queries.section import section_of
from participation.moderation.enums import Publication
from tests.clients import STRICT_QUERIES, StrictClient
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.discussion import CommentFactory, VisitFactory, thread_of
from tests.factories.ideas import IdeaFactory
from tests.participation.writing import dangers_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
SORTS = ("neueste", "aelteste", "antworten")
EVIL = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}"


def talk(idea, count, *, replies=0):
    """First-level comments a minute apart, oldest first; the first has replies."""
    begun = timezone.now() - timedelta(days=1)
    comments = [
        CommentFactory(
            idea=idea,
            text=f"Wort-{number:02d}.",
            submitted_at=begun + timedelta(minutes=number),
        )
        for number in range(count)
    ]
    for number in range(replies):
        at = begun + timedelta(days=1, minutes=number)
        CommentFactory(
            parent=comments[0], text=f"Antwort-{number:02d}.", submitted_at=at
        )
    return comments


def words_on(page, word="Wort"):
    return [int(number) for number in re.findall(rf"{word}-(\d\d)\.", page)]


def page_at(client, path, **options):
    response = client.get(path, **options)
    assert response.status_code == 200
    return response.content.decode()


def next_path(page, label="Weitere Kommentare"):
    links = re.findall(r'<a class="button[^>]* href="([^"]+)"[^>]*>([^<]+)', page)
    return next((url.replace("&amp;", "&") for url, text in links if text == label), "")


@pytest.mark.parametrize("sort", SORTS)
def test_paging_shows_every_comment_once_in_order(client, sort):
    idea = IdeaFactory()
    comments = talk(idea, 45)
    for comment in comments[10:13]:
        CommentFactory(parent=comment)
    path, seen = f"{idea.thread.get_absolute_url()}?sortierung={sort}", []

    while path:
        page = page_at(client, path)
        seen += words_on(page)
        path = next_path(page)

    rising, falling = list(range(45)), list(range(44, -1, -1))
    answered = [12, 11, 10]
    expected = {
        "aelteste": rising,
        "neueste": falling,
        "antworten": answered + [each for each in falling if each not in answered],
    }
    assert seen == expected[sort]


def test_the_swap_of_htmx_gives_what_a_fresh_page_has(client):
    idea = IdeaFactory()
    talk(idea, 25)
    first = page_at(client, idea.get_absolute_url())
    path = next_path(first)

    fragment = page_at(client, path, headers=HTMX)
    whole = page_at(StrictClient(), path)

    assert "<html" not in fragment
    items = re.compile(r'<ol class="comments.*?</ol>\s*</section>', re.DOTALL)
    assert items.search(fragment)[0] == items.search(whole)[0]
    assert words_on(fragment) == [4, 3, 2, 1, 0]


def test_answers_come_three_at_first_and_then_page_by_page(client):
    idea = IdeaFactory()
    comment = talk(idea, 1, replies=60)[0]

    page = page_at(client, idea.get_absolute_url())
    assert words_on(page, "Antwort") == [0, 1, 2]
    more = page_at(client, next_path(page, "Weitere Antworten"))
    assert words_on(more, "Antwort") == list(range(3, 53))
    last = page_at(client, next_path(more, "Weitere Antworten"))

    assert words_on(last, "Antwort") == list(range(53, 60))
    assert f'id="antworten-{comment.pk}"' in last


@pytest.mark.parametrize("is_reply", (False, True))
def test_a_permalink_leads_to_the_page_where_the_comment_stands(client, is_reply):
    idea = IdeaFactory()
    comments = talk(idea, 60, replies=20)
    wanted = comments[7]
    if is_reply:
        wanted = Comment.objects.get(text="Antwort-15.")

    response = client.get(wanted.get_absolute_url(), follow=True)

    assert response.redirect_chain[0][0].endswith(f"#kommentar-{wanted.pk}")
    page = response.content.decode()
    assert re.search(rf'is-wanted" id="kommentar-{wanted.pk}"', page)
    assert wanted.text in page


def test_a_permalink_of_a_waiting_comment_leads_its_author_alone(client, sign_in):
    comment = CommentFactory(publication=Publication.SUBMITTED, text="Geheimnis")
    assert client.get(comment.get_absolute_url()).status_code == 404
    sign_in(client, comment.author)

    response = client.get(comment.get_absolute_url(), follow=True)

    assert f'id="kommentar-{comment.pk}"' in response.content.decode()
    assert "Geheimnis" in response.content.decode()


@pytest.mark.parametrize("count", (1, 30))
@pytest.mark.parametrize(("role", "queries"), (("anonymous", 3), ("signed in", 6)))
def test_the_section_costs_the_same_with_one_comment_and_with_thirty(
    count, role, queries, django_assert_num_queries
):
    idea = IdeaFactory()
    talk(idea, count, replies=count)
    visitor = ANONYMOUS
    if role == "signed in":
        user = UserFactory()
        VisitFactory(user=user, thread=idea.thread)
        visitor = visitor_for(user)
        assert visitor.roles == frozenset()
    host = type(idea).objects.get(pk=idea.pk)

    with django_assert_num_queries(queries):
        section = section_of(host, visitor)
        shown = [
            (entry.comment.author.public_name, entry.origin, len(entry.replies))
            for entry in section.entries
        ]

    assert len(shown) == min(count, 20)


@pytest.mark.parametrize("count", (1, 30))
def test_the_page_of_answers_costs_the_same_with_one_and_with_thirty(
    client, count, django_assert_num_queries
):
    [comment] = talk(IdeaFactory(), 1, replies=count)
    path = reverse("discussion:comment-replies", args=[comment.pk])

    with django_assert_num_queries(2 + STRICT_QUERIES):
        page = page_at(client, path)

    assert words_on(page, "Antwort") == list(range(count))


def test_a_cached_page_ends_with_each_change(
    client, sign_in, django_capture_on_commit_callbacks
):
    idea = IdeaFactory()
    comment = CommentFactory(idea=idea)
    paths = (idea.get_absolute_url(), idea.thread.get_absolute_url())
    before = [page_at(client, path) for path in paths]
    assert [page_at(client, path) for path in paths] == before
    writer = StrictClient()
    sign_in(writer, comment.author)

    with django_capture_on_commit_callbacks(execute=True):
        writer.post(
            f"/diskussion/kommentar/{comment.pk}/aendern/",
            {"text": "Ganz anders gesagt.", "version": 1},
        )

    for path in paths:
        assert "Ganz anders gesagt." in page_at(client, path)


def test_the_news_say_how_many_came_since_the_page_was_made(client):
    idea = IdeaFactory()
    talk(idea, 3)
    since = idea.thread.comments.order_by("published_at").first().published_at
    asked = int(since.timestamp() * 1_000_000)

    news = page_at(client, f"/diskussion/neues/idea/{idea.pk}/?seit={asked}")

    assert "2 neue Kommentare" in news
    for wrong in ("", "?seit=x", "?seit=-1", "?seit=" + "9" * 30):
        path = f"/diskussion/neues/idea/{idea.pk}/{wrong}"
        assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    "query",
    (
        "ab=x",
        "ab=1~",
        "ab=999999999999999999~1",
        "ab=~",
        "bei=0",
        "bei=9999999999999999999999",
        "sortierung=zufall",
        "seit=99999999999999999999",
        "bei=1",
    ),
)
def test_an_address_that_makes_no_sense_shows_the_beginning(client, query):
    idea = IdeaFactory()
    talk(idea, 2)

    page = page_at(client, f"{idea.thread.get_absolute_url()}?{query}")

    assert sorted(words_on(page)) == [0, 1]


def test_roles_are_shown_by_name(client):
    idea = IdeaFactory()
    department = DepartmentFactory(name="Amt für Bänke")
    CommentFactory(idea=idea, mark=Mark.AMT, department=department)
    CommentFactory(idea=idea, mark=Mark.SPK)
    CommentFactory(idea=idea, mark=Mark.AUTHOR)

    page = page_at(client, idea.get_absolute_url())

    assert "Amt für Bänke" in page
    assert "SPK</span>" in page
    assert "Autor:in der Idee" in page


def test_hostile_words_stay_words(client, sign_in):
    idea = IdeaFactory(title=EVIL[:120])
    author = UserFactory(display_name=EVIL[:60])
    comment = CommentFactory(idea=idea, author=author, text=EVIL, version=2)
    Comment.objects.update(edited_at=timezone.now() + timedelta(minutes=1))
    CommentFactory(parent=comment, author=author, text=f"[x](javascript:a) {EVIL}")
    waiting = CommentFactory(
        idea=idea, author=author, text=EVIL, publication=Publication.SUBMITTED
    )
    staff = StrictClient()
    sign_in(staff, make_staff(Role.COORDINATOR))
    sign_in(client, author)
    path = comment.get_absolute_url()
    paths = (
        idea.get_absolute_url(),
        idea.thread.get_absolute_url(),
        path,
        *(f"{path}{act}/" for act in ("antworten", "fassungen", "aendern")),
        *(f"{path}{act}/" for act in ("zurueckziehen", "antworten/schreiben")),
        f"/diskussion/schreiben/idea/{idea.pk}/",
        f"/melden/comment/{comment.pk}/",
        f"/moderation/beitrag/comment/{waiting.pk}/",
        f"/diskussion/{idea.thread.pk}/schliessen/",
        "/suche/?q=alert",
    )

    for browser in (client, StrictClient(), staff):
        for each in paths:
            page = browser.get(each, follow=True).content.decode()
            assert dangers_in(page) == [], each


def test_a_cached_page_holds_nothing_personal(client, sign_in):
    idea = IdeaFactory()
    CommentFactory(idea=idea)
    reader = StrictClient()
    sign_in(reader, make_staff())
    reader.get(idea.thread.get_absolute_url())

    page = page_at(client, idea.thread.get_absolute_url())

    for word in ("csrfmiddlewaretoken", "schliessen", "gelesen", "/aendern/"):
        assert word not in page


def test_the_spk_closes_and_everybody_reads_why(
    client, sign_in, django_capture_on_commit_callbacks
):
    idea = IdeaFactory()
    CommentFactory(idea=idea)
    staff = StrictClient()
    sign_in(staff, make_staff())
    path = f"/diskussion/{idea.thread.pk}/schliessen/"
    sign_in(client, UserFactory())
    assert client.post(path, {"reason": "Nein"}).status_code == 403

    assert staff.post(path, {"reason": ""}).status_code == 422
    staff.post(path, {"reason": "Der Platz ist fertig."})

    page = page_at(StrictClient(), idea.get_absolute_url())
    assert "geschlossen: Der Platz ist fertig." in page
    assert "Kommentar schreiben" not in page
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(f"/diskussion/{idea.thread.pk}/oeffnen/")
    assert "Kommentar schreiben" in page_at(StrictClient(), idea.get_absolute_url())


@pytest.mark.parametrize("what", ("answer to an answer", "in another thread"))
def test_the_database_holds_two_levels_in_one_thread(what):
    comment = CommentFactory()
    reply = CommentFactory(parent=comment)
    fields = (
        {"parent": reply, "thread": comment.thread}
        if what == "answer to an answer"
        else {"parent": comment, "thread": thread_of(IdeaFactory())}
    )

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic():
        CommentFactory(**fields)
