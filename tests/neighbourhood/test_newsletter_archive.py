"""Past Rundbriefe for everybody: lists, the issue, its feed; drafts for nobody."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone

from commons.accounts.enums import Role
from neighbourhood.newsletters.enums import NewsletterState
from neighbourhood.newsletters.models import Correction
from neighbourhood.newsletters.services import subscriptions
from neighbourhood.newsletters.services.subscriptions import Choice
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.keys import empty_keys
from tests.neighbourhood.reading_letters import here, piece_of_idea, published

pytestmark = pytest.mark.django_db
LIST, REGION = "/rundbriefe/", "/rundbriefe/pankow-zentrum/"
ISSUE, FEED = f"{REGION}2026-1/", f"{REGION}feed/"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _no_pages_of_others():
    empty_keys()


def waiting(state=NewsletterState.DRAFT, **fields):
    """An issue that nobody may read yet."""
    released = {} if state == NewsletterState.DRAFT else {"released_at": timezone.now()}
    named = {"year": None, "number": None} if not released else {"number": 9}
    empty = {"started_at": None, "sent_at": None, "released_at": None}
    return published(
        title="Noch geheim", **{**empty, "state": state, **named, **released, **fields}
    )


def page(client, url):
    return client.get(url).content.decode()


def test_an_issue_is_a_page_with_what_it_tells(client):
    issue = published(title="Der Anger wird grün")
    idea = IdeaFactory(region=here(), title="Bänke am Anger", text="Bitte zwei. Danke.")
    piece_of_idea(issue, idea)

    said = page(client, ISSUE)

    for words in (
        '<h1 lang="de">Der Anger wird grün</h1>',
        "Rundbrief 1/2026",
        "Der Herbst war bunt.",
        "Nachbarschaftsfest",
        "Bänke am Anger",
        f'href="{idea.get_absolute_url()}"',
        "aushang.pdf",
        f"/rundbrief/{issue.pk}/",
    ):
        assert words in said


def test_what_left_the_public_leaves_the_issue(client):
    issue = published()
    idea = IdeaFactory(region=here(), title="Bald zurückgezogen")
    piece_of_idea(issue, idea)
    assert "Bald zurückgezogen" in page(client, ISSUE)

    idea.publication = "withdrawn"
    idea.save()
    empty_keys()

    assert "Bald zurückgezogen" not in page(client, ISSUE)


def test_corrections_stand_above_and_in_the_lists(client):
    issue = published()
    Correction.objects.create(
        newsletter=issue, text="Das Fest ist am Sonntag.", created_at=timezone.now()
    )

    said = page(client, ISSUE)

    assert said.index("Das Fest ist am Sonntag.") < said.index("Nachbarschaftsfest")
    assert "berichtigt" in page(client, REGION)


@pytest.mark.parametrize("url", (LIST, REGION, FEED, "/stadtteile/pankow-zentrum/"))
def test_lists_name_what_was_sent_and_nothing_else(client, url):
    published(title="Schon verschickt")
    waiting()
    waiting(NewsletterState.RELEASED)

    said = page(client, url)

    assert "Schon verschickt" in said
    assert "Noch geheim" not in said


def test_what_is_not_sent_is_not_found_by_anybody(client, sign_in):
    draft = waiting()
    waiting(NewsletterState.RELEASED)
    addresses = (
        f"{REGION}2026-9/",
        f"{REGION}2026-9/aushang.pdf",
        f"/rundbrief/{draft.pk}/",
        f"{REGION}99999999999-99999999999/",
        "/rundbriefe/nirgendwo/",
        "/rundbriefe/nirgendwo/feed/",
    )

    for _role in ("nobody", "resident"):
        assert [client.get(url).status_code for url in addresses] == [404] * 6
        sign_in(client, UserFactory())


@pytest.mark.parametrize("state", ("sending", "stopped"))
def test_it_may_be_read_from_the_first_mail_on(client, state):
    stopped = {"stopped_at": timezone.now()} if state == "stopped" else {}
    issue = published(state=state, sent_at=None, **stopped)

    assert issue.title in client.get(ISSUE).content.decode()


def test_the_short_address_of_the_board_leads_to_the_issue(client):
    issue = published()

    assert client.get(f"/rundbrief/{issue.pk}/")["Location"] == ISSUE


def test_one_goes_from_issue_to_issue_of_the_same_stadtteil(client):
    now = timezone.now()
    for number in (1, 2, 3):
        started = now - timedelta(days=30 * (3 - number))
        published(number=number, started_at=started, released_at=started)
    published(here("buch"), number=1)

    said = page(client, f"{REGION}2026-2/")

    assert f'href="{REGION}2026-1/" rel="prev"' in said
    assert f'href="{REGION}2026-3/" rel="next"' in said


def test_the_page_is_kept_with_an_etag(client):
    published()

    first = client.get(ISSUE)
    again = client.get(ISSUE, headers={"if-none-match": first["ETag"]})

    assert (first["Cache-Control"], again.status_code) == ("no-cache", 304)


def test_the_feed_names_the_issues_and_moves_with_a_correction(client):
    issue = published(title="Mit <b>spitzen</b> Klammern \x0b")
    later = timezone.now() + timedelta(days=2)
    Correction.objects.create(newsletter=issue, text="Doch.", created_at=later)

    feed = ET.fromstring(client.get(FEED).content)

    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == (
        "Rundbrief 1/2026: Mit <b>spitzen</b> Klammern "
    )
    assert entry.find(f"{ATOM}link").get("href").endswith(ISSUE)
    assert entry.findtext(f"{ATOM}updated")[:10] == f"{later:%Y-%m-%d}"


@pytest.mark.parametrize("count", (1, 30))
@pytest.mark.parametrize(
    ("url", "queries"), ((LIST, 3), (REGION, 3), (FEED, 3), (ISSUE, 6))
)
def test_pages_cost_the_same_with_one_and_with_thirty(
    client, django_assert_num_queries, url, queries, count
):
    for number in range(count):
        issue = published(number=number + 1)
        piece_of_idea(issue, IdeaFactory(region=here()))

    with django_assert_num_queries(STRICT_QUERIES + queries):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", (REGION, ISSUE))
def test_who_has_it_is_told_so_and_others_get_one_press(client, sign_in, url):
    published()
    user = UserFactory()
    assert "bestellen/?stadtteil=pankow-zentrum" in page(client, url)
    sign_in(client, user)
    assert f'action="{REGION}bestellen/"' in page(client, url)

    subscriptions.subscribe(user, choice=Choice(is_everywhere=True))

    said = page(client, url)
    assert "Sie bekommen diesen Rundbrief." in said
    assert f'action="{REGION}bestellen/"' not in said


def test_moderators_find_their_desk_from_the_list(client, sign_in):
    assert "Rundbriefe schreiben" not in page(client, LIST)
    sign_in(client, make_staff(Role.MODERATOR))

    assert "Rundbriefe schreiben" in page(client, LIST)
