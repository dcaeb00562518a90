"""Entering an idea for somebody else: who may, what is kept, and only once."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from commons.accounts.enums import Role
from commons.audit.models import AuditEntry
from commons.clock import berlin_today
from commons.drafts.models import Draft
from neighbourhood.regions.models import Region
from participation.ideas.enums import Source
from participation.ideas.models import Idea, IdeaContact, Submission
from participation.ideas.services import contacts, pickup
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import SubmissionFactory
from tests.factories.moderation import make_regional_moderator
from tests.participation.entering import (
    ENTER,
    MAIL,
    NAME,
    PHONE,
    STREET,
    TOWN,
    by_call,
    by_letter,
    entered,
    entry,
    here,
    make_house,
)
from tests.participation.writing import picture, text_of

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b")


def elsewhere():
    return Region.objects.exclude(pk=here().pk).order_by("number").first()


@pytest.fixture
def house(client, sign_in):
    user = make_house()
    sign_in(client, user)
    return user


PEOPLE = {
    "house": make_house,
    "moderator": lambda: make_staff(Role.MODERATOR),
    "regional moderator": lambda: make_regional_moderator(here()),
    "coordinator": lambda: make_staff(Role.COORDINATOR),
    "resident": UserFactory,
    "data editor": lambda: make_staff(Role.DATA_EDITOR),
    "admin": lambda: make_staff(Role.ADMIN),
}
MAY = {"house", "moderator", "regional moderator", "coordinator"}


@pytest.mark.parametrize("who", PEOPLE)
def test_who_may_enter(client, sign_in, who):
    sign_in(client, PEOPLE[who]())

    pages = [client.get(ENTER), client.get(reverse("ideas:entry-list"))]
    client.post(ENTER, entry())

    expected = 200 if who in MAY else 403
    assert [page.status_code for page in pages] == [expected, expected]
    assert Idea.objects.count() == (1 if who in MAY else 0)


def test_nobody_enters_without_signing_in(client):
    response = client.post(ENTER, entry())

    assert response.status_code == 302
    assert not Idea.objects.exists()


@pytest.mark.parametrize("make", (make_house, make_regional_moderator))
def test_nobody_enters_for_another_region(client, sign_in, make):
    sign_in(client, make(elsewhere()))

    response = client.post(ENTER, entry())

    assert response.status_code == 422
    assert "können Sie nichts eintragen" in text_of(response)
    assert not Idea.objects.exists()


def test_an_entry_has_number_source_consent_and_the_hash_of_its_code(client, house):
    idea = entered(client, **entry(source="phone", occasion="Sprechstunde"))

    row = idea.submission
    assert (idea.author, idea.publication) == (None, "submitted")
    assert (row.source, row.occasion, row.entered_by) == (
        Source.PHONE,
        "Sprechstunde",
        house,
    )
    assert (row.has_consent, row.consent_version) == (True, "2026-11")
    assert row.received_on == berlin_today()
    assert bytes(row.claim_hash) == pickup.hash_of(pickup.code_for(idea.draft_id))
    assert AuditEntry.objects.get(verb="idea.submitted").by_id == house.pk


@time_machine.travel("2027-01-05 10:00 +01:00", tick=False)
def test_the_day_of_receipt_decides_the_year_of_the_number(client, house):
    idea = entered(client, **entry(received_on="2026-12-30"))

    assert idea.number.startswith("2026-")
    assert idea.submission.received_on == date(2026, 12, 30)
    assert idea.submitted_at.year == 2027


@pytest.mark.parametrize("days", (1, -2000))
def test_a_day_ahead_or_too_far_back_is_refused(client, house, days):
    day = berlin_today() + timedelta(days=days)

    response = client.post(ENTER, entry(received_on=day.isoformat()))

    assert response.status_code == 422
    assert not Idea.objects.exists()


def test_without_consent_nothing_comes_in(client, house):
    fields = entry()
    del fields["has_consent"]

    response = client.post(ENTER, fields)

    assert response.status_code == 422
    assert "Ohne Einverständnis" in text_of(response)
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    "missing",
    (
        {"way": "letter", "recipient_name": NAME},
        {"way": "letter", "recipient_street": STREET, "recipient_town": TOWN},
        {"way": "letter", "recipient_name": NAME, "recipient_street": STREET},
        {"way": "call", "recipient_name": NAME},
        {"way": "call", "recipient_name": NAME, "recipient_phone": "abends"},
        {"way": "mail"},
        {"way": "mail", "recipient_mail": "keine"},
    ),
)
def test_the_way_of_answering_asks_for_what_it_needs(client, house, missing):
    response = client.post(ENTER, entry(**missing))

    assert response.status_code == 422
    assert not Idea.objects.exists()


@pytest.mark.parametrize("fields", (by_letter, by_call))
def test_a_workshop_names_nobody(client, house, fields):
    response = client.post(ENTER, fields(source="workshop"))

    assert response.status_code == 422
    assert not IdeaContact.objects.exists()


@pytest.mark.parametrize("field", ("text", "title", "occasion"))
def test_no_child_can_be_reached_through_the_words_of_a_workshop(client, house, field):
    fields = entry(source="workshop", **{field: "Ruf mich an: 030 1234567"})

    response = client.post(ENTER, fields)

    assert response.status_code == 422
    assert not Idea.objects.exists()


def test_contact_data_lies_sealed_beside_the_idea(client, house):
    idea = entered(client, **by_letter())

    contact = IdeaContact.objects.get(idea=idea)
    addressee = contacts.find(contact.pk)
    assert (contact.way, contact.mail_hash) == ("letter", None)
    assert (addressee.name, addressee.lines[1:]) == (NAME, [STREET, TOWN])
    assert NAME.encode() not in bytes(contact.sealed)


def test_only_what_the_way_needs_is_kept(client, house):
    fields = by_call(recipient_street=STREET, recipient_town=TOWN, recipient_mail=MAIL)

    idea = entered(client, **fields)

    addressee = contacts.find(idea.contact.pk)
    assert (addressee.phone, addressee.best_time) == (PHONE, "vormittags")
    assert (addressee.address, addressee.email) == ("", "")


def test_whoever_wants_no_answer_leaves_nothing(client, house):
    idea = entered(client, **entry(way="none", recipient_name=NAME))

    assert idea.submission.claim_hash is None
    assert not IdeaContact.objects.exists()


def test_a_draft_of_an_entry_never_holds_contact_data(client, house):
    client.post(
        reverse("drafts:draft-save", args=["idea-entry"]), by_letter(occasion="Fest")
    )

    draft = Draft.objects.get()
    assert draft.content["occasion"] == "Fest"
    assert NAME not in str(draft.content)
    assert STREET not in str(draft.content)


def test_sent_twice_it_is_one_idea_with_one_code(client, house):
    fields = by_letter()

    codes = [CODE.search(text_of(client.post(ENTER, fields)))[0] for _ in range(2)]

    assert Idea.objects.count() == IdeaContact.objects.count() == 1
    assert codes[0] == codes[1]
    assert not Draft.objects.exists()


def test_the_key_of_somebody_elses_idea_opens_nothing(client, house):
    other = SubmissionFactory().idea

    response = client.post(ENTER, entry(key=str(other.draft_id)))

    assert response.status_code == 422
    assert "schon verwendet" in text_of(response)


def test_a_stack_keeps_source_day_event_and_region(client, house):
    yesterday = (berlin_today() - timedelta(days=1)).isoformat()
    fields = entry(occasion="Sommerfest", received_on=yesterday, weiter="1")

    response = client.post(ENTER, fields)
    page = client.get(response.url)

    assert response.status_code == 302
    shown = page.context["entry_form"]
    assert shown["occasion"].value() == "Sommerfest"
    assert shown["received_on"].value() == yesterday
    assert page.context["form"]["region"].value() == str(here().pk)
    assert page.context["form"]["title"].value() is None
    assert page.context["today"] == 1
    assert not CODE.search(text_of(page))


def test_pictures_come_along_and_what_was_typed_stays(client, house):
    fields = by_letter(hochladen="1", pictures=[picture()])

    page = client.post(ENTER, fields)
    key = page.context["pictures"][0].stored_file.key.hex
    again = by_letter(key=fields["key"], picture=[key], alt_text=["Eine Bank"])
    idea = entered(client, **again)

    assert page.context["entry_form"]["recipient_name"].value() == NAME
    assert [image.alt_text for image in idea.images.all()] == ["Eine Bank"]


@pytest.mark.parametrize("number", (1, 30))
def test_a_house_reads_its_list_in_a_fixed_number_of_queries(
    client, house, number, django_assert_num_queries
):
    for _ in range(number):
        SubmissionFactory(
            source="paper",
            entered_by=house,
            has_consent=True,
            received_on=berlin_today(),
        )

    with django_assert_num_queries(10):
        response = client.get(reverse("ideas:entry-list"))

    assert len(response.context["page"].entries) == number


def test_a_house_sees_its_own_entries_and_no_others(client, house, sign_in):
    idea = entered(client, **entry())
    other = make_house()
    sign_in(client, other)

    listed = client.get(reverse("ideas:entry-list"))
    shown = client.get(reverse("ideas:entry-show", args=[idea.number]))

    assert listed.context["page"].entries == []
    assert shown.status_code == 404


def test_a_house_whose_right_ended_sees_nothing_more(client, house):
    idea = entered(client, **entry())
    house.regiongrant_set.all().delete()

    assert client.get(reverse("ideas:entry-list")).status_code == 403
    shown = client.get(reverse("ideas:entry-show", args=[idea.number]))
    assert shown.status_code == 404
