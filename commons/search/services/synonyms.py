"""Words that search takes for each other: kept by staff, begun by facts."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import pagecache
from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.search import synonyms
from commons.search.enums import SynonymKind
from commons.search.models import SynonymGroup
from commons.search.services.indexing import GENERATION
from commons.text import normalise
from commons.verbs.services import happened

FOLDER = Path(__file__).resolve().parent.parent / "facts"
FEWEST_EQUALS = 2


@transaction.atomic
def save(group: SynonymGroup, *, by: User) -> SynonymGroup:
    """Store a group; every process asks by it from its next search on.

    Raises:
        RuleViolation: a word alone equals nothing ("too_few_words"), or a word stands
            in another group of equal words ("word_taken").
    """
    spelt = spellings_of(group)
    group.words = ", ".join(spelt.values())
    if group.kind == SynonymKind.EQUAL:
        group.region_ids = []
        if group.is_active:
            _require_equals(group, spelt)
    group.updated_at = timezone.now()
    group.save()
    _told()
    happened("synonym.saved", group, by=by)
    return group


def spellings_of(group: SynonymGroup) -> dict[str, str]:
    """The words as compared and as written, each once; punctuation alone is none."""
    return {normalise(term): term for term in group.terms if normalise(term)}


def _require_equals(group: SynonymGroup, spelt: Mapping[str, str]) -> None:
    if len(spelt) < FEWEST_EQUALS:
        message = _("Gleichbedeutend sind mindestens zwei Wörter.")
        raise RuleViolation(message, code="too_few_words")
    others = SynonymGroup.objects.filter(kind=SynonymKind.EQUAL, is_active=True)
    for other in others.exclude(pk=group.pk):
        taken = spelt.keys() & spellings_of(other).keys()
        if taken:
            text = _("„%(word)s“ steht schon bei: %(words)s")
            names = {"word": spelt[min(taken)], "words": other.words}
            raise RuleViolation(text % names, code="word_taken")


@transaction.atomic
def load_synonyms() -> int:
    """Add the groups of the facts that were never here; change none."""
    content = json.loads((FOLDER / "synonyms.json").read_text(encoding="utf-8"))
    groups = {group["key"]: group["words"] for group in content["groups"]}
    return _add(SynonymKind.EQUAL, {key: (words, ()) for key, words in groups.items()})


@transaction.atomic
def name_places(places: Mapping[str, tuple[Iterable[str], Iterable[int]]]) -> int:
    """Add groups of names of places with their regions' ids, by key; change none."""
    return _add(SynonymKind.PLACE, places)


def _add(
    kind: SynonymKind, groups: Mapping[str, tuple[Iterable[str], Iterable[int]]]
) -> int:
    known = set(
        SynonymGroup.objects.filter(key__in=groups).values_list("key", flat=True)
    )
    now = timezone.now()
    added = SynonymGroup.objects.bulk_create(
        SynonymGroup(
            key=key,
            kind=kind,
            words=", ".join(words),
            region_ids=list(region_ids),
            updated_at=now,
        )
        for key, (words, region_ids) in groups.items()
        if key not in known
    )
    if added:
        _told()
    return len(added)


def _told() -> None:
    synonyms.forget()
    pagecache.bump(GENERATION)
