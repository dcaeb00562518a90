"""Blackening words and parts of pictures: gone from everything that the house keeps.

What is removed cannot be brought back, not even by an objection that is upheld. The
words are written nowhere: decisions say what kind of thing it was, and how often.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy

from commons import copies, kinds, wake
from commons.accounts.models import User
from commons.blackening import Blackening
from commons.copies import About
from commons.errors import RuleViolation
from commons.files import services as files
from commons.text import cut_at_word
from commons.verbs.services import happened
from participation.moderation import desk
from participation.moderation.enums import Blackened, Reason, Verdict
from participation.moderation.models import (
    Decision,
    Moderated,
    QueueItem,
    Redaction,
)
from participation.moderation.queries import redaction as queries
from participation.moderation.queries.authors import language_of
from participation.moderation.queries.redaction import Cut, Patch, Quoting
from participation.moderation.services.checks import Ruling, require_current
from participation.moderation.services.decisions import locked_contribution
from participation.moderation.services.queue import (
    LONGEST_TITLE,
    locked_item_of,
    tell_desk,
)
from participation.moderation.services.stating import record

wake.declare("moderation.screen")
Counts = dict[tuple[Blackened, bool], int]
BY_NUMBER = "%(what)s (%(number)s)"


@dataclass(frozen=True)
class Wish:
    """What is to be blackened on one version, and what its author is told."""

    version: int
    cuts: Sequence[Cut] = ()
    patches: Sequence[Patch] = ()
    reason: str = Reason.PERSONAL_DATA
    text: str = ""


@transaction.atomic
def redact(contribution: Moderated, wish: Wish, *, by: User) -> Decision:
    """Blacken words and parts of pictures, in all copies; there is no way back.

    Others on the same page that quote the words are blackened by decisions of their
    own, so that each author is told.

    Raises:
        RuleViolation: `own_contribution`, `version_changed`, `nothing_marked`,
            `no_words` (a mark without a letter or digit) or `area`.
    """
    kind = kinds.of(contribution).key
    contribution = locked_contribution(kind, contribution.pk)
    ruling = Ruling(Verdict.REDACT, wish.version, wish.reason)
    require_current(contribution, ruling, by=by)
    blackening = _blackening(contribution, wish)
    quoting = _locked(queries.quoting(contribution, blackening))
    held = {other: _counts(other, wish, blackening) for other in quoting}
    held[contribution] = _counts(contribution, wish, blackening) | _patched(wish)
    blackening = replace(
        blackening,
        exchanged={**blackening.exchanged, **_paint(contribution, wish.patches)},
    )
    decisions = [
        _decide(target, counts, wish, blackening, by=by)
        for target, counts in held.items()
    ]
    about = _about(contribution, [*held])
    copies.blacken(about, blackening)
    for target in held:
        _renew(target, blackening)
    copies.run_effects(about, blackening)
    tell_desk()
    return decisions[-1]


def _blackening(contribution: Moderated, wish: Wish) -> Blackening:
    if not wish.cuts and not wish.patches:
        raise RuleViolation(
            gettext_lazy("Bitte markieren Sie zuerst, was geschwärzt werden soll."),
            code="nothing_marked",
        )
    redacting = queries.redacting_of(contribution)
    pictures = redacting.pictures(contribution) if redacting else ()
    if not {each.picture for each in wish.patches} <= {each.pk for each in pictures}:
        raise RuleViolation(
            gettext_lazy("Der markierte Bereich liegt nicht im Bild."), code="area"
        )
    if any(queries.passage_of(contribution, cut) is None for cut in wish.cuts):
        raise RuleViolation(
            gettext_lazy("Eine Markierung enthält keinen Buchstaben und keine Ziffer."),
            code="no_words",
        )
    return queries.blackening_of(contribution, wish.cuts)


def _locked(quoting: Iterable[Quoting]) -> list[Moderated]:
    """The others with their rows locked, before any item of the desk is."""
    keys = [(kinds.of(each.contribution).key, each.contribution.pk) for each in quoting]
    return [locked_contribution(kind, pk) for kind, pk in sorted(keys)]


def _counts(target: Moderated, wish: Wish, blackening: Blackening) -> Counts:
    """How many places of each kind the texts of `target` have."""
    what_of = {queries.label_of(cut.what): cut.what for cut in wish.cuts}
    found = queries.count_in(target, blackening)
    return {(what_of[label], False): number for label, number in found.items()}


def _patched(wish: Wish) -> Counts:
    counts: Counts = {}
    for patch in wish.patches:
        counts[patch.what, True] = counts.get((patch.what, True), 0) + 1
    return counts


def _paint(contribution: Moderated, patches: Sequence[Patch]) -> dict[str, str]:
    """Blacken the pictures; gives the new keys of their files for the old ones."""
    redacting = queries.redacting_of(contribution)
    pictures = redacting.pictures(contribution) if redacting else ()
    exchanged: dict[str, str] = {}
    for picture in pictures:
        areas = [patch.area for patch in patches if patch.picture == picture.pk]
        if areas:
            exchanged |= files.blacken(picture.stored_file, areas)
    return exchanged


def _decide(
    target: Moderated, counts: Counts, wish: Wish, blackening: Blackening, *, by: User
) -> Decision:
    """Write the decision with what was removed by kind, and tell the author."""
    with translation.override(language_of(target)):
        facts = facts_of(counts)
    words = blackening.text(wish.text.strip())
    ruling = Ruling(Verdict.REDACT, target.version, wish.reason, words, facts=facts)
    decision = record(target, ruling, item=locked_item_of(target), by=by)
    Redaction.objects.bulk_create(
        Redaction(decision=decision, what=what, is_picture=is_picture, count=number)
        for (what, is_picture), number in counts.items()
    )
    happened(
        "moderation.redacted",
        target,
        by=by,
        decision=decision.pk,
        what=sorted({what.value for what, _is_picture in counts}),
    )
    return decision


def facts_of(counts: Counts) -> str:
    """What was removed, by kind and number, as one sentence."""
    parts = []
    for (what, is_picture), number in sorted(counts.items()):
        words = _("%(what)s im Bild (%(number)s)") if is_picture else BY_NUMBER
        parts.append(words % {"what": what.label, "number": number})
    return _("Geschwärzt haben wir: %(parts)s.") % {"parts": ", ".join(parts)}


def _about(contribution: Moderated, changed: Iterable[Moderated]) -> About:
    """Everything on the page of the contribution, and how forms call what changes."""
    family = [contribution, *queries.near(contribution)]
    changed = list(changed)
    items = QueueItem.objects.none()
    names: set[str] = set()
    for target in changed:
        kind = kinds.of(target).key
        number = desk.of(target).number_of(target)
        path = kinds.of(target).url(target).partition("#")[0]
        names |= {f"{kind}:{target.pk}", f"/{kind}/{target.pk}/", number, path}
        items = items | QueueItem.objects.filter(kind=kind, target_id=target.pk)
    names |= {item.get_absolute_url() for item in items}
    return About(
        ids=_ids(family),
        changed=_ids(changed),
        authors=frozenset(each.author_id for each in changed if each.author_id),
        names=frozenset(name for name in names if name),
    )


def _ids(contributions: Iterable[Moderated]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for each in contributions:
        found.setdefault(kinds.of(each).key, set()).add(each.pk)
    return {kind: frozenset(ids) for kind, ids in found.items()}


def _renew(target: Moderated, blackening: Blackening) -> None:
    """A new version, so that no window that is open on the old one brings it back."""
    kind = kinds.of(target).key
    before = target.version
    rows = type(target)._default_manager.filter(pk=target.pk)
    rows.update(version=before + 1)
    target.refresh_from_db()
    snapshots = getattr(target, "snapshots", None)
    if snapshots is not None:
        snapshots.filter(version=before).update(version=target.version)
    redacting = queries.redacting_of(target)
    if redacting is not None:
        redacting.settle(target, blackening)
    title = cut_at_word(desk.of(target).title_of(target), LONGEST_TITLE)
    waiting = QueueItem.objects.open().filter(kind=kind, target_id=target.pk)
    waiting.update(title=title, version=target.version)
    for item_id in waiting.values_list("pk", flat=True):
        wake.on_commit("moderation.screen", item_id=item_id)
