"""How an idea is born: from a draft, exactly once."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.clock import BERLIN
from commons.files.models import StoredFile
from commons.notifications import services as notifications
from commons.numbers.services import next_number
from commons.text import slugify_german
from commons.verbs.services import happened
from neighbourhood.departments.models import Topic
from participation.ideas.enums import AnswerWay, Source
from participation.ideas.models import Idea, IdeaImage, IdeaSnapshot, Submission
from participation.ideas.queries.places import Place
from participation.moderation import services as moderation
from participation.moderation.screening import languages

NUMBER_SERIES = "idea"


@dataclass(frozen=True)
class Picture:
    """An image with the words for those who don't see it."""

    stored_file: StoredFile
    alt_text: str = ""


@dataclass(frozen=True)
class Content:
    """What people write: everything that a version of an idea consists of."""

    title: str
    text: str
    topic: Topic
    place: Place
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Intake:
    """How an idea without an account's author came in; see `Submission`."""

    source: Source = Source.SITE
    source_name: str = ""
    source_id: str = ""
    entered_by: User | None = None
    has_consent: bool = False
    consent_version: str = ""
    received_on: date | None = None
    occasion: str = ""
    answer_way: AnswerWay = AnswerWay.PICKUP
    claim_hash: bytes | None = field(default=None, repr=False)


@transaction.atomic
def submit(
    content: Content,
    *,
    draft_id: UUID,
    author: User | None,
    intake: Intake | None = None,
) -> Idea:
    """Hand an idea in; it goes to the moderators' desk in the same transaction.

    Args:
        draft_id: the key of the draft. Whoever submits it again, even at the same
            moment, gets the idea that was born first.
        author: None for somebody without an account; then `intake` says how the
            idea came.
    """
    if first := Idea.objects.filter(draft_id=draft_id).first():
        return first
    idea = _unsaved(content, draft_id=draft_id, author=author)
    try:
        with transaction.atomic():
            # The counter's row stays locked until commit, so the number comes last.
            idea.number = next_number(NUMBER_SERIES, _received(idea, intake))
            idea.save(force_insert=True)
    except IntegrityError:
        first = Idea.objects.filter(draft_id=draft_id).first()
        if first is None:
            raise
        return first
    write_version(idea, content, by=author)
    if author is None:
        _write_submission(idea, intake or Intake())
    else:
        notifications.follow(author, idea, reason="author")
    moderation.submit(idea)
    happened("idea.submitted", idea, by=author or _entered_by(intake))
    return idea


def fields_of(content: Content) -> dict[str, Any]:
    """The content as values of the idea's columns."""
    place = content.place
    east, north = place.metres or (None, None)
    return {
        "title": content.title,
        "slug": slugify_german(content.title) or "idee",
        "text": content.text,
        "topic": content.topic,
        "region": place.region,
        "planning_area": place.planning_area,
        "place_kind": place.kind,
        "place_text": place.text,
        "lon": place.lon,
        "lat": place.lat,
        "east_m": east,
        "north_m": north,
    }


def write_version(idea: Idea, content: Content, *, by: User | None) -> None:
    """Put the pictures at the idea and keep what this version said."""
    idea.images.all().delete()
    IdeaImage.objects.bulk_create(
        IdeaImage(
            idea=idea,
            stored_file=picture.stored_file,
            alt_text=picture.alt_text,
            position=position,
        )
        for position, picture in enumerate(content.pictures, start=1)
    )
    _store_marks(idea, content)
    IdeaSnapshot.objects.create(
        target=idea,
        version=idea.version,
        content=_as_snapshot(content),
        created_by=by,
        created_at=timezone.now(),
    )


def _store_marks(idea: Idea, content: Content) -> None:
    """What lists show and filter by; a language that somebody corrected stays."""
    marks: dict[str, Any] = {"has_pictures": bool(content.pictures)}
    if not idea.is_language_checked:
        marks["language"] = languages.detect(f"{content.title}\n{content.text}")
    changed = [name for name, value in marks.items() if getattr(idea, name) != value]
    for name in changed:
        setattr(idea, name, marks[name])
    if changed:
        idea.save(update_fields=changed)


def _unsaved(content: Content, *, draft_id: UUID, author: User | None) -> Idea:
    return Idea(
        **fields_of(content),
        draft_id=draft_id,
        author=author,
        submitted_at=timezone.now(),
    )


def _received(idea: Idea, intake: Intake | None) -> datetime:
    """When it came in: the year of its number, also for a paper typed in January."""
    if intake is None or intake.received_on is None:
        return idea.submitted_at
    return datetime.combine(intake.received_on, time(12), tzinfo=BERLIN)


def _entered_by(intake: Intake | None) -> User | None:
    return intake.entered_by if intake else None


def _write_submission(idea: Idea, intake: Intake) -> None:
    Submission.objects.create(
        idea=idea,
        source=intake.source,
        source_name=intake.source_name,
        source_id=intake.source_id,
        entered_by=intake.entered_by,
        has_consent=intake.has_consent,
        consent_version=intake.consent_version,
        received_on=intake.received_on,
        occasion=intake.occasion,
        answer_way=intake.answer_way,
        claim_hash=intake.claim_hash,
        created_at=timezone.now(),
    )


def _as_snapshot(content: Content) -> dict[str, Any]:
    place = content.place
    return {
        "title": content.title,
        "text": content.text,
        "topic": content.topic.key,
        "place_kind": place.kind.value,
        "place_text": place.text,
        "lon": place.lon,
        "lat": place.lat,
        "region": place.region.key_2021,
        "images": [
            {"file": str(picture.stored_file.key), "alt_text": picture.alt_text}
            for picture in content.pictures
        ],
    }
