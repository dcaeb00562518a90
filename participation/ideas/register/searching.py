"""How ideas are found: by their words, and at once by their number."""

import re
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.search import registry as search
from participation.ideas.models import Idea
from participation.ideas.queries import amending, translations

# As people copy it from a letter: "Nr. 2026-00042", "2026/42", "#2026-00042".
NUMBER = re.compile(r"(?:nr\.?|nummer|idee)?\s*#?\s*(\d{4})\s*[-–/]\s*(\d{1,12})")
LEAST_DIGITS = 5


def register() -> None:
    search.register(
        "idea",
        document_of=_document,
        everything=_public_ideas,
        label=_("Ideen"),
        slug="ideen",
        prepare=_with_words,
    )
    search.register_shortcut(leads_to)


def leads_to(text: str, visitor: Visitor) -> str:
    """The page of the idea whose number this is, if the visitor may see it."""
    written = NUMBER.fullmatch(text.strip().casefold())
    if written is None:
        return ""
    year, ordinal = written.groups()
    number = f"{year}-{ordinal.zfill(LEAST_DIGITS)}"
    idea = Idea.objects.filter(number=number).visible_to(visitor).first()
    return idea.get_absolute_url() if idea else ""


def _document(idea: Idea) -> search.Document:
    """Found by its street and translations too, and by what was added later."""
    foreign = [f"{row.title}\n\n{row.text}" for row in translations.current_of(idea)]
    texts = [idea.text, idea.place_text, *foreign, amending.words_on(idea)]
    return search.Document(
        idea.title,
        "\n\n".join(texts).strip(),
        region_id=idea.region_id,
        dated_at=idea.published_at,
    )


def _public_ideas() -> Iterable[Idea]:
    fields = ("title", "text", "place_text", "region_id", "published_at", "language")
    rows = Idea.objects.published().order_by("pk").only(*fields)
    return _with_words(rows).iterator(chunk_size=1_000)


def _with_words(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    return amending.with_words(ideas).prefetch_related("translations")
