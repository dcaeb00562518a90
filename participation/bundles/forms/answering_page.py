"""The rows on the page of a bundle, with what somebody wrote so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.drafts.models import Draft
from participation.bundles import answer_words
from participation.bundles.answer_words import FIELDS, LABELS, YES, Words, is_filled
from participation.bundles.forms.answering import (
    LONGEST_KEY,
    Departments,
    RowForm,
)
from participation.bundles.models import Bundle
from participation.referrals.models import Referral

DRAFT = "bundle-answer"
TICK = "zeile"
# Rows on one page; more are reached by the next one, or by the sheet.
PAGE = 100


def slot(number: int, name: str) -> str:
    """The name of a field of the row at a place of the page.

    Names by place, not by row: a draft keeps only names that are known beforehand.
    """
    return f"z{number}-{name}"


SLOTS = tuple(
    slot(number, name)
    for number in range(PAGE)
    for name in ("row", *answer_words.FIELDS)
)


def answer_options() -> list[tuple[str, Any]]:
    return [("", _("bleibt offen")), *answer_words.answers().items()]


class AllForm(forms.Form):
    """What is said to many rows at once; it only fills them in.

    What somebody wrote is looked at row by row, as if it had been written there.
    """

    all_answer = forms.ChoiceField(
        label=LABELS["answer"], choices=answer_options, required=False
    )
    all_text = forms.CharField(
        label=LABELS["text"],
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    all_until = forms.CharField(
        label=LABELS["until"],
        required=False,
        widget=forms.TextInput(attrs={"list": "zeiten"}),
        help_text=_("Ein Tag (30.06.2027), ein Quartal oder ein Haushaltsjahr."),
    )
    all_costs = forms.CharField(
        label=LABELS["costs"],
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    all_names_costs = forms.ChoiceField(
        label=LABELS["names_costs"],
        choices=[("", _("nein, bleiben intern")), (YES, _("ja"))],
        required=False,
    )
    all_suggested = forms.CharField(
        label=LABELS["suggested"],
        required=False,
        widget=forms.TextInput(attrs={"list": "aemter"}),
    )

    @property
    def words(self) -> answer_words.Words:
        return {
            name: str(self.data.get(f"all_{name}", "")) for name in answer_words.FIELDS
        }


def _place_field(name: str) -> forms.Field:
    is_row = name.endswith("-row")
    return forms.CharField(
        required=False, widget=forms.HiddenInput if is_row else forms.TextInput
    )


# All that the page posts; what a draft of it may keep.
PageForm: type[AllForm] = type(
    "PageForm", (AllForm,), {name: _place_field(name) for name in SLOTS}
)


@dataclass
class Line:
    """One row of the page, and the names its fields have there."""

    number: int
    referral: Referral
    words: Words
    errors: Mapping[str, Any] = field(default_factory=dict)
    is_ticked: bool = False

    @property
    def is_filled(self) -> bool:
        return is_filled(self.words)

    @property
    def has_more(self) -> bool:
        """Something stands in the fields that are folded away."""
        folded = FIELDS[2:]
        return any(self.words[name] or name in self.errors for name in folded)


def posted_words(posted: Mapping[str, Any]) -> dict[int, Words]:
    """What was posted, by the id of the referral that each place stood for."""
    found: dict[int, Words] = {}
    for number in range(PAGE):
        pk = str(posted.get(slot(number, "row"), ""))
        if pk.isdecimal() and len(pk) <= LONGEST_KEY:
            found[int(pk)] = _words_at(posted, number)
    return found


def draft_words(draft: Draft | None, shown: Sequence[Referral]) -> dict[int, Words]:
    """What was kept; a place that does not say its row is that of today's page."""
    if draft is None:
        return {}
    kept = draft.words
    found = posted_words(kept)
    for number, row in enumerate(shown):
        if slot(number, "row") not in kept:
            found.setdefault(row.pk, _words_at(kept, number))
    return found


def _words_at(posted: Mapping[str, Any], number: int) -> Words:
    return {name: str(posted.get(slot(number, name)) or "") for name in FIELDS}


def lines_of(
    shown: Sequence[Referral], words: Mapping[int, Words], ticked: Sequence[str] = ()
) -> list[Line]:
    empty = dict.fromkeys(FIELDS, "")
    return [
        Line(
            number,
            row,
            {**empty, **words.get(row.pk, {})},
            is_ticked=str(row.pk) in ticked,
        )
        for number, row in enumerate(shown)
    ]


def fill_in(lines: Sequence[Line], all_form: AllForm, *, only_ticked: bool) -> int:
    """Write the same into many rows; gives how many. Nothing counts by that yet."""
    chosen = [
        line
        for line in lines
        if (line.is_ticked if only_ticked else not line.is_filled)
    ]
    for line in chosen:
        line.words, line.is_ticked = dict(all_form.words), False
    return len(chosen)


def checked(lines: Sequence[Line]) -> list[RowForm]:
    """The forms of all filled rows; what is wrong with one is shown beside it."""
    known, forms = Departments(), []
    for line in lines:
        if not line.is_filled:
            continue
        form = RowForm(line.words, referral=line.referral, known=known)
        line.errors = form.errors
        forms.append(form)
    return forms


def target_of(bundle: Bundle, page: int) -> str:
    """What the draft of one page of rows is about."""
    path = reverse("bundles:bundle-show", args=[bundle.pk])
    return f"{path}?seite={page}" if page > 1 else path


def begun_by(
    visitor: Any, bundle: Bundle, rows: Sequence[Referral]
) -> dict[int, Words]:
    """What this account or device has begun to write on any page; one query."""
    pages = range(1, len(rows) // PAGE + 2)
    targets = [target_of(bundle, page) for page in pages]
    drafts = Draft.objects.of(visitor).filter(form=DRAFT, target__in=targets)
    found: dict[int, Words] = {}
    for draft in drafts.order_by("updated_at"):
        found |= {
            pk: own for pk, own in draft_words(draft, []).items() if is_filled(own)
        }
    return found


def forget(visitor: Any, bundle: Bundle, taken: Sequence[int], count: int) -> None:
    """Rows that were taken in need no draft; what else was written stays."""
    targets = [target_of(bundle, page) for page in range(1, count // PAGE + 2)]
    drafts = Draft.objects.of(visitor).select_for_update(of=("self",))
    for draft in drafts.filter(form=DRAFT, target__in=targets).order_by("pk"):
        content = dict(draft.content)
        for number in range(PAGE):
            if str(content.get(slot(number, "row"), "")) in map(str, taken):
                for name in ("row", *FIELDS):
                    content.pop(slot(number, name), None)
        if any(is_filled(words) for words in posted_words(content).values()):
            draft.content = content
            draft.save(update_fields=["content"])
        else:
            draft.delete()


def ticked_in(posted: QueryDict) -> list[str]:
    return posted.getlist(TICK)
