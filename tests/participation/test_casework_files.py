"""Zur Akte: what lies in the archive, who may have it, and what never comes back."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from commons import copies
from commons.audit.models import AuditEntry
from commons.blackening import Blackening, Passage
from commons.copies import About
from commons.files import services as stored
from participation.casework import papers, workflow
from participation.casework.enums import FileState
from participation.casework.models import CaseFile
from participation.casework.services import files, making, notes
from participation.casework.services.making import SCHEMA_FILE
from participation.ideas.enums import Case
from participation.moderation.enums import Publication
from participation.referrals.enums import ReferralState
from participation.referrals.models import Attachment
from tests.clients import StrictClient, sign_in
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.incoming import make_reply
from tests.factories.referrals import ReferralFactory
from tests.participation import amt
from tests.participation.casework_world import ASKED, CORRECTED, SAID, rich_case

pytestmark = pytest.mark.django_db
TITLE, PERSON, NOTE = "Bänke für die Promenade", "Nachbarin vom Platz", "Nur intern."


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def idea(moderator):
    found = rich_case(title=TITLE, author=UserFactory(display_name=PERSON))
    notes.add(found, text=NOTE, by=moderator)
    lead = found.referrals.get(role="lead")
    for name in ("plan.pdf", "../../plan.pdf"):
        file = stored.store_bytes(
            name, name.encode() * 9, "application/pdf", purpose="statement"
        )
        statement = lead.statements.last()
        Attachment.objects.create(statement=statement, stored_file=file)
    lead.dossier = stored.store_bytes("dossier.pdf", b"%PDF-d", "application/pdf")
    lead.save(update_fields=["dossier"])
    make_reply(lead)
    return found


def made(idea, by, referral=None):
    file = files.ask(idea, by=by, referral=referral)
    assert making.make(file.pk)
    file.refresh_from_db()
    return file


def opened(file):
    return zipfile.ZipFile(default_storage.path(file.path))


def words_in(archive, name):
    pdf = PdfReader(io.BytesIO(archive.read(name)))
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def close(answer):
    """Its file alone: closing all of the answer would end the test's connection."""
    for closer in answer._resource_closers:
        closer()


def test_the_states_are_a_graph_with_an_end():
    reached, frontier = set(), {workflow.INITIAL}
    while frontier:
        reached |= frontier
        following = (workflow.MAY_FOLLOW[state] for state in frontier)
        frontier = set().union(*following) - reached

    assert reached == set(FileState) == set(workflow.MAY_FOLLOW)
    ends = {state for state in FileState if not workflow.MAY_FOLLOW[state]}
    assert set(workflow.WAITING) == set(FileState) - ends


def test_the_archive_holds_the_case_and_its_manifest_is_true(idea, moderator):
    file = made(idea, moderator)

    with opened(file) as archive:
        names = [name.removeprefix(f"{idea.number}/") for name in archive.namelist()]
        lines = archive.read(f"{idea.number}/manifest-sha256.txt").decode().splitlines()
        listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
        assert set(listed) == set(names) - {"manifest-sha256.txt"}
        for name, digest in listed.items():
            content = archive.read(f"{idea.number}/{name}")
            assert hashlib.sha256(content).hexdigest() == digest
    lead = idea.referrals.get(role="lead").pk
    assert {
        "00-deckblatt.pdf",
        "01-vorgang.pdf",
        "vorgang.json",
        "vorgang.schema.json",
        f"stellungnahmen/w{lead}-amt-fuer-baenke-01.txt",
        f"stellungnahmen/w{lead}-amt-fuer-baenke-02.txt",
        f"rueckfragen/w{lead}-amt-fuer-baenke-01.txt",
        f"mails/w{lead}-amt-fuer-baenke-01.txt",
        "antworten/antwort-01.txt",
        f"dossiers/w{lead}-amt-fuer-baenke.pdf",
        f"anhaenge/w{lead}-01-plan.pdf",
        f"anhaenge/w{lead}-02-plan.pdf",
    } <= set(names)
    assert all(".." not in name and "\\" not in name for name in names)
    assert (file.state, file.percent) == (FileState.READY, 100)
    whole = Path(default_storage.path(file.path)).read_bytes()
    assert hashlib.sha256(whole).hexdigest() == file.sha256


def test_the_cover_sheet_names_both_numbers_and_the_case_tells_all(idea, moderator):
    with opened(made(idea, moderator)) as archive:
        cover = words_in(archive, f"{idea.number}/00-deckblatt.pdf")
        case = words_in(archive, f"{idea.number}/01-vorgang.pdf")

    for words in (idea.number, "GZ 4711", "W 12", TITLE, "01-vorgang.pdf"):
        assert words in cover, words
    for words in (SAID, CORRECTED, ASKED, "Der Weg bleibt frei.", NOTE, PERSON):
        assert words in case, words


def test_the_papers_say_that_they_are_pdf_a(idea, moderator):
    """What the file says of itself; no validator of the norm is among our packages."""
    with opened(made(idea, moderator)) as archive:
        for name in ("00-deckblatt.pdf", "01-vorgang.pdf"):
            pdf = PdfReader(io.BytesIO(archive.read(f"{idea.number}/{name}")))
            said = pdf.xmp_metadata.stream.get_data().decode()
            assert "<pdfaid:part>2</pdfaid:part>" in said
            assert "<pdfaid:conformance>A</pdfaid:conformance>" in said
            assert "<pdfuaid:part>1</pdfuaid:part>" in said
            intent = pdf.root_object["/OutputIntents"][0].get_object()
            assert intent["/S"] == "/GTS_PDFA1"
            assert intent["/DestOutputProfile"]
            assert pdf.root_object["/MarkInfo"]["/Marked"]
            assert not pdf.is_encrypted
            assert _all_fonts_are_inside(pdf)


def _all_fonts_are_inside(pdf):
    fonts = [font.get_object() for page in pdf.pages for font in _fonts(page)]
    descriptors = [
        font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for font in fonts
    ]
    return fonts and all(
        {"/FontFile2", "/FontFile3"} & set(each) for each in descriptors
    )


def _fonts(page):
    return page["/Resources"].get("/Font", {}).values()


@pytest.mark.parametrize("variant", ("spk", "amt"))
def test_the_record_keeps_to_its_schema(idea, moderator, variant):
    lead = idea.referrals.get(role="lead")
    file = made(idea, moderator, lead if variant == "amt" else None)

    with opened(file) as archive:
        record = json.loads(archive.read(f"{idea.number}/vorgang.json"))
        schema = json.loads(archive.read(f"{idea.number}/vorgang.schema.json"))

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(record)
    assert schema == json.loads(SCHEMA_FILE.read_text())
    assert record["references"][0] == {
        "department": "Amt für Bänke",
        "reference": "GZ 4711",
    }


def test_an_amts_copy_has_its_own_part_and_nobodys_personal_data(idea, moderator):
    lead = idea.referrals.get(role="lead")

    with opened(made(idea, moderator, lead)) as archive:
        everything = b"".join(
            archive.read(name)
            for name in archive.namelist()
            if name.endswith((".txt", ".json"))
        ).decode()
        everything += words_in(archive, f"{idea.number}/01-vorgang.pdf")
        everything += words_in(archive, f"{idea.number}/00-deckblatt.pdf")

    for words in (TITLE, SAID, CORRECTED, ASKED, idea.number, "GZ 4711"):
        assert words in everything, words
    kept_back = (
        PERSON,
        NOTE,
        "Der Weg bleibt frei.",
        "W 12",
        idea.author.email,
    )
    for words in (*kept_back, moderator.display_name):
        assert words not in everything, words


def test_an_amt_gets_no_words_that_have_left_the_public(moderator):
    idea = IdeaFactory(title=TITLE, case=Case.REFERRED, publication=Publication.HIDDEN)
    referral = ReferralFactory(idea=idea)

    with opened(made(idea, moderator, referral)) as archive:
        case = words_in(archive, f"{idea.number}/01-vorgang.pdf")
        record = archive.read(f"{idea.number}/vorgang.json").decode()

    assert TITLE not in case + record
    assert "nicht mehr öffentlich" in case


def test_a_closed_case_is_filed_as_well(moderator):
    idea = IdeaFactory(case=Case.CLOSED)

    assert made(idea, moderator).is_ready


def test_who_asked_and_who_fetched_stands_in_the_audit(idea, moderator):
    client = sign_in(StrictClient(), moderator)

    response = client.post(reverse("casework:file-create", args=[idea.number]))
    file = CaseFile.objects.get()
    making.make(file.pk)
    page = client.get(response.url)
    answer = client.post(reverse("casework:file-fetch", args=[file.pk]))

    assert "Liegt bereit" in page.content.decode()
    content = b"".join(answer.streaming_content)
    close(answer)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert len(content) == int(answer["Content-Length"])
    entries = AuditEntry.objects.filter(verb__startswith="case.file_")
    assert [(row.verb, row.by_id) for row in entries.order_by("pk")] == [
        ("case.file_asked", moderator.pk),
        ("case.file_fetched", moderator.pk),
    ]


def test_a_file_is_for_whoever_asked_alone(idea, moderator):
    file = made(idea, moderator)
    url = reverse("casework:file-show", args=[file.pk])

    for user in (make_staff(), UserFactory()):
        assert sign_in(StrictClient(), user).get(url).status_code == 404
    assert StrictClient().get(url).status_code == 302
    assert StrictClient().post(f"{url}holen/").status_code == 302


def test_an_amt_fetches_its_copy_on_its_link_and_no_other_does(moderator):
    referral = ReferralFactory()
    other = ReferralFactory()
    client = amt.on_link(referral)

    response = client.post(reverse("casework:amt-file-create", args=[referral.pk]))
    file = CaseFile.objects.get()
    making.make(file.pk)
    fetch = reverse("casework:amt-file-fetch", args=[referral.pk, file.pk])

    assert (file.variant, file.link_id) == ("amt", referral.link_id)
    assert "Liegt bereit" in client.get(response.url).content.decode()
    answer = client.post(fetch)
    close(answer)
    assert answer.status_code == 200
    assert StrictClient().post(fetch).status_code == 302
    stranger = amt.on_link(other)
    assert stranger.post(fetch).status_code == 302
    wrong = reverse("casework:amt-file-fetch", args=[other.pk, file.pk])
    assert stranger.post(wrong).status_code == 404
    member = amt.signed_in(amt.member_of(referral.department))
    assert member.post(fetch).status_code == 404


def test_asking_twice_makes_one_file_and_too_many_are_refused(idea, moderator):
    first, second = files.ask(idea, by=moderator), files.ask(idea, by=moderator)
    assert first == second

    for _number in range(files.MOST_WAITING - 1):
        files.ask(IdeaFactory(case=Case.OPEN), by=moderator)
    with pytest.raises(files.RuleViolation):
        files.ask(IdeaFactory(case=Case.OPEN), by=moderator)


def test_after_a_day_it_is_deleted(idea, moderator, django_capture_on_commit_callbacks):
    file = made(idea, moderator)
    path = default_storage.path(file.path)

    with django_capture_on_commit_callbacks(execute=True):
        assert files.sweep(timezone.now() + timedelta(hours=23)) == 0
        assert files.sweep(timezone.now() + timedelta(hours=25)) == 1

    file.refresh_from_db()
    assert (file.state, file.path) == (FileState.GONE, "")
    assert not Path(path).exists()


def test_redacted_words_never_come_back_through_a_file(
    idea, moderator, django_capture_on_commit_callbacks
):
    before = made(idea, moderator)
    waiting = files.ask(idea, by=moderator)
    path = Path(default_storage.path(before.path))
    about = About(
        ids={"idea": frozenset({idea.pk})}, changed={"idea": frozenset({idea.pk})}
    )
    black = Blackening(tuple(Passage(words, "Name") for words in (CORRECTED, NOTE)))

    with django_capture_on_commit_callbacks(execute=True):
        copies.blacken(about, black)
        copies.run_effects(about, black)

    assert not path.exists()
    assert not making.make(waiting.pk)
    with opened(made(idea, moderator)) as archive:
        everything = b"".join(
            archive.read(name)
            for name in archive.namelist()
            if name.endswith((".txt", ".json"))
        ).decode()
    assert SAID in everything
    assert CORRECTED not in everything
    assert NOTE not in everything


def test_what_is_let_go_while_it_is_made_never_becomes_ready(
    idea, moderator, monkeypatch
):
    file = files.ask(idea, by=moderator)
    cover = papers.cover

    def meanwhile(*args):
        files.drop_for([idea.pk])
        return cover(*args)

    monkeypatch.setattr(papers, "cover", meanwhile)

    assert not making.make(file.pk)
    file.refresh_from_db()
    assert file.state == FileState.GONE
    assert not list(Path(default_storage.path(files.FOLDER)).iterdir())


def test_a_failure_leaves_nothing_and_says_so(idea, moderator, monkeypatch, caplog):
    file = files.ask(idea, by=moderator)

    def broken(*_args):
        raise OSError

    monkeypatch.setattr(papers, "whole", broken)

    assert not making.make(file.pk)
    file.refresh_from_db()
    assert file.state == FileState.FAILED
    assert not list(Path(default_storage.path(files.FOLDER)).iterdir())


def test_statements_of_a_recalled_case_stay_in_the_file(moderator):
    referral = ReferralFactory(
        state=ReferralState.RECALLED, department=DepartmentFactory(name="Altes Amt")
    )

    with opened(made(referral.idea, moderator)) as archive:
        case = words_in(archive, f"{referral.idea.number}/01-vorgang.pdf")

    assert "Altes Amt" in case
    assert "zurückgerufen" in case
