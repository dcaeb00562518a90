"""Papers of an event through its pages: what comes in, and who reads it when."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commons.files.models import StoredFile
from participation.moderation import services as moderation
from participation.moderation.enums import Verdict
from tests.clients import StrictClient, sign_in
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.events import EventFactory
from tests.factories.networks import make_house, speaker_of
from tests.participation.deciding import ruling
from tests.pdfs import pdf

pytestmark = pytest.mark.django_db


def page(name, event):
    return reverse(f"calendar:{name}", args=[event.pk])


def enter(person):
    return sign_in(StrictClient(), person)


def paper(content, name="Programm.pdf", mime="application/pdf"):
    return SimpleUploadedFile(name, content, mime)


def with_macros():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
        archive.writestr("word/vbaProject.bin", b"macro")
    return out.getvalue()


@pytest.fixture
def laid_out():
    """A house's event with one paper, and who laid it there."""
    house = make_house()
    speaker, event = speaker_of(house), EventFactory(actor=house)
    browser = enter(speaker)
    browser.post(page("event-papers-add", event), {"uploads": [paper(pdf())]})
    event.refresh_from_db()
    return event, speaker


def test_a_paper_comes_in_through_the_page_and_stands_on_the_events(client, laid_out):
    event, _speaker = laid_out

    (row,) = event.documents.select_related("stored_file")
    shown = client.get(event.get_absolute_url())
    read = client.get(row.stored_file.get_absolute_url())

    assert row.stored_file.get_absolute_url() in shown.text
    assert (read.status_code, read["Content-Type"]) == (200, "application/pdf")


@pytest.mark.parametrize(
    "upload",
    (
        lambda: paper(pdf(script="app.alert(1)")),
        lambda: paper(pdf(program="calc.exe")),
        lambda: paper(pdf(password="geheim")),
        lambda: paper(b"%PDF-1.7 half a file"),
        lambda: paper(with_macros(), "Plan.docx", "application/zip"),
        lambda: paper(b"MZ\x90\x00 a program", "Programm.pdf"),
        lambda: paper(b"<script>alert(1)</script>", "plan.html", "text/html"),
        lambda: paper(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
    ),
    ids=("script", "program", "locked", "half", "macros", "exe", "html", "svg"),
)
def test_what_does_more_than_show_pages_is_refused_with_words(laid_out, upload):
    event, speaker = laid_out

    answer = enter(speaker).post(
        page("event-papers-add", event), {"uploads": [paper(pdf()), upload()]}
    )

    assert answer.status_code == 422
    assert (event.documents.count(), StoredFile.objects.count()) == (1, 1)


def test_only_its_people_lay_papers_beside_it_or_take_them_away(laid_out):
    event, _speaker = laid_out
    others = enter(UserFactory())
    (row,) = event.documents.all()

    answers = [
        others.post(page("event-papers-add", event), {"uploads": [paper(pdf())]}),
        others.post(page("event-files-remove", event), {"papers": [row.pk]}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert event.documents.count() == 1


def test_papers_of_a_hidden_event_are_read_by_its_people_and_the_spk_alone(laid_out):
    event, speaker = laid_out
    address = event.documents.get().stored_file.get_absolute_url()
    staff = make_staff()
    verdict = ruling(Verdict.HIDE, version=event.version)
    moderation.decide_directly(event, by=staff, **verdict)

    answers = {
        "nobody": StrictClient().get(address).status_code,
        "somebody": enter(UserFactory()).get(address).status_code,
        "speaker": enter(speaker).get(address).status_code,
        "SPK": enter(staff).get(address).status_code,
    }

    assert answers == {"nobody": 404, "somebody": 404, "speaker": 200, "SPK": 200}


def test_what_was_taken_away_is_read_by_nobody(client, laid_out):
    event, speaker = laid_out
    (row,) = event.documents.select_related("stored_file")
    address = row.stored_file.get_absolute_url()

    enter(speaker).post(page("event-files-remove", event), {"papers": [row.pk]})

    assert [
        client.get(address).status_code,
        enter(speaker).get(address).status_code,
    ] == [
        *(404, 404),
    ]
