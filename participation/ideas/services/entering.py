"""Entering an idea for somebody else: from paper, the telephone, a counter, a workshop.

The receipt carries a pick-up code. As for everybody without an account only its hash is
kept, so a receipt is printed again only with a new code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.clock import BERLIN, berlin_today
from commons.delivery.addressees import Addressee
from commons.drafts import services as drafts
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.ideas.enums import ON_BEHALF, AnswerWay, Source
from participation.ideas.models import Idea, Submission
from participation.ideas.services import contacts, drafting, pickup
from participation.ideas.services.submission import Content, Intake
from participation.moderation.services.blocks import require_may_write

DRAFT = "idea-entry"
# Never the person's contact data: a draft lies in the open.
DRAFT_FIELDS = (
    *drafting.FIELDS,
    "source",
    "received_on",
    "occasion",
    "way",
    "answer_language",
)
# Which words somebody agreed to; new words get a new version, old ones stay here.
CONSENT_VERSION = "2026-11"
CONSENT = {
    CONSENT_VERSION: _(
        "Die Person, von der die Idee ist, weiß: Titel, Beschreibung und Bilder werden "
        "auf der Plattform veröffentlicht, ohne ihren Namen. Sie ist damit "
        "einverstanden und kann das jederzeit bei der SPK zurücknehmen. Bei Gruppen "
        "und Kindern sind die Verantwortlichen einverstanden."
    ),
}
# A stack of old forms may come in; before that a date is a typing error.
OLDEST = timedelta(days=2 * 366)


@dataclass(frozen=True)
class Entry:
    """How the idea came and how its author wants to hear of it."""

    source: Source
    received_on: date
    occasion: str = ""
    way: AnswerWay = AnswerWay.NONE
    addressee: Addressee = field(default_factory=Addressee, repr=False)
    language: str = "de"


@transaction.atomic
def enter(
    content: Content, entry: Entry, *, key: UUID, by: User, draft: Draft | None = None
) -> Idea:
    """Hand an idea in for somebody else, with their consent.

    Args:
        key: made with the form; who sends it twice gets the first idea.

    Raises:
        RuleViolation: the day lies ahead or too far back, a workshop with somebody's
            contact data, the key is somebody else's, or `by` is blocked.
    """
    require_may_write(by)
    _require(entry)
    has_code = entry.way != AnswerWay.NONE
    intake = Intake(
        source=entry.source,
        entered_by=by,
        has_consent=True,
        consent_version=CONSENT_VERSION,
        received_on=entry.received_on,
        occasion=entry.occasion,
        answer_way=entry.way,
        claim_hash=pickup.hash_of(pickup.code_for(key)) if has_code else None,
    )
    idea = drafting.submit(draft, content, key=key, author=None, intake=intake)
    if not Submission.objects.filter(idea=idea, entered_by=by).exists():
        raise RuleViolation(
            _("Dieses Formular wurde schon verwendet. Bitte beginnen Sie neu."),
            code="key_used",
        )
    if entry.way in contacts.REACHABLE:
        contacts.keep(
            idea, way=entry.way, addressee=entry.addressee, language=entry.language
        )
    return idea


def first_code(idea: Idea) -> str:
    """The code of an idea just entered; "" if it has none, or another by now."""
    code = pickup.code_for(idea.draft_id)
    return code if fits(idea, code) else ""


def fits(idea: Idea, code: str) -> bool:
    """Whether the code still opens this idea: a newer receipt ends it."""
    found = pickup.find(idea.number, code)
    return found is not None and found.pk == idea.pk


@transaction.atomic
def renew_code(idea: Idea, *, by: User) -> str:
    """A new pick-up code, for a receipt that got lost; the old one ends.

    Raises:
        RuleViolation: the idea belongs to an account.
    """
    idea = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
    if idea.author_id is not None:
        raise RuleViolation(
            _("Diese Idee gehört schon zu einem Konto."), code="taken_over"
        )
    code = pickup.code_for(uuid4())
    Submission.objects.filter(idea=idea).update(claim_hash=pickup.hash_of(code))
    happened("idea.code_renewed", idea, by=by)
    return code


def entered_today(by: User) -> int:
    start = datetime.combine(berlin_today(), time.min, tzinfo=BERLIN)
    rows = Submission.objects.filter(
        entered_by=by, source__in=sorted(ON_BEHALF), created_at__gte=start
    )
    return rows.count()


def draft_of(visitor: Visitor) -> Draft | None:
    return drafts.find(visitor, DRAFT)


def keep_draft(visitor: Visitor, content: Mapping[str, Any]) -> Draft:
    """Only DRAFT_FIELDS are taken: what names the person is never in a draft."""
    return drafts.save(visitor, form=DRAFT, content=content)


def _require(entry: Entry) -> None:
    today = berlin_today()
    if not today - OLDEST <= entry.received_on <= today:
        raise RuleViolation(
            _("Der Tag des Eingangs liegt in der Zukunft oder zu weit zurück."),
            code="received_on",
        )
    if entry.source == Source.WORKSHOP and entry.way in contacts.REACHABLE:
        raise RuleViolation(
            _("Bei einer Werkstatt nehmen wir keine Angaben zu Personen auf."),
            code="workshop_contact",
        )
