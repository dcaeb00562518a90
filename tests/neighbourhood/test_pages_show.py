import re

import pytest
from django.urls import reverse

from neighbourhood.pages.models import Contact, Page
from neighbourhood.pages.queries import contact_for
from neighbourhood.pages.rules import SLUGS, PageSection, sections_of
from neighbourhood.pages.services.facts import load_contacts, load_pages
from neighbourhood.regions.models import Region
from tests.clients import STRICT_QUERIES
from tests.factories.pages import ContactFactory, ContactRegionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", SLUGS)
def test_each_section_has_an_honest_page_with_a_telephone(client, slug):
    response = client.get(reverse("pages:page-show", args=[slug]))

    html = response.content.decode()
    page = Page.objects.get(slug=slug)
    assert f"<h1>{page.title}</h1>" in html
    assert 'class="contact-phone" href="tel:' in html
    assert "<h2 id=" in html


@pytest.mark.parametrize(
    "slug",
    (
        "stadtteilarbeit",
        "planungsvernetzung",
        "statistik",
        "portraets",
    ),
)
def test_a_section_to_come_says_what_will_be_here_and_whom_to_ask(slug):
    headings = [
        section.heading for section in sections_of(Page.objects.get(slug=slug).body)
    ]

    assert {"Was Sie hier finden werden", "Bis dahin"} <= set(headings)


def test_the_district_s_name_comes_from_the_settings():
    assert Page.objects.get(slug="statistik").title == "Die Kleine Pankow-Statistik"
    assert not Page.objects.filter(body__contains="{district}").exists()


def test_a_body_is_cut_at_its_headings():
    sections = sections_of("Vorab.\n\n## Erst & zuerst\nEins.\n\n## Dann\n- zwei\n")

    assert sections == [
        PageSection("", "", "Vorab."),
        PageSection("Erst & zuerst", "erst-zuerst", "Eins."),
        PageSection("Dann", "dann", "- zwei"),
    ]


def test_a_page_that_is_not_published_is_not_found(client):
    Page.objects.filter(slug="statistik").update(is_published=False)

    response = client.get(reverse("pages:page-show", args=["statistik"]))

    assert response.status_code == 404


def test_other_addresses_at_the_root_are_left_to_other_apps(client):
    assert client.get("/gibt-es-nicht/").status_code == 404


def test_page_show_costs_few_queries(client, django_assert_num_queries):
    with django_assert_num_queries(STRICT_QUERIES + 2):
        client.get(reverse("pages:page-show", args=["stadtteilarbeit"]))


@pytest.mark.parametrize("count", (0, 23))
def test_contacts_cost_the_same_for_more_offices(
    client, count, django_assert_num_queries
):
    Contact.objects.exclude(is_general=True).delete()
    regions = list(Region.objects.order_by("number"))
    for number in range(count):
        contact = ContactFactory()
        if number < len(regions):
            ContactRegionFactory(contact=contact, region=regions[number])

    with django_assert_num_queries(STRICT_QUERIES + 3):
        client.get(reverse("pages:contacts"))


def test_contacts_show_every_office_with_its_regions(client):
    html = client.get(reverse("pages:contacts")).content.decode()

    north = html.split("SPK – Team Nord")[1].split("</ul>")[0]
    assert "(030) 23125-110" in north
    assert re.findall(r'href="/stadtteile/([a-z-]+)/"', north) == [
        "buch",
        "blankenfelde-niederschoenhausen",
        "buchholz",
        "karow",
    ]


def test_telephone_numbers_of_the_demo_belong_to_nobody(client):
    for contact in Contact.objects.all():
        assert re.fullmatch(r"\(030\) 23125-\d{3}", contact.phone)
        assert not contact.email or contact.email.endswith(".example")
    html = client.get(reverse("pages:contacts")).content.decode()
    assert "Unter den Rufnummern ist niemand zu erreichen" in html


def test_every_region_has_its_team_and_everything_else_the_general_office():
    units = {region.number: contact_for(region).unit for region in Region.objects.all()}

    assert units[4] == "SPK – Team Nord"
    assert units[16] == "SPK – Team Süd"
    assert contact_for(None).unit == "SPK – Allgemeine Auskunft"


def test_without_a_team_the_general_office_helps():
    Contact.objects.filter(unit="SPK – Team Nord").delete()

    assert contact_for(Region.objects.get(slug="karow")).is_general


def test_without_any_office_nobody_is_named(client):
    Contact.objects.all().delete()

    assert contact_for(None) is None
    html = client.get(reverse("pages:page-show", args=["statistik"])).content.decode()
    assert "tel:" not in html


def test_facts_load_twice_without_a_change():
    assert (load_pages(), load_contacts()) == (0, 0)


def test_facts_leave_an_edited_page(client):
    Page.objects.filter(slug="impressum").update(title="Wer wir sind")

    load_pages()

    assert Page.objects.get(slug="impressum").title == "Wer wir sind"


def test_production_gets_no_invented_telephone_numbers(settings):
    settings.PRODUCTION = True
    Contact.objects.all().delete()

    assert load_contacts() == 0
    assert not Contact.objects.exists()
