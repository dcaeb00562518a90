"""Every text field is hostile: names, titles, places, departments, mails, papers, logs."""

import json
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from commons.accounts.enums import Role
from commons.audit.models import AuditEntry
from commons.delivery import messages, sender, services as delivery
from commons.delivery.models import Delivery
from commons.html import render_markdown, text_blocks
from commons.notifications import services as notifications
from commons.notifications.services.digests import close_due
from commons.notifications.services.expansion import expand_due
from commons.pdf import compile_pdf
from commons.verbs.models import Happening
from commons.verbs.services import happened
from config.logging import without_private
from neighbourhood.regions.models import Region
from participation.ideas.services import support
from participation.moderation.models import QueueItem
from participation.referrals.models import Referral
from participation.referrals.services import referring
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.files import StoredImageFactory
from tests.factories.ideas import IdeaFactory, IdeaImageFactory
from tests.factories.moderation import make_item
from tests.participation.writing import dangers_in
from tests.wishing import at_once

pytestmark = pytest.mark.django_db
EVIL = "\"'><img src=x onerror=alert(1)><script>alert(1)</script>{{7*7}}"
MARKUP = (
    f"{EVIL}\n\n[klick](javascript:alert(1)) ![x](http://evil.example/x.png)\n\n"
    '<svg/onload=alert(1)> #eval("1") $x$ #import "x" \\ @ref <label> '
    '[#link("javascript:1")] www.evil.example'
)


def staff_client(sign_in):
    client = StrictClient()
    sign_in(client, make_staff(Role.COORDINATOR, display_name=EVIL[:60]))
    return client


def evil_idea(**fields):
    author = UserFactory(display_name=EVIL[:60])
    return IdeaFactory(
        title=EVIL[:120],
        text=MARKUP,
        author=author,
        place_text=EVIL,
        place_kind="pin",
        lon=13.4,
        lat=52.57,
        east_m=391_000.0,
        north_m=5_825_000.0,
        region=Region.objects.get(slug="pankow-zentrum"),
        **fields,
    )


def referred(idea, *, by):
    lead = DepartmentFactory(name=EVIL, email="amt@bezirk.example")
    (row,) = referring.refer(idea, lead=lead, consulted=[], cover_note=MARKUP, by=by)
    return Referral.objects.get(pk=row.pk)


def test_hostile_words_stay_words_on_every_page(client, sign_in):
    idea = evil_idea()
    waiting = make_item(title=EVIL[:120], text=MARKUP, author=idea.author)
    staff = staff_client(sign_in)
    referral = referred(idea, by=make_staff())
    file = StoredImageFactory(name=EVIL[:60])
    IdeaImageFactory(idea=idea, stored_file=file, alt_text=EVIL)
    sign_in(client, idea.author)
    paths = (
        "/",
        "/ideen/",
        "/ideen/?q=" + EVIL,
        idea.get_absolute_url(),
        f"/melden/idea/{idea.pk}/",
        "/konto/",
        "/konto/ideen/",
        "/mitteilungen/",
        "/stadtteile/finden/?q=" + EVIL,
        "/stadtteile/pankow-zentrum/",
        "/entwuerfe/",
        "/sprache/",
    )
    desk = (
        "/moderation/",
        waiting.get_absolute_url(),
        f"/moderation/idea/{idea.pk}/",
        "/moderation/?q=" + EVIL,
        "/weiterleitungen/",
        referral.get_absolute_url(),
        "/heute/",
        f"/antworten/{idea.number}/",
        f"/weiterleitungen/neu/{idea.number}/",
        "/aemter/",
        f"/aemter/{referral.department_id}/",
        "/sendungen/",
        f"/wiedervorlagen/neu/?art=idea&nr={idea.pk}",
        "/rollen/",
        idea.get_absolute_url(),
    )

    for browser, pages in ((client, paths), (StrictClient(), paths), (staff, desk)):
        for path in pages:
            page = browser.get(path, follow=True).content.decode()
            assert dangers_in(page) == [], path


def test_hostile_words_stay_words_in_mails(sign_in):
    idea = evil_idea(case="open")
    referral = referred(idea, by=make_staff())
    names = [UserFactory(display_name=EVIL[:60]) for _number in range(2)]
    for reader in (at_once(names[0]), names[1]):
        notifications.follow(reader, idea, reason="supporter")
    happened("idea.referred", idea, by=None)
    expand_due()
    close_due(timezone.now() + timedelta(days=8))

    rows = Delivery.objects.all()
    assert {"notification", "digest"} <= {row.renderer for row in rows}
    for row in rows:
        mail = sender.make(row)
        html = mail.get_body(("html",)).get_content()
        assert dangers_in(html) == []
        assert "<img" not in html
        assert "\n" not in mail["Subject"]
        assert set(mail.keys()) <= {
            "Message-ID",
            "Date",
            "From",
            "To",
            "Subject",
            "Auto-Submitted",
            "Reply-To",
            "X-Auto-Response-Suppress",
            "Content-Language",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
            *messages.EXTRA_HEADERS,
        }
    assert referral.dossier is not None


@pytest.mark.parametrize(
    "words",
    (
        "a\r\nBcc: x@evil.example",
        "a\nBcc: x@evil.example",
        "a\u2028Bcc: x@evil.example",
        "=?utf-8?q?a=0ABcc:_x?=",
    ),
)
def test_a_subject_ends_no_header(words):
    row = delivery.enqueue(
        key="x",
        renderer="accounts.mail",
        to_address="a@example.org",
        body={"subject": words, "text": "t", "html": ""},
    )

    mail = sender.make(row)
    raw = mail.as_bytes()

    assert b"\nBcc" not in raw
    assert mail["Bcc"] is None


@pytest.mark.parametrize(
    "address",
    (
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org, b@example.org",
        "a@example.org>,<b@example.org",
        "a b@example.org",
        "@example.org",
        "a@",
        "<a@example.org>",
    ),
)
def test_an_address_is_one_recipient(address):
    row = delivery.enqueue(
        key="x",
        renderer="accounts.mail",
        to_address=address,
        body={"subject": "s", "text": "t", "html": ""},
    )

    try:
        mail = sender.make(row)
    except messages.Unusable:
        return
    assert len(mail["To"].addresses) == 1
    assert "b@example.org" not in mail["To"].addresses[0].addr_spec


@pytest.mark.parametrize(
    "nesting",
    (
        "> " * 400 + "x",
        "- " * 400 + "x",
        "*" * 3000 + "x" + "*" * 3000,
        "[" * 3000,
        "![" * 2000 + "](" * 2000,
        "1. " * 300,
        "<" * 5000,
        "\\" * 5000,
        "a" * 10_000,
        "\u202e" * 200 + "x",
        "\x00\x01",
    ),
)
def test_a_text_made_to_break_breaks_no_paper(nesting):
    idea = evil_idea()
    idea.text = nesting[:10_000]
    assert dangers_in(render_markdown(idea.text)) == []
    payload = {
        "title": EVIL,
        "language": "de",
        "number": EVIL,
        "department": EVIL,
        "is_lead": True,
        "has_link": True,
        "due": EVIL,
        "facts": [(EVIL, EVIL)],
        "cover_note": text_blocks(MARKUP),
        "text": text_blocks(idea.text),
        "pictures": [],
        "contact": [EVIL],
        "address": "http://localhost/",
    }
    assert compile_pdf("dossier.typ", payload)[:5] == b"%PDF-"


def test_no_word_and_no_name_is_in_what_happened(sign_in):
    idea = evil_idea(case="open")
    referred(idea, by=make_staff())
    support.give(idea, by=UserFactory())

    kept = json.dumps(list(Happening.objects.values("verb", "params")))
    assert "script" not in kept
    assert "@" not in kept


@pytest.mark.parametrize(
    "said",
    (
        "Not Found: /x/erna%40example.org/",
        "Not Found: /x/erna%2540example.org/",
        "Not Found: /x/o'brien@example.org",
        "erna.muster@müller.example",
        "key (email)=(erna@example.org)",
        "x?next=/konto/&email=erna%40example.org",
        "Invalid HTTP_HOST header: 'erna@example.org'",
        "<erna@[127.0.0.1]>",
    ),
)
def test_no_address_is_in_a_log(said):
    shown = without_private(said)

    assert "erna" not in shown
    assert "brien" not in shown


def test_no_name_of_a_queue_item_is_in_the_audit(sign_in):
    make_item(title="Geheimnis")
    assert QueueItem.objects.exists()
    assert "Geheimnis" not in json.dumps(list(AuditEntry.objects.values()), default=str)


def test_a_long_path_is_redacted_at_once():
    begun = time.process_time()

    without_private("Not Found: /" + "a" * 100_000)

    assert time.process_time() - begun < 1
