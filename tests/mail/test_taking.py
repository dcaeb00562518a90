"""From bytes to a row, and from a row to the case it belongs to."""

import io
import sys
from datetime import timedelta
from email.message import EmailMessage
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from commons.files import services as files
from commons.files.models import StoredFile
from commons.incoming import parsing
from commons.incoming.enums import AsideReason, Fate, MailState, Source
from commons.incoming.models import Mail, MailTerms
from commons.incoming.services import addresses, reading, settling, wiping
from commons.incoming.services.taking import take
from participation.referrals.enums import ReferralState, ReplyState
from participation.referrals.models import Reply
from participation.referrals.services.replies import KIND, PURPOSE, address_of
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.incoming import taken
from tests.factories.referrals import ReferralFactory
from tests.mail.letters import ANSWER, letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral():
    return ReferralFactory(department=DepartmentFactory(email="gruen@amt.example"))


def read(raw):
    """Taken in and judged, as the tasks do it."""
    mail = taken(raw)
    reading.read(mail.pk)
    return Mail.objects.get(pk=mail.pk)


def answer(referral, name="outlook_de", **more):
    return read(letter(name, to=address_of(referral), **more))


def test_the_row_and_the_raw_message_are_there_before_anybody_reads():
    raw = letter("outlook_de")

    mail = taken(raw)

    assert mail.state == MailState.RECEIVED
    assert files.read(mail.raw) == raw


def test_the_same_bytes_are_stored_once():
    first, second = taken(letter("notes")), taken(letter("notes"))

    assert first == second
    assert Mail.objects.count() == 1


def test_an_answer_becomes_a_draft_at_its_case(referral):
    mail = answer(referral)

    reply = Reply.objects.get(mail=mail)
    assert (mail.state, mail.kind, mail.target_id) == (
        MailState.HANDLED,
        KIND,
        referral.pk,
    )
    assert (reply.referral, reply.state) == (referral, ReplyState.DRAFT)
    assert mail.kept == ANSWER
    assert mail.settled_at is None


def test_capitals_in_the_address_change_nothing(referral):
    raw = letter("outlook_de", to=address_of(referral).upper())

    assert read(raw).state == MailState.HANDLED


@pytest.mark.parametrize("name", ("abwesend", "abwesend_ohne_kennung", "ticketsystem"))
def test_a_machine_is_no_answer_but_stands_at_the_case(referral, name):
    mail = answer(referral, name)

    reply = Reply.objects.get(mail=mail)
    assert reply.state == ReplyState.NOTED
    assert mail.settled_at is not None


@pytest.mark.parametrize(
    ("name", "reason"),
    (
        ("fremder_absender", AsideReason.WRONG_SENDER),
        ("von_uns_selbst", AsideReason.LOOP),
        ("verschluesselt", AsideReason.ENCRYPTED),
    ),
)
def test_what_cannot_be_trusted_is_kept_aside(referral, name, reason):
    mail = answer(referral, name)

    assert (mail.state, mail.reason) == (MailState.ASIDE, reason)
    assert not Reply.objects.exists()
    assert mail.raw is not None


@pytest.mark.parametrize("sender", ("kollegin@amt.example", "gruen@amt.example"))
def test_colleagues_of_the_amt_may_answer(referral, sender):
    assert answer(referral, sender=sender).state == MailState.HANDLED


def test_whoever_got_the_link_may_answer(referral):
    referral.link.recipient = "anders@woanders.example"
    referral.link.save()

    mail = answer(referral, sender="anders@woanders.example")

    assert mail.state == MailState.HANDLED


def test_a_free_mailbox_says_nothing_about_who_works_there():
    referral = ReferralFactory(department=DepartmentFactory(email="amt@web.de"))

    assert answer(referral, sender="x@web.de").reason == AsideReason.WRONG_SENDER
    assert answer(referral, "notes", sender="amt@web.de").state == MailState.HANDLED


def test_a_token_that_nobody_gave_is_kept_aside():
    mail = read(letter("outlook_de", to="vorgang+abcdefgh@bindeglied.example"))

    assert (mail.state, mail.reason) == (
        MailState.ASIDE,
        AsideReason.UNKNOWN_ADDRESS,
    )


def test_an_expired_token_is_kept_aside_with_a_hint(referral):
    soon = timezone.now() + timedelta(seconds=1)
    address = addresses.address_for(PURPOSE, KIND, referral.pk, expires_at=soon)
    row = addresses.find(PURPOSE, [address])
    row.created_at, row.expires_at = soon - timedelta(2), soon - timedelta(1)
    row.save()

    mail = read(letter("outlook_de", to=address))

    assert (mail.reason, mail.target_id) == (AsideReason.EXPIRED, referral.pk)


@pytest.mark.parametrize(
    "state", (ReferralState.STATED, ReferralState.RETURNED, ReferralState.RECALLED)
)
def test_a_closed_case_takes_no_answer(state):
    department = DepartmentFactory(email="gruen@amt.example")
    referral = ReferralFactory(department=department, state=state)

    assert answer(referral).reason == AsideReason.CLOSED


def test_a_replay_is_recognised_whatever_way_it_took(referral):
    raw = letter("outlook_de", to=address_of(referral))

    read(raw)
    again = read(b"Received: from elsewhere\n" + raw)

    assert (again.state, again.reason) == (MailState.ASIDE, AsideReason.REPLAY)
    assert Reply.objects.count() == 1


def test_too_large_a_mail_is_kept_aside(referral):
    MailTerms.objects.create(pk=1, most_megabytes=1)
    raw = letter("outlook_de", to=address_of(referral)) + b"x" * 1_100_000

    assert read(raw).reason == AsideReason.OVERSIZE


def test_a_beginning_is_not_taken_for_the_whole(referral):
    raw = letter("outlook_de", to=address_of(referral))
    mail = take(raw, source=Source.IMAP, size=99_000_000)

    reading.read(mail.pk)

    mail.refresh_from_db()
    assert (mail.is_whole, mail.reason) == (False, AsideReason.OVERSIZE)


def test_a_flood_is_stopped(referral):
    MailTerms.objects.create(pk=1, most_an_hour=2)

    names = ("outlook_de", "notes", "groupwise")
    states = [answer(referral, name).reason for name in names]

    assert states == ["", "", AsideReason.FLOOD]


def test_a_mail_that_goes_round_in_circles_is_stopped(referral):
    hops = b"".join(b"Received: from a\n" for _ in range(60))

    mail = read(hops + letter("outlook_de", to=address_of(referral)))

    assert mail.reason == AsideReason.LOOP


def test_a_parser_that_fails_loses_nothing(referral, monkeypatch):
    def fail(_raw):
        raise ZeroDivisionError

    monkeypatch.setattr(parsing, "parse", fail)
    mail = taken(letter("outlook_de", to=address_of(referral)))

    states = []
    for _attempt in range(3):
        reading.read(mail.pk)
        states.append(Mail.objects.get(pk=mail.pk).state)

    assert states == [MailState.RECEIVED, MailState.RECEIVED, MailState.ASIDE]
    assert Mail.objects.get(pk=mail.pk).reason == AsideReason.UNREADABLE


def test_a_mail_that_kills_its_worker_is_put_aside_in_the_end(referral):
    mail = taken(letter("outlook_de", to=address_of(referral)))
    Mail.objects.filter(pk=mail.pk).update(attempts=reading.MOST_ATTEMPTS)

    reading.read(mail.pk)

    mail.refresh_from_db()
    assert mail.reason == AsideReason.UNREADABLE


def test_what_a_lost_message_left_is_read(referral):
    mail = taken(letter("outlook_de", to=address_of(referral)))
    earlier = timezone.now() - timedelta(minutes=2)
    Mail.objects.filter(pk=mail.pk).update(received_at=earlier)

    assert reading.read_waiting() == 1
    assert reading.read_waiting() == 0


def test_allowed_files_are_stored_and_pictures_made_anew(referral):
    mail = answer(referral, "verschachtelt")

    rows = list(mail.attachments.select_related("file"))
    picture = Image.open(io.BytesIO(files.read(rows[1].file)))
    assert [row.fate for row in rows] == [Fate.KEPT, Fate.IMAGE, Fate.KEPT]
    assert [row.file.name for row in rows] == ["plan.pdf", "foto.jpg", "brief.docx"]
    assert dict(picture.getexif()) == {}


def test_dangerous_files_are_kept_back_without_a_name(referral):
    mail = answer(referral, "gefaehrlich")

    rows = list(mail.attachments.select_related("file"))
    assert [(row.fate, row.file and row.file.name) for row in rows] == [
        (Fate.UNKNOWN_TYPE, None),
        (Fate.MACROS, None),
        (Fate.UNKNOWN_TYPE, None),
        (Fate.UNKNOWN_TYPE, None),
        (Fate.KEPT, "passwd.txt"),
    ]


@pytest.mark.parametrize(
    ("entries", "fate"),
    (
        (["word/vbaProject.bin"], Fate.MACROS),
        ([], Fate.KEPT),
        (None, Fate.UNKNOWN_TYPE),
    ),
    ids=("program", "document", "program behind thousands of parts"),
)
def test_a_program_hides_in_no_document(entries, fate):
    many = [f"word/{number}" for number in range(5_001)] + ["word/vbaProject.bin"]
    names = ["[Content_Types].xml", "word/document.xml"]
    content = archive(names + (many if entries is None else entries))

    assert sent_with(content).attachments.get().fate == fate


def test_a_broken_document_costs_its_mail_nothing():
    """One that breaks only while it is unpacked once kept the whole mail aside."""
    content = bytearray(archive(["mimetype"], word=b"application/x" * 99))
    content[45:60] = b"\xff" * 15

    mail = sent_with(bytes(content))

    assert mail.attachments.get().fate == Fate.UNKNOWN_TYPE
    assert mail.text == "Anbei."


def archive(names, *, word=b"x"):
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, word)
    return out.getvalue()


def sent_with(content):
    mail = EmailMessage()
    mail["From"] = "gruen@amt.example"
    mail["Message-ID"] = "<brief@amt.example>"
    mail.set_content("Anbei.")
    mail.add_attachment(content, "application", "octet-stream", filename="brief.docx")
    return read(mail.as_bytes())


def test_the_logo_of_a_signature_is_no_attachment(referral):
    assert not answer(referral, "logo").attachments.exists()


def test_the_original_goes_after_its_time_and_the_row_stays(referral):
    mail = answer(referral, "verschachtelt")
    settling.settle(mail, by=make_staff())
    later = timezone.now() + timedelta(days=91)

    wiped = wiping.wipe(later)

    mail.refresh_from_db()
    assert wiped == 1
    assert (mail.raw, mail.text, mail.sender, mail.subject) == (None, "", "", "")
    assert not StoredFile.objects.filter(purpose="incoming-mail").exists()


def test_what_nobody_has_settled_is_never_wiped(referral):
    answer(referral)

    assert wiping.wipe(timezone.now() + timedelta(days=2_000)) == 0


def test_an_address_is_short_and_only_its_hash_is_stored(referral):
    address = address_of(referral)
    token = address.partition("+")[2].partition("@")[0]

    row = addresses.find(PURPOSE, [address])
    assert len(address.partition("@")[0]) <= 64
    assert row.target_id == referral.pk
    assert token not in str(vars(row))
    assert address_of(referral) == address


def test_an_old_key_still_finds_its_case(referral, settings):
    old = address_of(referral)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "x" * 60

    assert address_of(referral) != old
    assert addresses.find(PURPOSE, [old]).target_id == referral.pk


def test_without_a_mailbox_there_is_no_address(referral, settings):
    settings.REPLY_ADDRESS = ""

    assert address_of(referral) == ""


class Pipe:
    def __init__(self, content):
        self.buffer = io.BytesIO(content)


def test_the_pipe_stores_what_it_is_given(monkeypatch, referral):
    raw = letter("outlook_de", to=address_of(referral))
    monkeypatch.setattr(sys, "stdin", Pipe(raw))

    call_command("take_mail")

    mail = Mail.objects.get()
    assert (mail.source, files.read(mail.raw)) == (Source.PIPE, raw)


def test_the_pipe_asks_for_another_try_when_anything_goes_wrong(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)

    with pytest.raises(SystemExit) as ended:
        call_command("take_mail")

    assert ended.value.code == 75
