import pytest
from django.urls import reverse

from commons.accounts.enums import Role
from commons.errors import RuleViolation
from commons.verbs.models import Happening
from neighbourhood.pages import services
from neighbourhood.pages.models import Contact, Page
from neighbourhood.pages.queries import contact_for
from neighbourhood.regions.models import Region
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.pages import ContactFactory

pytestmark = pytest.mark.django_db

TEXTS = {"title": "Wer wir sind", "summary": "Kurz.", "body": "## Neu\nText."}


@pytest.fixture
def page():
    return Page.objects.get(slug="impressum")


def edit_url(page):
    return reverse("pages:page-edit", args=[page.slug])


def test_revise_gives_a_page_its_new_text_and_says_who_did_it(page):
    editor = UserFactory()

    revised = services.revise(page, **TEXTS, version=1, by=editor)

    assert (revised.title, revised.version, revised.updated_by) == (
        "Wer wir sind",
        2,
        editor,
    )
    happening = Happening.objects.get(verb="page.revised")
    assert (happening.target_id, happening.by_id) == (page.pk, editor.pk)
    assert happening.params == {"version": 2}


def test_revise_refuses_a_page_that_somebody_else_changed(page):
    editor = UserFactory()
    services.revise(page, **TEXTS, version=1, by=editor)

    with pytest.raises(RuleViolation) as violation:
        services.revise(page, **TEXTS | {"title": "Anders"}, version=1, by=editor)

    assert violation.value.code == "page_changed"
    page.refresh_from_db()
    assert page.title == "Wer wir sind"


@pytest.mark.parametrize("role", (Role.COORDINATOR, Role.DATA_EDITOR))
def test_editors_change_a_page(client, sign_in, page, role):
    sign_in(client, make_staff(role))

    shown = client.get(edit_url(page)).content.decode()
    response = client.post(edit_url(page), TEXTS | {"version": 1})

    assert 'name="version" value="1"' in shown
    assert (response.status_code, response.url) == (302, "/impressum/")
    page.refresh_from_db()
    assert (page.title, page.body) == ("Wer wir sind", "## Neu\nText.")


def test_the_cached_page_ends_with_the_change(
    client, page, django_capture_on_commit_callbacks
):
    client.get("/impressum/")

    with django_capture_on_commit_callbacks(execute=True):
        services.revise(page, **TEXTS, version=1, by=UserFactory())

    assert "Wer wir sind" in client.get("/impressum/").content.decode()


def test_an_editor_who_comes_too_late_keeps_the_text_typed(client, sign_in, page):
    sign_in(client, make_staff(Role.COORDINATOR))
    services.revise(page, **TEXTS, version=1, by=UserFactory())

    response = client.post(edit_url(page), TEXTS | {"body": "Mein Text", "version": 1})

    html = response.content.decode()
    assert "Diese Seite wurde inzwischen geändert" in html
    assert "Mein Text" in html


@pytest.mark.parametrize("name", ("page", "contact", "new"))
def test_residents_and_moderators_may_not_edit(client, sign_in, page, name):
    contact = ContactFactory()
    url = {
        "page": edit_url(page),
        "contact": reverse("pages:contact-edit", args=[contact.pk]),
        "new": reverse("pages:contact-create"),
    }[name]

    anonymous = client.get(url)
    resident = sign_in(client, UserFactory()).get(url)
    moderator = sign_in(client, make_staff(Role.MODERATOR)).post(url, TEXTS)

    assert (anonymous.status_code, resident.status_code) == (302, 403)
    assert moderator.status_code == 403


def test_only_editors_see_the_way_to_edit(client, sign_in):
    assert "/bearbeiten/" not in client.get("/impressum/").content.decode()

    sign_in(client, make_staff(Role.DATA_EDITOR))

    assert "/impressum/bearbeiten/" in client.get("/impressum/").content.decode()
    assert "/bearbeiten/" in client.get("/ansprechpartner/").content.decode()


def contact_form(**changes):
    return {
        "unit": "SPK – Neuland",
        "task": "",
        "phone": "(030) 23125-177",
        "hours": "Montag 9–12 Uhr",
        "email": "",
        "room": "",
        "sort": "5",
    } | changes


def test_a_new_office_takes_its_regions_over(client, sign_in):
    sign_in(client, make_staff(Role.COORDINATOR))
    karow = Region.objects.get(slug="karow")

    response = client.post(
        reverse("pages:contact-create"), contact_form(regions=[karow.pk])
    )

    assert response.status_code == 302
    assert contact_for(karow).unit == "SPK – Neuland"
    assert contact_for(Region.objects.get(slug="buch")).unit == "SPK – Team Nord"
    assert Happening.objects.filter(verb="contact.saved").count() == 1


def test_an_office_gives_regions_up(client, sign_in):
    sign_in(client, make_staff(Role.COORDINATOR))
    north = Contact.objects.get(unit="SPK – Team Nord")
    buch = Region.objects.get(slug="buch")

    client.post(
        reverse("pages:contact-edit", args=[north.pk]),
        contact_form(unit=north.unit, regions=[buch.pk]),
    )

    assert contact_for(buch) == north
    assert contact_for(Region.objects.get(slug="karow")).is_general


def test_the_mark_of_the_general_office_moves(client, sign_in):
    sign_in(client, make_staff(Role.COORDINATOR))

    client.post(reverse("pages:contact-create"), contact_form(becomes_general="on"))

    assert contact_for(None).unit == "SPK – Neuland"
    assert Contact.objects.filter(is_general=True).count() == 1


def test_the_general_office_stays_general_when_it_is_edited(client, sign_in):
    sign_in(client, make_staff(Role.COORDINATOR))
    general = contact_for(None)

    client.post(
        reverse("pages:contact-edit", args=[general.pk]),
        contact_form(unit=general.unit),
    )

    assert contact_for(None) == general


def test_two_offices_never_have_one_name(client, sign_in):
    sign_in(client, make_staff(Role.COORDINATOR))

    response = client.post(
        reverse("pages:contact-create"), contact_form(unit="SPK – Team Nord")
    )

    assert response.status_code == 200
    assert Contact.objects.filter(unit="SPK – Team Nord").count() == 1


def test_a_region_s_page_shows_the_changed_telephone(
    client, django_capture_on_commit_callbacks
):
    client.get("/stadtteile/karow/")
    north = Contact.objects.get(unit="SPK – Team Nord")
    north.phone = "(030) 23125-178"

    with django_capture_on_commit_callbacks(execute=True):
        services.save_contact(
            north,
            regions=[Region.objects.get(slug="karow")],
            becomes_general=False,
            by=UserFactory(),
        )

    assert "(030) 23125-178" in client.get("/stadtteile/karow/").content.decode()
