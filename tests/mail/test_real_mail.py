"""The real mail path: out by SMTP, through Postfix to Dovecot, and back by IMAP."""

import email.policy
import threading
import time
from email.message import EmailMessage

import pytest
from django.db import connections

from commons.delivery import sender
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.incoming import locks
from commons.incoming.enums import AsideReason, MailState
from commons.incoming.models import Mail, MailTerms
from commons.incoming.services import fetching, reading
from commons.incoming.services.fetching import LARGE_FOLDER, READ_FOLDER
from participation.ideas.enums import Outcome
from participation.referrals.enums import ReferralState, ReplyState, StatementSource
from participation.referrals.models import Referral, Reply
from participation.referrals.services import referring, replies
from participation.referrals.services.responding import Said
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import ReferralFactory
from tests.mail.letters import ANSWER, letter
from tests.mail.stack import OFFICE, OURS, running

pytestmark = [pytest.mark.fault, pytest.mark.usefixtures("own_database")]
UNKNOWN = "niemand@amt.example"
# What becomes of each mail that goes the whole way; else it is a draft.
ENDS = {
    "abwesend": "noted",
    "out_of_office": "noted",
    "ticketsystem": "noted",
    "lesebestaetigung": "noted",
    "fremder_absender": AsideReason.WRONG_SENDER,
    "von_uns_selbst": AsideReason.LOOP,
    "verschluesselt": AsideReason.ENCRYPTED,
}
HOSTILE = (
    *ENDS,
    "outlook_de",
    "outlook_original",
    "notes",
    "groupwise",
    "gmail_en",
    "apple_folded",
    "bottom_posting",
    "nur_html",
    "html_outlook",
    "falsch_ascii",
    "falsch_latin1_ist_utf8",
    "verschachtelt",
    "gefaehrlich",
    "smime",
    "boese_kopfzeilen",
)


@pytest.fixture(scope="module")
def stack():
    with running() as servers:
        yield servers


@pytest.fixture(autouse=True)
def _connected(stack, settings, own_database):
    settings.SMTP_URL, settings.IMAP_URL = stack.smtp_url, stack.imap_url
    yield
    for box in (OURS, OFFICE):
        stack.empty(box)


@pytest.fixture
def amt():
    return DepartmentFactory(email=OFFICE)


def refer(department):
    """Hand an idea over, and let the outbox send what is due."""
    (referral,) = referring.refer(
        IdeaFactory(), lead=department, cover_note="Bitte.", by=make_staff()
    )
    sender.send_due()
    return referral


def reply_of_an_office(raw):
    """What a clerk's program makes of our mail: an answer above the quote."""
    got = email.message_from_bytes(raw, policy=email.policy.default)
    quoted = got.get_body(("plain",)).get_content().replace("\n", "\n> ")
    answer = EmailMessage()
    answer["From"], answer["To"] = f"Grünflächen <{OFFICE}>", got["Reply-To"]
    answer["Subject"] = f"AW: {got['Subject']}"
    answer["In-Reply-To"] = got["Message-ID"]
    answer["Message-ID"] = "<antwort@amt.example>"
    text = f"{ANSWER}\n\nMit freundlichen Grüßen\nIm Auftrag\n\nAm 23.11.26 um 09:14 "
    answer.set_content(f"{text}schrieb Bindeglied:\n> {quoted}\n")
    return answer


def fetch_and_read():
    run = fetching.fetch()
    for pk in Mail.objects.filter(state=MailState.RECEIVED).values_list(
        "pk", flat=True
    ):
        reading.read(pk)
    return run.taken


def test_a_referral_goes_out_and_its_answer_comes_back_as_a_statement(stack, amt):
    referral = refer(amt)
    (ours,) = stack.wait_for(OFFICE, 1)
    answer = reply_of_an_office(ours)

    stack.send(answer.as_bytes(), sender=OFFICE, to=answer["To"])
    stack.wait_for(OURS, 1)
    taken = fetch_and_read()

    reply = Reply.objects.get(referral=referral)
    said = Said(text=reply.mail.kept, outcome=Outcome.WILL_BE_DONE)
    statement = replies.state(reply, said, by=make_staff())
    referral.refresh_from_db()
    assert taken == 1
    assert (statement.text, statement.source) == (ANSWER, StatementSource.MAIL)
    assert referral.state == ReferralState.STATED
    with stack.opened(OURS, READ_FOLDER) as client:
        assert client.uid("SEARCH", None, "ALL")[1][0].split() != []


def test_hostile_mails_end_where_they_should(stack, amt):
    address = replies.address_of(ReferralFactory(department=amt))
    stack.empty(OURS)
    begun = time.monotonic()

    for name in HOSTILE:
        stack.send(letter(name, to=address), sender="x@amt.example", to=address)
    stack.wait_for(OURS, len(HOSTILE))
    fetch_and_read()

    ends = {}
    for name in HOSTILE:
        mail = Mail.objects.get(message_id=f"<{name}@amt.example>")
        reply = Reply.objects.filter(mail=mail).first()
        ends[name] = reply.state if reply else mail.reason
    assert ends == {name: ENDS.get(name, ReplyState.DRAFT.value) for name in HOSTILE}
    assert time.monotonic() - begun < 30


def test_an_unknown_mailbox_comes_back_and_is_noted_at_the_case(stack):
    referral = refer(DepartmentFactory(email=UNKNOWN))
    stack.wait_for(OURS, 1)

    fetch_and_read()

    delivery = Delivery.objects.get(pk=referral.delivery_id)
    mail = Mail.objects.get(kind="delivery", target_id=delivery.pk)
    assert (mail.state, mail.automatic) == (MailState.HANDLED, "bounce")
    assert (delivery.state, delivery.bounce_code) == (DeliveryState.FAILED, "5.1.1")
    assert Referral.objects.get(pk=referral.pk).state == ReferralState.FAILED


def test_a_note_of_absence_to_the_return_path_stands_at_the_case(stack, amt):
    referral = refer(amt)
    (ours,) = stack.wait_for(OFFICE, 1)
    path = email.message_from_bytes(ours)["Return-Path"].strip("<>")
    note = (
        b"Auto-Submitted: auto-replied\nFrom: gruen@amt.example\nTo: <" + path.encode()
    )
    note += b">\nSubject: Abwesend\nMessage-ID: <weg@amt.example>\n\nIm Urlaub.\n"

    stack.send(note, sender="", to=path)
    stack.wait_for(OURS, 1)
    fetch_and_read()

    reply = Reply.objects.get(referral=referral)
    assert (reply.state, reply.label) == (ReplyState.NOTED, "Abwesenheitsnotiz")
    assert Delivery.objects.get(pk=referral.delivery_id).bounced_at is None


def test_a_mail_that_is_too_large_stays_whole_in_a_folder(stack, amt):
    address = replies.address_of(ReferralFactory(department=amt))
    terms = MailTerms.objects.create(pk=1, most_megabytes=1)
    raw = letter("outlook_en", to=address) + b"x" * 70 + b"\n" * 1_200_000

    stack.send(raw, sender=OFFICE, to=address)
    stack.wait_for(OURS, 1)
    fetch_and_read()

    terms.delete()
    mail = Mail.objects.order_by("pk").last()
    assert (mail.reason, mail.is_whole) == (AsideReason.OVERSIZE, False)
    with stack.opened(OURS, LARGE_FOLDER) as client:
        assert client.uid("SEARCH", None, "ALL")[1][0].split() != []


def test_a_worker_that_dies_before_it_moves_the_mail_takes_it_once(
    stack, amt, monkeypatch
):
    address = replies.address_of(ReferralFactory(department=amt))
    stack.send(letter("schrieb_am", to=address), sender=OFFICE, to=address)
    stack.wait_for(OURS, 1)

    def die(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(fetching.BaseMailBox, "move", die)
    with pytest.raises(KeyboardInterrupt):
        fetching.fetch()
    monkeypatch.undo()
    before = Mail.objects.count()
    fetching.fetch()

    assert Mail.objects.count() == before
    assert fetching.fetch().taken == 0


def test_two_workers_do_not_read_at_once(stack):
    results = []

    def other():
        results.append(fetching.fetch().was_busy)
        connections.close_all()

    with locks.alone() as is_ours:
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()

    assert (is_ours, results) == (True, [True])


def test_one_run_takes_no_more_than_its_batch(stack, amt):
    address = replies.address_of(ReferralFactory(department=amt))
    for name in ("thunderbird_de", "outlook_rule_line", "kleingedrucktes"):
        stack.send(letter(name, to=address), sender=OFFICE, to=address)
    stack.wait_for(OURS, 3)

    first, second = fetching.fetch(most=2), fetching.fetch(most=2)

    assert (first.taken, first.has_more) == (2, True)
    assert (second.taken, second.has_more) == (1, False)


def test_a_mailbox_that_is_away_is_no_error(settings):
    settings.IMAP_URL = "imap://a:b@127.0.0.1:9/INBOX"

    assert fetching.fetch().taken == 0
