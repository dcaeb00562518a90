"""Letters and calls: written once, printed, posted; they come back or nobody is there."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from commons.accounts.enums import Role
from commons.audit.models import AuditEntry
from commons.delivery import addressees, letters, printing
from commons.delivery.models import Delivery, PrintRun
from commons.files.models import StoredFile
from commons.notifications.services import expand, expand_due
from commons.verbs.models import Happening
from participation.ideas.services import contacts
from participation.ideas.services.publication import withdraw
from participation.moderation.enums import Reason, Verdict
from participation.moderation.models import QueueItem
from participation.moderation.services import decide
from participation.notices.services import sending
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.delivery import DeliveryFactory
from tests.factories.moderation import make_regional_moderator
from tests.factories.notices import NoticeFactory
from tests.factories.regions import RegionFactory
from tests.participation.entering import (
    NAME,
    STREET,
    TOWN,
    here,
    letter_of,
    make_house,
    many,
    published,
    submitted,
)
from tests.participation.writing import text_of
from tests.telling import past_undoing

pytestmark = pytest.mark.django_db
LIST, CALLS = "/postausgang/", "/anrufe/"


def words_in(content):
    document = PdfReader(io.BytesIO(content))
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


@pytest.fixture
def staff(client, sign_in):
    user = make_staff()
    sign_in(client, user)
    return user


def at(name, delivery):
    return reverse(f"delivery:{name}", args=[delivery.pk])


def test_a_step_is_one_letter_however_often_it_is_told():
    idea = submitted()

    published(idea)
    past_undoing()
    for happening in Happening.objects.all():
        expand(happening.pk)
    expand_due()

    letter = Delivery.objects.get()
    assert (letter.channel, letter.state) == ("letter", "queued")
    assert letter.region_id == here().pk
    assert letter.to_address == addressees.reference("idea-contact", idea.contact.pk)


def test_a_letter_has_the_words_of_the_mail_without_links_to_click():
    rendered = letters.words_of(letter_of())

    assert "steht jetzt auf der Plattform" in rendered.text
    assert "Im Internet: http" in rendered.text
    assert "Keine Mails mehr" not in rendered.text


@pytest.mark.parametrize(
    ("verdict", "reason", "words"),
    (
        (
            Verdict.DECLINE,
            Reason.ADVERTISING,
            "Schreiben Sie uns, oder rufen Sie uns an",
        ),
        (
            Verdict.REQUEST_CHANGES,
            Reason.UNCLEAR,
            "Wir tragen die Änderung für Sie ein",
        ),
    ),
)
def test_no_letter_asks_to_click(verdict, reason, words):
    idea = submitted()

    decide(
        QueueItem.objects.get(target_id=idea.pk),
        verdict=verdict,
        version=1,
        reason=reason,
        text="Bitte sagen Sie, welcher Platz.",
        by=make_staff(),
    )
    past_undoing()
    expand_due()

    text = letters.words_of(Delivery.objects.get()).text
    assert words in text
    assert "Bitte sagen Sie, welcher Platz." in text
    assert "http" not in text


def test_an_interim_notice_goes_by_letter_too():
    idea = submitted()
    published(idea)
    NoticeFactory(idea=idea, state="released")

    sending.send_due()

    lines = letters.words_of(Delivery.objects.latest("pk")).subject
    assert lines == f"Zwischennachricht zur Idee {idea.number}"


def test_a_letter_speaks_the_language_that_was_asked_for():
    assert letters.words_of(letter_of(submitted(language="en"))).language == "en"


def test_printing_all_gives_one_pdf_for_window_envelopes(client, staff):
    many(3)

    response = client.post(reverse("delivery:letter-print-all"))

    document = PdfReader(io.BytesIO(response.content))
    assert len(document.pages) == 3
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert words_in(response.content).count(STREET) == 3
    assert Delivery.objects.filter(print_run=None).count() == 0
    assert AuditEntry.objects.get(verb="delivery.printed").by_id == staff.pk


def window_of(content):
    """The text in the window of each page: 20 mm from left, 45 from top, 85 × 45."""
    mm = 72 / 25.4
    found = []
    for page in PdfReader(io.BytesIO(content)).pages:
        parts = []

        def visit(text, cm, tm, _font, _size, parts=parts):
            x = (cm[0] * tm[4] + cm[2] * tm[5] + cm[4]) / mm
            y = 297 - (cm[1] * tm[4] + cm[3] * tm[5] + cm[5]) / mm
            if 20 <= x <= 105 and 45 <= y <= 90:
                parts.append(text)

        page.extract_text(visitor_text=visit)
        found.append(" ".join("".join(parts).split()))
    return found


def test_the_address_stands_in_the_window():
    content = letters.set_letters([letter_of()])

    assert window_of(content)[0].endswith(f"{NAME} {STREET} {TOWN}")


@pytest.mark.parametrize(
    "name",
    (
        "#panic(1) *fett* $x$ @ref <label>",
        "]] #set page(width: 1cm) [[",
        "\\u{0} // /* Kommentar",
        '"; drop',
    ),
)
def test_a_hostile_name_is_a_name(name):
    content = letters.set_letters([letter_of(submitted(name=name))])

    assert len(PdfReader(io.BytesIO(content)).pages) == 1
    assert "".join(name.split()) in "".join(window_of(content)[0].split())


def test_an_address_that_is_too_long_is_set_smaller_and_stays_in_the_window():
    lines = [f"{letter * 58}" for letter in "BCDEF"]
    idea = submitted(name="W" * 80, address="\n".join(lines))

    content = letters.set_letters([letter_of(idea)])

    shown = "".join(window_of(content)[0].split())
    whole = "".join(words_in(content).split())
    assert [shown.count(letter) for letter in "WCDEF"] == [80, 58, 58, 58, 58]
    assert whole.count("C") >= shown.count("C")


def test_posted_letters_are_gone_from_the_desk(client, staff):
    rows = many(2)
    client.post(reverse("delivery:letter-print-all"))
    run = PrintRun.objects.get()

    client.post(reverse("delivery:print-posted", args=[run.pk]))
    client.post(reverse("delivery:print-posted", args=[run.pk]))

    assert {row.state for row in rows.all()} == {"sent"}
    assert AuditEntry.objects.filter(verb="delivery.completed").count() == 2
    assert "Hier liegt kein Brief" in text_of(client.get(LIST))


def test_a_letter_is_printed_again_as_often_as_needed(client, staff):
    letter = letter_of()
    client.post(at("letter-print", letter))
    run = PrintRun.objects.get()

    again = client.post(reverse("delivery:print-pdf", args=[run.pk]))

    assert STREET in words_in(again.content)


def test_a_letter_that_came_back_goes_out_with_a_better_address(client, staff):
    letter = letter_of()
    client.post(at("letter-print", letter))
    client.post(at("letter-posted", letter))
    client.post(at("letter-returned", letter))
    back = text_of(client.get(f"{LIST}?ansicht=zurueck"))
    better = {
        "name": NAME,
        "street": "Amselweg 1",
        "town": "13187 Berlin",
        "speichern": "1",
    }
    client.post(at("letter-address", letter), better)
    client.post(at("letter-again", letter))

    response = client.post(at("letter-print", letter))

    words = words_in(response.content)
    letter.refresh_from_db()
    assert "ist veröffentlicht" in back
    assert (letter.state, letter.failed_at) == ("queued", None)
    assert "Amselweg 1" in words
    assert STREET not in words


def test_a_letter_that_was_not_posted_cannot_come_back(client, staff):
    letter = letter_of()

    page = client.post(at("letter-returned", letter), follow=True)

    letter.refresh_from_db()
    assert letter.state == "queued"
    assert "noch nicht verschickt" in text_of(page)


def test_the_address_is_shown_by_post_and_written_down(client, staff):
    letter = letter_of()

    shown = client.post(at("letter-address", letter))

    entry = AuditEntry.objects.get(verb="delivery.addressee_shown")
    assert STREET in shown.content.decode()
    assert STREET not in client.get(at("letter-show", letter)).content.decode()
    assert (entry.by_id, entry.target_id) == (staff.pk, letter.pk)
    assert client.get(at("letter-address", letter)).status_code == 405


def test_a_letter_whose_cause_fell_away_is_taken_back():
    idea = submitted()
    letter = letter_of(idea)
    contacts.forget(idea)

    letters.set_letters([letter])

    letter.refresh_from_db()
    assert letter.state == "recalled"


def test_more_than_twenty_are_set_by_a_task_with_progress(
    client, staff, django_capture_on_commit_callbacks
):
    rows = many(21)

    response = client.post(reverse("delivery:letter-print-all"))
    run = PrintRun.objects.get()
    waiting = text_of(client.get(response.url))
    early = client.post(reverse("delivery:print-pdf", args=[run.pk]))
    with django_capture_on_commit_callbacks(execute=True):
        done = [printing.finish(run.pk), printing.finish(run.pk)]
    ready = client.post(reverse("delivery:print-pdf", args=[run.pk]))

    run.refresh_from_db()
    assert "0 von 21 Briefen" in waiting
    assert early.url == response.url
    assert done == [True, False]
    assert (run.done, run.stored_file.purpose) == (21, "letters")
    assert len(PdfReader(io.BytesIO(ready.content)).pages) == rows.count()


def test_the_file_of_a_print_is_nobodys_but_through_the_desk_and_is_deleted(
    client, staff
):
    many(21)
    client.post(reverse("delivery:letter-print-all"))
    run = PrintRun.objects.get()
    printing.finish(run.pk)
    run.refresh_from_db()
    direct = client.get(run.stored_file.get_absolute_url())
    PrintRun.objects.update(printed_at=timezone.now() - timedelta(days=2))

    assert printing.forget() == 1
    assert direct.status_code == 404
    assert not StoredFile.objects.filter(purpose="letters").exists()


PEOPLE = {
    "moderator": (make_staff, 200),
    "coordinator": (lambda: make_staff(Role.COORDINATOR), 200),
    "here": (lambda: make_regional_moderator(here()), 200),
    "elsewhere": (lambda: make_regional_moderator(RegionFactory()), 404),
    "editor": (lambda: make_staff(Role.DATA_EDITOR), 403),
    "admin": (lambda: make_staff(Role.ADMIN), 403),
    "house": (make_house, 403),
    "resident": (UserFactory, 403),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_who_opens_letters_and_calls(client, sign_in, who):
    make, status = PEOPLE[who]
    letter, call = letter_of(), many(1, "call")[0]
    sign_in(client, make())

    answers = [
        client.get(at("letter-show", letter)).status_code,
        client.post(at("letter-address", letter)).status_code,
        client.post(at("letter-print", letter)).status_code,
        client.get(at("call-show", call)).status_code,
        client.post(at("call-number", call)).status_code,
    ]

    assert answers == [status] * 5


def test_somebody_elsewhere_prints_nothing_of_here(client, sign_in):
    letter_of()
    sign_in(client, make_regional_moderator(RegionFactory()))

    client.post(reverse("delivery:letter-print-all"))

    assert not PrintRun.objects.exists()


@pytest.mark.parametrize("number", (1, 30))
@pytest.mark.parametrize("channel", ("letter", "call"))
def test_lists_take_a_fixed_number_of_queries(
    client, staff, django_assert_num_queries, channel, number
):
    many(number, channel)

    with django_assert_num_queries(14):
        page = text_of(client.get({"letter": LIST, "call": CALLS}[channel]))

    assert page.count("ist veröffentlicht") == number


def test_letters_are_no_failed_mails_and_no_mail_server_gets_them(client, staff):
    DeliveryFactory(channel="letter", to_address="idea-contact:1", in_state="failed")

    assert list(Delivery.objects.failed()) == []
    assert list(Delivery.objects.due("standard", timezone.now())) == []


def test_whoever_takes_the_idea_back_gets_no_letter_about_it():
    idea = submitted()

    withdraw(idea, by=None)
    expand_due()

    assert not Delivery.objects.exists()
