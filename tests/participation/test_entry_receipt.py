"""The receipt, its code, the paper form; and that contact data lies nowhere else."""

import io
import logging
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from commons.accounts.services.own_data import export
from commons.audit.models import AuditEntry
from commons.search.models import SearchRow
from commons.verbs.models import Happening
from participation.ideas.models import IdeaContact
from participation.ideas.services import contacts, pickup
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import make_regional_moderator
from tests.factories.regions import RegionFactory
from tests.participation.entering import (
    CANARIES,
    ENTER,
    MAIL,
    NAME,
    address_of,
    by_call,
    by_letter,
    entered,
    entry,
    here,
    make_house,
    published,
)
from tests.participation.writing import text_of

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b")


@pytest.fixture
def house(client, sign_in):
    user = make_house()
    sign_in(client, user)
    return user


def receipt_of(client, **fields):
    """Enter and give (idea, code, page)."""
    page = client.post(ENTER, fields or entry())
    idea = page.context["idea"]
    return idea, page.context["code"], page


def words_of(response):
    document = PdfReader(io.BytesIO(response.content))
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def test_the_receipt_is_a_tagged_pdf_with_number_code_and_dates(client, house):
    idea, code, page = receipt_of(client)

    response = client.post(address_of("entry-receipt", idea.number), {"code": code})

    document = PdfReader(io.BytesIO(response.content))
    words = words_of(response)
    assert response.headers["Content-Type"] == "application/pdf"
    assert document.metadata.title == "Quittung für Ihre Idee"
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert idea.number in words
    assert code in words
    assert idea.title in words
    assert f"?nummer={idea.number}" in words.replace(" ", "")
    assert words.count("Bis ") == 2
    assert "So geht es weiter" in text_of(page)


def test_the_code_stands_in_no_address(client, house):
    _idea, code, page = receipt_of(client)

    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', page.content.decode())

    assert not [address for address in addresses if code in address]
    assert code not in page.context["receipt"].address


def test_a_code_that_does_not_fit_gets_no_receipt(client, house):
    idea, _code, _page = receipt_of(client)
    address = address_of("entry-receipt", idea.number)

    assert client.post(address, {"code": "AAAA-BBBB-CCCC"}).status_code == 404
    assert client.get(address).status_code == 405


def test_hostile_words_on_a_receipt_are_words(client, house):
    title = '#panic("x") *fett* $a$ <b>'
    idea, code, _page = receipt_of(client, **entry(title=title))

    response = client.post(address_of("entry-receipt", idea.number), {"code": code})

    assert title in words_of(response)


def test_a_new_receipt_ends_the_old_code(client, house):
    idea, old, _page = receipt_of(client)

    page = client.post(address_of("entry-renew-code", idea.number))

    new = page.context["code"]
    assert pickup.find(idea.number, old) is None
    assert pickup.find(idea.number, new) == idea
    assert CODE.search(text_of(client.get(address_of("entry-show", idea.number)))) is (
        None
    )
    assert AuditEntry.objects.filter(verb="idea.code_renewed").count() == 1


def test_the_qr_code_brings_the_number_and_the_person_claims_later(client, sign_in):
    house = make_house()
    sign_in(client, house)
    idea, code, page = receipt_of(client, **by_letter())
    client.logout()
    client.cookies.clear()
    asked = client.get(page.context["receipt"].address)

    client.post(
        address_of("idea-claim"),
        {"number": asked.context["form"]["number"].value(), "code": code},
    )
    sign_in_again = UserFactory()
    session = client.session
    shown = session["ideas_held"]
    sign_in(client, sign_in_again)
    session = client.session
    session["ideas_held"] = shown
    session.save()
    client.post(address_of("idea-take-over", idea.number))

    idea.refresh_from_db()
    assert asked.context["form"]["number"].value() == idea.number
    assert idea.author == sign_in_again
    assert not IdeaContact.objects.exists()
    assert pickup.find(idea.number, code) is None


@pytest.mark.parametrize(
    ("who", "status"),
    (
        (make_staff, 200),
        (lambda: make_regional_moderator(here()), 200),
        (lambda: make_regional_moderator(RegionFactory()), 404),
        (UserFactory, 404),
        (make_house, 404),
    ),
)
def test_who_may_see_contact_data(client, sign_in, who, status):
    sign_in(client, make_house())
    idea = entered(client, **by_letter())
    person = who()
    sign_in(client, person)

    response = client.post(address_of("entry-contact", idea.number))

    looks = AuditEntry.objects.filter(verb="idea.contact_shown", by_id=person.pk)
    assert response.status_code == status
    assert looks.count() == (1 if status == 200 else 0)
    assert (NAME in text_of(response)) is (status == 200)


def test_the_house_that_entered_it_never_sees_contact_data_again(client, house):
    idea = entered(client, **by_letter())

    response = client.post(address_of("entry-contact", idea.number))

    assert response.status_code == 403


def test_contact_data_is_on_no_page_in_no_index_export_record_or_log(
    client, sign_in, caplog
):
    house, staff = make_house(), make_staff()
    sign_in(client, house)
    with caplog.at_level(logging.DEBUG):
        ideas = [
            entered(client, **by_letter()),
            entered(client, **by_call()),
            entered(client, **entry(way="mail", recipient_mail=MAIL)),
        ]
        for idea in ideas:
            deliveries = published(idea, by=staff)
    pages = [address_of("entry-list")]
    pages += [address_of("entry-show", idea.number) for idea in ideas]
    found = [client.get(page).content.decode() for page in pages]
    sign_in(client, staff)
    pages += [idea.get_absolute_url() for idea in ideas]
    pages += [reverse("moderation:contribution", args=["idea", ideas[0].pk])]
    pages += [reverse(f"delivery:{name}-list") for name in ("letter", "call")]
    pages += [
        reverse("delivery:letter-show", args=[deliveries.get(channel="letter").pk]),
        reverse("delivery:call-show", args=[deliveries.get(channel="call").pk]),
        reverse("followups:today"),
    ]
    found += [client.get(page).content.decode() for page in pages]
    rows = [*AuditEntry.objects.values(), *Happening.objects.values()]
    rows += [*SearchRow.objects.values(), *deliveries.values()]
    rows += [export(house), export(staff)]
    found += [str(rows), caplog.text]

    leaks = [canary for canary in CANARIES for text in found if canary in text]

    assert deliveries.count() == 3
    assert leaks == []


def test_a_person_finds_and_erases_what_was_kept_with_their_mail_address(client, house):
    idea = entered(client, **entry(way="mail", recipient_mail=MAIL.title()))
    user = UserFactory(email=MAIL)

    rows = export(user)["tables"]["ideas.IdeaContact"]["rows"]
    contacts.forget_of(user)

    assert [(row["idea__number"], row["email"]) for row in rows] == [
        (idea.number, MAIL)
    ]
    assert not IdeaContact.objects.exists()


@pytest.mark.parametrize("language", ("de", "en", "de-ls", "../x"))
def test_the_paper_form_is_for_everybody_and_asks_what_the_screen_asks(
    client, language
):
    response = client.get(f"{address_of('paper-form')}?sprache={language}")

    words = words_of(response)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert here().name in words
    if language in {"de", "../x"}:
        assert "Was soll sich ändern, und warum?" in words
        assert "Ich bin einverstanden" in words
