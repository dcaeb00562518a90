"""An idea with everything that may hold a copy of its words, each with a canary in it."""

import gzip
import io
import pickle
import re
import uuid
from datetime import date, timedelta

import redis
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.models.fields.json import JSONField
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from commons import copies
from commons.blackening import Blackening
from commons.copies import About
from commons.delivery.models import Delivery, PrintRun
from commons.drafts.models import Draft, Sent
from commons.files import services as files
from commons.followups.models import FollowUp
from commons.search import services as search
from participation.ideas.models import Addendum, IdeaSnapshot, Translation
from participation.moderation.enums import ComplaintOutcome, Verdict
from participation.moderation.models import BulkPick, BulkRun
from participation.moderation.services import queue
from participation.referrals.enums import ReuseState
from participation.referrals.models import Referral
from participation.referrals.services import referring
from participation.together.enums import State
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory, IdeaImageFactory, SubmissionFactory
from tests.factories.moderation import (
    ComplaintFactory,
    DecisionFactory,
    HintFactory,
    ReportFactory,
)
from tests.factories.referrals import (
    AnswerFactory,
    QuestionFactory,
    ReuseFactory,
    StatementFactory,
)
from tests.factories.together import make_report, make_undertaking
from tests.safety import redaction_amt, redaction_letter

BIRD, NUMBER = "Zaunkönig Tirili", "030 555 666 77"
CANARY = f"{BIRD}, {NUMBER}"
# As the house writes words: lower case, without umlauts, run together.
SUNG = ("tirili", "zaunkönig", "zaunkoenig", "zaunkonig", "3055566677")

# What stands on no page of an idea is blackened by tests of its own.
ELSEWHERE = ("actors.", "networks.", "pool.", "calendar.", "live.")


def picture(name=f"{BIRD}.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "green").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def build():
    """Gives the idea; whatever is registered with `commons.copies` has a row of it."""
    author, staff = UserFactory(), make_staff()
    idea = IdeaFactory(
        title=f"Anruf bei {BIRD}",
        text=f"Fragen Sie {CANARY}. Sie weiß mehr.",
        author=author,
        version=2,
    )
    _versions(idea)
    _pictures(idea)
    _talk(idea)
    _desk(idea, staff)
    _referrals(idea, staff)
    make_report(make_undertaking(State.WITHDRAWN, idea=idea, joining="Am Platz."))
    redaction_letter.write(idea, CANARY)
    _drafts(idea, author, staff)
    FollowUp.objects.create(
        due_on=date(2030, 1, 2),
        kind="idea",
        target_id=idea.pk,
        owner=staff,
        created_at=timezone.now(),
    )
    search.index("idea", idea)
    return idea


def _versions(idea):
    for version in (1, 2):
        IdeaSnapshot.objects.create(
            target=idea,
            version=version,
            content={
                "title": idea.title,
                "text": idea.text,
                "topic": idea.topic.key,
                "place_text": "",
            },
            created_at=timezone.now(),
        )
    Translation.objects.create(
        idea=idea,
        language="en",
        version=1,
        idea_version=2,
        title="Call",
        text="Ask",
        translated_at=timezone.now(),
    )
    Addendum.objects.create(
        idea=idea,
        text=f"Noch einmal: {NUMBER}",
        author=idea.author,
        publication="published",
        submitted_at=timezone.now(),
        published_at=timezone.now(),
    )
    SubmissionFactory(idea=idea)


def _pictures(idea):
    stored = files.store_image(picture(), by=idea.author, purpose="idea-image")
    IdeaImageFactory(idea=idea, stored_file=stored, alt_text="Ein Bild")


def _talk(idea):
    comment = CommentFactory(idea=idea, text=f"Ist das {BIRD}?")
    search.index("comment", comment)
    thread = idea.thread
    thread.closed_at, thread.closed_reason = timezone.now(), "zu"
    thread.save()


def _desk(idea, staff):
    item = queue.open_reported(idea)
    HintFactory(item=item)
    decision = DecisionFactory(
        target_id=idea.pk,
        item=item,
        decided_by=staff,
        basis="rule_advertising",
        facts="Werbung",
    )
    ComplaintFactory(
        decision=decision,
        outcome=ComplaintOutcome.UPHELD,
        decided_at=timezone.now(),
        decided_by=make_staff(),
        answer="Bleibt.",
    )
    ReportFactory(target_id=idea.pk, item=item, reported_by=UserFactory())
    run = BulkRun.objects.create(
        made_by=staff,
        made_at=timezone.now(),
        verdict=Verdict.KEEP,
        ruling={"text": "Bleibt."},
        undo_until=timezone.now(),
    )
    BulkPick.objects.create(run=run, item=item, version=2)


def _referrals(idea, staff):
    (referral,) = referring.refer(
        idea, lead=DepartmentFactory(), cover_note=f"Zu {CANARY}", by=staff
    )
    Referral.objects.filter(pk=referral.pk).update(state="sent", sent_at=timezone.now())
    question = QuestionFactory(
        referral=referral,
        asked_at=timezone.now() - timedelta(days=1),
        answer="Ja.",
        answered_at=timezone.now(),
    )
    StatementFactory(referral=referral)
    AnswerFactory(idea=idea)
    ReuseFactory(idea=idea, state=ReuseState.KEPT)
    redaction_amt.write(idea, referral, question, CANARY)
    Delivery.objects.update(last_error="")
    PrintRun.objects.create(
        printed_at=timezone.now() - timedelta(minutes=1),
        total=1,
        stored_file=files.store_bytes(
            "briefe.pdf", f"%PDF {CANARY}".encode(), "application/pdf"
        ),
    )


def _drafts(idea, author, staff):
    now = timezone.now()
    written = (
        (
            author,
            "idea",
            "",
            {"title": BIRD, "_earlier": {"content": {"text": CANARY}}},
        ),
        (UserFactory(), "comment", f"/x/idea/{idea.pk}/", {"text": BIRD}),
        (staff, "decision", f"/moderation/beitrag/idea/{idea.pk}/", {"text": CANARY}),
        (UserFactory(), "contact", "", {"text": f"Tel. {NUMBER}\nund {BIRD}"}),
    )
    for owner, form, target, content in written:
        Draft.objects.create(
            form=form,
            target=target,
            owner=owner,
            content=content,
            created_at=now,
            updated_at=now,
        )
    Sent.objects.create(
        fingerprint=uuid.uuid4().hex,
        page=uuid.uuid4(),
        location=idea.get_absolute_url(),
        at=now,
    )


def about(idea):
    """As the service sees it, roughly: all that belongs to the idea."""
    ids = {
        "idea": frozenset({idea.pk}),
        "addendum": frozenset(idea.addenda.values_list("pk", flat=True)),
        "comment": frozenset(idea.thread.comments.values_list("pk", flat=True)),
    }
    authors = frozenset({idea.author_id})
    return About(ids=ids, changed=ids, authors=authors, names=frozenset({idea.number}))


def sing_everywhere(idea):
    """Put the canary into every registered column; gives those that could take none."""
    names, sung = set(), set()
    everywhere = Blackening((), exchanged={idea.get_absolute_url(): "x"})
    for known in copies.all_copies():
        if known.model.startswith(ELSEWHERE):
            continue
        rows = list(known.rows(about(idea), everywhere))
        for name in known.fields:
            names.add(f"{known.model}.{name}")
            if sum(_sings(row, name) for row in rows):
                sung.add(f"{known.model}.{name}")
    return names - sung


def _sings(row, name):
    """A constraint may forbid words here in this row, such as a reason beside a yes."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            return rows.update(**{name: _with_canary(row, name)})
    except IntegrityError:
        return 0


def _with_canary(row, name):
    column, value = row._meta.get_field(name), getattr(row, name)
    if isinstance(column, JSONField):
        return {**value, "words": [CANARY, {"deep": CANARY}]}
    sung = value if BIRD in value else f"{value} {CANARY}".strip()
    room = column.max_length or len(sung)
    return sung if len(sung) <= room else CANARY[:room]


def dump():
    """Every row of every table as text, and what sessions hold, unpacked."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" AS t')
            said += [f"{table}: {row}" for (row,) in cursor.fetchall()]
    said += [f"session: {each.get_decoded()}" for each in Session.objects.all()]
    return said


def media():
    """Every file on the disk: its name, its words, the text of a PDF."""
    said = []
    for path in _paths(""):
        with default_storage.open(path) as stream:
            content = stream.read()
        words = content.decode("latin-1")
        if content[:5] == b"%PDF-":
            words += "".join(
                p.extract_text() for p in PdfReader(io.BytesIO(content)).pages
            )
        said.append(f"{path}: {words} {content.decode('utf-8', 'ignore')}")
    return said


def _paths(folder):
    folders, names = default_storage.listdir(folder)
    yield from (f"{folder}{name}" for name in names)
    for each in folders:
        yield from _paths(f"{folder}{each}/")


def valkey():
    """Every key of ours with what it holds, pages unpacked."""
    said = []
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        for key in client.scan_iter(f"*{settings.REDIS_PREFIX}*", count=1000):
            if client.type(key) == b"string":
                said.append(f"{key}: {_unpacked(client.get(key))}")
            elif client.type(key) == b"list":
                said.append(f"{key}: {client.lrange(key, 0, -1)}")
    return said


def _unpacked(value):
    """As Django's cache stores things: pickled, pages compressed inside."""
    try:
        stored = pickle.loads(value)
    except Exception:  # noqa: BLE001 -- a number, or not pickled
        return value
    parts = stored if isinstance(stored, tuple) else (stored,)
    return [
        gzip.decompress(part).decode() if _is_packed(part) else part for part in parts
    ]


def _is_packed(part):
    return isinstance(part, bytes) and part[:2] == b"\x1f\x8b"


def heard(said):
    """The places where a canary sings, however it is written."""
    found = []
    for line in said:
        small = line.lower()
        together = re.sub(r"[\W_]+", "", small)
        found += [
            f"{word}: {line[:160]}"
            for word in SUNG
            if word in small or word in together
        ]
    return found
