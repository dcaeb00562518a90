"""What stands around every page, and the three views of the design."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from commons.accounts.visitors import ANONYMOUS
from commons.design.context_processors import Layout
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory, make_staff

NAMES = [
    *("Ideen", "Stadtteile", "Netzwerke", "Veranstaltungen"),
    *("Porträts der Bezirksregionen", "Stadtteilarbeit", "Planungsvernetzung"),
    *("Die Kleine Pankow-Statistik", "Informationen", "Ansprechpartner"),
]


@pytest.fixture
def page(rf):
    def render(path="/", **attributes):
        request = rf.get(path)
        request.visitor = ANONYMOUS
        for name, value in attributes.items():
            setattr(request, name, value)
        return render_to_string("404.html", request=request)

    return render


def links_of(html, start, end):
    part = html[html.index(start) : html.index(end, html.index(start))]
    return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', part)


def test_every_section_is_one_tap_away_on_every_page(page):
    html = page()

    main = links_of(html, 'class="main-nav"', "</nav>")
    office = links_of(html, 'class="section-nav"', "</nav>")

    assert [name for _, name in main + office] == NAMES
    assert len({url for url, _ in main + office}) == len(NAMES)


def test_the_phone_menu_offers_the_same_sections(page):
    html = page()

    phone = links_of(html, "phone-menu", "</nav>")

    assert [name for _, name in phone] == NAMES


def test_the_statistics_bear_the_districts_name(page, settings):
    settings.DISTRICT_NAME = "Neukölln"

    assert "Die Kleine Neukölln-Statistik" in page()


@pytest.mark.parametrize(
    ("path", "current"),
    (("/ideen/", "page"), ("/ideen/karte/", "true"), ("/stadtteile/", "")),
)
def test_the_section_of_the_page_is_marked(rf, path, current):
    entries = Layout(rf.get(path)).main

    assert entries[0].current == current


def test_an_idea_can_be_brought_in_from_every_page(page):
    html = page()

    assert html.count(f'href="{reverse("ideas:idea-create")}"') == 2


def test_an_anonymous_page_is_the_same_for_everyone(page):
    html = page()

    assert html == page()
    assert "csrfmiddlewaretoken" not in html
    assert "/konto/login/" in html


def test_leichte_sprache_is_marked_as_german_and_simple(rf, settings):
    layout = Layout(rf.get("/"))

    assert [language.tag for language in layout.languages] == ["de", "en", "de-simple"]


@pytest.mark.django_db
class TestLanguage:
    def test_one_press_changes_the_language_without_a_token(self, client):
        answer = client.post(
            reverse("design:language"), {"language": "en", "next": "/ideen/?q=Weg"}
        )

        assert (answer.status_code, answer["Location"]) == (302, "/ideen/?q=Weg")
        assert client.get(reverse("account_login")).content.count(b'lang="en"') > 0

    @pytest.mark.parametrize(
        "target", ("https://boese.example/", "//boese.example", "javascript:alert(1)")
    )
    def test_it_never_leads_to_another_site(self, client, target):
        answer = client.post(
            reverse("design:language"), {"language": "en", "next": target}
        )

        assert answer["Location"] == "/"

    def test_an_unknown_language_changes_nothing(self, client):
        answer = client.post(
            reverse("design:language"), {"language": "tlh", "next": "/"}
        )

        assert answer.cookies == {}


@pytest.mark.django_db
class TestToken:
    def test_a_fetched_token_is_accepted(self):
        careful = StrictClient(enforce_csrf_checks=True)

        token = careful.get("/token/").json()["token"]

        login = careful.post(reverse("account_login"), headers={"X-CSRFToken": token})
        assert login.status_code == 200
        assert careful.post(reverse("account_login")).status_code == 403

    def test_it_is_never_cached(self, client):
        assert "no-store" in client.get("/token/")["Cache-Control"]


@pytest.mark.django_db
class TestShowcase:
    def test_staff_see_every_building_block(self, client, sign_in):
        sign_in(client, make_staff())

        html = client.get(reverse("design:showcase")).content.decode()

        assert html.count("<h2>") >= 8
        assert "Weg der Idee" in html

    def test_residents_do_not_see_it(self, client, sign_in):
        sign_in(client, UserFactory())

        assert client.get(reverse("design:showcase")).status_code == 403

    def test_anonymous_visitors_are_asked_to_sign_in(self, client):
        assert client.get(reverse("design:showcase")).status_code == 302

    def test_the_sample_field_answers_suggestions(self, client, sign_in):
        sign_in(client, make_staff())

        html = client.get(reverse("design:samples"), {"q": "flora"}).content.decode()

        assert html.count("<li") == 1
        assert 'data-value="Florastraße 12"' in html


@pytest.mark.django_db
def test_a_page_that_does_not_exist_says_what_to_do(client):
    answer = client.get("/gibt-es-nicht/")

    assert answer.status_code == 404
    assert "Diese Seite gibt es nicht" in answer.content.decode()


def test_the_page_for_our_own_errors_needs_nothing():
    html = render_to_string("500.html")

    assert "Bei uns ist ein Fehler passiert" in html
