"""Keeping the table of rules: a draft is changed, tried and published as a version."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.referrals.models import Rule, RuleBook, Trial
from participation.referrals.queries.routing import current_book

MOST_RULES = 1_000
STEP = 10
# What a rule takes along into the next version.
COPIED = (
    "number",
    "position",
    "version",
    "region_keys",
    "topic_keys",
    "site_kinds",
    "words",
    "is_title_only",
    "department_id",
    "valid_from",
    "valid_until",
    "source",
    "starter_key",
)


@transaction.atomic
def open_draft(*, by: User | None) -> RuleBook:
    """The draft, made of the published version if there is none yet."""
    found = RuleBook.objects.drafts().first()
    if found is not None:
        return found
    current = current_book()
    newest = RuleBook.objects.aggregate(number=Max("number"))["number"] or 0
    try:
        with transaction.atomic():
            draft = RuleBook.objects.create(
                number=newest + 1, created_at=timezone.now(), created_by=by
            )
    except IntegrityError:  # somebody else was a moment faster
        return RuleBook.objects.drafts().get()
    if current is not None:
        _copy(current.rules.all(), draft)
    happened("rulebook.drafted", draft, by=by)
    return draft


@transaction.atomic
def save_rule(rule: Rule, *, version: int | None, by: User | None) -> Rule:
    """Store a rule of the draft; a new one comes last.

    Args:
        version: what the form showed; None for a new rule.

    Raises:
        RuleViolation: somebody changed or removed it meanwhile (`version_changed`),
            its version is published (`not_a_draft`), or there are too many.
    """
    draft = _locked_draft(rule.book_id)
    if rule._state.adding:
        _place_last(rule, draft)
    else:
        _require_unchanged(rule, version)
        rule.version += 1
    rule.book = draft
    rule.save()
    _touch(draft, by=by)
    return rule


@transaction.atomic
def drop_rule(rule: Rule, *, version: int, by: User | None) -> None:
    """Take a rule out of the draft; published versions keep it.

    Raises:
        RuleViolation: `version_changed` or `not_a_draft`.
    """
    draft = _locked_draft(rule.book_id)
    _require_unchanged(rule, version)
    rule.delete()
    _touch(draft, by=by)


@transaction.atomic
def move_rule(rule: Rule, *, to: int, revision: int, by: User | None) -> RuleBook:
    """Put a rule at a place in the order, counted from 1.

    Raises:
        RuleViolation: the draft has changed since it was shown (`version_changed`).
    """
    draft = _locked_draft(rule.book_id)
    _require_revision(draft, revision)
    rows = [row for row in draft.rules.order_by("position", "number") if row != rule]
    rows.insert(max(to - 1, 0), rule)
    for place, row in enumerate(rows, start=1):
        row.position = place * STEP
    Rule.objects.bulk_update(rows, ["position"])
    return _touch(draft, by=by)


@transaction.atomic
def discard(draft: RuleBook, *, revision: int, by: User) -> None:
    """Throw a draft away; what is published stays.

    Raises:
        RuleViolation: it was published or changed meanwhile.
    """
    draft = _locked_draft(draft.pk)
    _require_revision(draft, revision)
    happened("rulebook.discarded", draft, by=by, number=draft.number)
    draft.delete()


@transaction.atomic
def publish(draft: RuleBook, *, revision: int, note: str, by: User | None) -> RuleBook:
    """Make the draft the version that counts; earlier ones stay readable.

    Raises:
        RuleViolation: it has changed since it was shown (`version_changed`), has no
            rules (`no_rules`), or was not tried as it is now (`not_tried`).
    """
    draft = _locked_draft(draft.pk)
    _require_revision(draft, revision)
    if not draft.rules.exists():
        raise RuleViolation(_("In dem Entwurf steht keine Regel."), code="no_rules")
    if by is not None and not is_tried(draft):
        raise RuleViolation(
            _("Bitte lassen Sie den Entwurf zuerst zur Probe laufen."),
            code="not_tried",
        )
    draft.note = note.strip()
    draft.published_at, draft.published_by = timezone.now(), by
    draft.save(update_fields=["note", "published_at", "published_by"])
    happened("rulebook.published", draft, by=by, number=draft.number)
    return draft


def is_tried(draft: RuleBook) -> bool:
    """Whether a trial has seen the draft exactly as it is."""
    trials: bool = Trial.objects.filter(
        book=draft, revision=draft.revision, finished_at__isnull=False
    ).exists()
    return trials


def add_rules(draft: RuleBook, rules: Iterable[Rule], *, by: User | None) -> int:
    """Put new rules behind those of a draft; gives how many."""
    draft = _locked_draft(draft.pk)
    count = 0
    for rule in rules:
        _place_last(rule, draft)
        rule.book = draft
        rule.save()
        count += 1
    if count:
        _touch(draft, by=by)
    return count


def _copy(rules: Iterable[Rule], draft: RuleBook) -> None:
    Rule.objects.bulk_create(
        Rule(book=draft, **{name: getattr(rule, name) for name in COPIED})
        for rule in rules
    )


def _place_last(rule: Rule, draft: RuleBook) -> None:
    """A number that no version has used, and the last place."""
    if draft.rules.count() >= MOST_RULES:
        raise RuleViolation(
            _("Mehr als %(most)s Regeln gehen nicht.") % {"most": MOST_RULES},
            code="too_many",
        )
    newest = Rule.objects.aggregate(number=Max("number"))["number"] or 0
    last = draft.rules.aggregate(position=Max("position"))["position"] or 0
    rule.number, rule.position = newest + 1, last + STEP


def _locked_draft(pk: int) -> RuleBook:
    rows = RuleBook.objects.drafts().select_for_update(of=("self",))
    draft = rows.filter(pk=pk).first()
    if draft is None:
        raise RuleViolation(
            _(
                "Diesen Entwurf gibt es nicht mehr. Er ist veröffentlicht oder "
                "verworfen."
            ),
            code="not_a_draft",
        )
    return draft


def _require_unchanged(rule: Rule, version: int | None) -> None:
    current = Rule.objects.filter(pk=rule.pk).values_list("version", flat=True).first()
    if current is None or current != version:
        raise RuleViolation(
            _(
                "Jemand hat diese Regel inzwischen geändert oder gelöscht. Ihre "
                "Angaben stehen noch hier; bitte vergleichen Sie sie mit dem Entwurf."
            ),
            code="version_changed",
        )


def _require_revision(draft: RuleBook, revision: int) -> None:
    if draft.revision != revision:
        raise RuleViolation(
            _(
                "Jemand hat den Entwurf inzwischen geändert. Bitte sehen Sie ihn neu "
                "an."
            ),
            code="version_changed",
        )


def _touch(draft: RuleBook, *, by: User | None) -> RuleBook:
    RuleBook.objects.filter(pk=draft.pk).update(revision=F("revision") + 1)
    draft.refresh_from_db(fields=["revision"])
    happened("rulebook.changed", draft, by=by, revision=draft.revision)
    return draft
