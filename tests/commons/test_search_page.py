"""The page of results: everything that has the words, and how to go on."""

import re

import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.search import registry as sources, services, synonyms
from commons.search.models import SearchRow
from commons.search.queries import statement
from neighbourhood.pages.models import Page
from neighbourhood.regions.models import Region
from participation.moderation.enums import Publication
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
URL = "/suche/"


def make_ideas(count=1, **fields):
    ideas = [IdeaFactory(**fields) for _ in range(count)]
    services.index_many("idea", ideas)
    return ideas


def ask(client, text, **narrowing):
    return client.get(URL, {"q": text, **narrowing}).content.decode()


def titles(client, text, **narrowing):
    page = ask(client, text, **narrowing)
    headings = re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", page, re.DOTALL)
    return [re.sub(r"</?mark>", "", heading).strip() for heading in headings]


def facets(client, text, **narrowing):
    found = client.get(URL, {"q": text, **narrowing}).context["found"]
    return (
        {one.slug: one.count for one in found.kinds},
        {one.slug: one.count for one in found.areas},
    )


def test_ideas_pages_and_stadtteile_are_found_together(client):
    region = Region.objects.get(slug="karow")
    [idea] = make_ideas(title="Ein Baum für Karow", text="", region=region)
    Page.objects.filter(slug="impressum").update(body="Auch in Karow.")
    services.index("page", Page.objects.get(slug="impressum"))

    page = client.get(URL, {"q": "karow"})

    kinds = [one.kind for one in page.context["found"].results]
    assert (kinds[:2], kinds[-1]) == (["region", "idea"], "page")
    assert idea.get_absolute_url() in page.content.decode()


def test_only_what_is_public_is_found(client):
    [idea] = make_ideas(title="Gibt es den Zirkusplatz?")
    idea.publication = Publication.SUBMITTED
    idea.save()

    page = ask(client, "Zirkusplatz")

    assert idea.title not in page


def test_words_are_marked_and_their_surroundings_shown(client):
    make_ideas(title="Neue Radwege", text="Langes Vorwort. " * 40 + "Das Rad ist gut.")

    page = ask(client, "Rad")

    assert "<h3><a" in page
    assert "Neue <mark>Radwege</mark>" in page
    assert "Das <mark>Rad</mark> ist gut." in page


def test_counts_stand_at_kinds_and_regions(client):
    karow, buch = Region.objects.get(slug="karow"), Region.objects.get(slug="buch")
    make_ideas(2, title="Zirkuszelt", region=karow)
    make_ideas(1, title="Zirkuszelt", region=buch)

    assert facets(client, "Zirkuszelt") == ({"ideen": 3}, {"karow": 2, "buch": 1})
    assert facets(client, "Zirkuszelt", stadtteil="karow") == (
        {"ideen": 2},
        {"karow": 2, "buch": 1},
    )
    assert facets(client, "Zirkuszelt", art="informationen") == (
        {"informationen": 0, "ideen": 3},
        {},
    )


def test_more_than_are_counted_are_called_over_two_thousand(client, monkeypatch):
    monkeypatch.setattr(statement, "MOST_CANDIDATES", 2_000)
    [idea] = make_ideas(title="Zirkuszelt")
    row = SearchRow.objects.get(kind="idea", target_id=idea.pk)
    SearchRow.objects.bulk_create(
        SearchRow(
            kind="idea",
            target_id=10**9 + number,
            title=row.title,
            words=row.words,
            trigram_text=row.trigram_text,
            changed_at=row.changed_at,
        )
        for number in range(2_001)
    )

    page = client.get(URL, {"q": "Zirkuszelt"})

    assert "über 2.000 Treffer" in page.content.decode()
    assert [one.count for one in page.context["found"].kinds][:2] == [None, None]


def test_pages_follow_each_other_by_key_and_show_each_hit_once(client):
    make_ideas(45, title="Zirkuszelt")

    seen, url = [], f"{URL}?q=Zirkuszelt"
    while url:
        page = client.get(url)
        seen += [one.url for one in page.context["found"].results]
        url = URL + page.context["next_url"] if page.context["next_url"] else ""

    assert (len(seen), len(set(seen))) == (45, 45)


@pytest.mark.parametrize("cursor", ("x", "NaN~1", "1~", "1~x", "9" * 60, "Infinity~1"))
def test_an_old_or_hostile_cursor_begins_anew(client, cursor):
    make_ideas(title="Zirkuszelt")

    assert titles(client, "Zirkuszelt", ab=cursor) == ["Zirkuszelt"]


@pytest.mark.parametrize(
    "written", ("{}", " {} ", "Nr. {}", "#{}", "Idee {}", "{}".replace("-", "/"))
)
def test_a_number_leads_to_its_idea(client, written):
    idea = IdeaFactory(number="2026-00042")

    response = client.get(URL, {"q": written.format(idea.number)})

    assert (response.status_code, response.url) == (302, idea.get_absolute_url())


def test_the_number_of_an_unseen_idea_leads_nowhere(client):
    idea = IdeaFactory(number="2026-00042", publication=Publication.SUBMITTED)

    response = client.get(URL, {"q": idea.number})

    assert response.status_code == 200
    assert idea.title not in response.content.decode()


def test_a_kiez_offers_the_page_of_its_stadtteil_first(client):
    page = ask(client, "Winskiez")

    region = Region.objects.get(number=16)
    assert f'<a href="{region.get_absolute_url()}"><strong>{region.name}' in page
    assert "Winskiez liegt in diesem Stadtteil." in page


def test_an_ortsteil_in_several_regions_names_them_all(client):
    places = client.get(URL, {"q": "Rosenthal"}).context["found"].places

    assert [area.slug for area in places[0].areas] == [
        "blankenfelde-niederschoenhausen",
        "schoenholz-wilhelmsruh-rosenthal",
    ]


def test_a_slip_is_put_right_and_said(client):
    make_ideas(title="Straßenbeleuchtung im Tunnel")

    page = ask(client, "Strassenbeleuchtng Tunnel")

    assert "Straßenbeleuchtung Tunnel" in page
    assert titles(client, "Strassenbeleuchtng Tunnel") == [
        "Straßenbeleuchtung im Tunnel"
    ]


def test_words_that_never_meet_bring_some_of_them(client):
    make_ideas(title="Zirkuszelt", text="")
    make_ideas(title="Trampolin", text="")

    page = ask(client, "Zirkuszelt Trampolin")

    assert "Alle Wörter zusammen kommen nirgends vor" in page
    assert sorted(titles(client, "Zirkuszelt Trampolin")) == ["Trampolin", "Zirkuszelt"]


def test_nothing_found_shows_ways_on(client):
    page = ask(client, "qwertzuiop")

    assert "gibt es noch nichts" in page
    assert reverse("ideas:idea-create") in page
    assert reverse("regions:region-find") in page


def test_departments_are_found_by_those_who_forward(client, sign_in):
    moderator = make_staff(Role.MODERATOR)
    department = DepartmentFactory(name="Amt für Zirkusfragen")
    services.index("department", department)

    strange = titles(client, "Zirkusfragen")
    sign_in(client, UserFactory())
    signed_in = titles(client, "Zirkusfragen")
    sign_in(client, moderator)

    assert (strange, signed_in) == ([], [])
    assert titles(client, "Zirkusfragen") == ["Amt für Zirkusfragen"]


@pytest.mark.parametrize("rows", (1, 30))
def test_a_page_costs_one_query_for_hits_and_three_for_ideas_and_their_words(
    client, django_assert_num_queries, rows
):
    make_ideas(rows, title="Zirkuszelt")
    synonyms.thesaurus()

    with django_assert_num_queries(4 + STRICT_QUERIES):
        assert "Zirkuszelt" in ask(client, "Zirkuszelt")


def test_a_cached_page_ends_with_a_new_hit(client, django_capture_on_commit_callbacks):
    assert titles(client, "Zirkuszelt") == []

    with django_capture_on_commit_callbacks(execute=True):
        make_ideas(title="Zirkuszelt")

    assert titles(client, "Zirkuszelt") == ["Zirkuszelt"]


def test_what_is_unknown_to_search_is_no_error(client):
    [idea] = make_ideas()
    queries = ("q=", "q=%00", "art=x&stadtteil=y", "q=" + "a" * 400, "q=und", "ab=1")

    for query in queries:
        page = client.get(f"{URL}?{query}").content.decode()
        assert 'name="q"' in page
        assert idea.title not in page


def test_every_kind_has_its_own_address():
    slugs = [source.slug for source in sources.all_sources()]

    assert len(slugs) == len(set(slugs))
