"""What somebody marks to be blackened: words and areas by their places, never by words.

So nothing that has to go travels through an address, a draft or a log.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from commons.files.services import Area
from participation.moderation.enums import Blackened, Reason
from participation.moderation.queries.redaction import Cut, Patch, cuts_of

# What the moderator presses: look at it first, mark something else, do it.
PREVIEW, MARK, DO = "vorschau", "markieren", "schwaerzen"
LONGEST_TEXT = 2_000
MOST_MARKS = 5_000
WHOLE = 1_000
# Cells that lie over a picture for whoever draws no rectangle.
COLUMNS, ROWS = 12, 9
REASONS = (Reason.PERSONAL_DATA, Reason.INSULT, Reason.OTHER)
IN_TEXT = (
    Blackened.PHONE,
    Blackened.NAME,
    Blackened.ADDRESS,
    Blackened.EMAIL,
    Blackened.PLATE,
    Blackened.BANK,
    Blackened.HEALTH,
    Blackened.INSULT,
    Blackened.OTHER,
)
IN_PICTURE = (
    Blackened.FACE,
    Blackened.PLATE,
    Blackened.NAME,
    Blackened.ADDRESS,
    Blackened.PHONE,
    Blackened.INSULT,
    Blackened.OTHER,
)


class MarksField(forms.Field):
    """Several values of one shape, such as `text:12`, each once."""

    widget = forms.MultipleHiddenInput

    def __init__(self, shape: str) -> None:
        super().__init__(required=False)
        self.shape = re.compile(shape)

    def to_python(self, value: Any) -> list[str]:
        values = list(dict.fromkeys(value or ()))
        if len(values) > MOST_MARKS or not all(map(self.shape.fullmatch, values)):
            raise ValidationError(gettext("Diese Markierung gibt es nicht."))
        return values


class RedactionForm(forms.Form):
    """Words by their number in the text, areas by thousandths or by cells.

    `art-…` says what a passage or the areas of a picture are.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    wort = MarksField(r"[a-z0-9-]{1,40}:\d{1,6}")
    feld = MarksField(r"\d{1,18}:\d{1,2},\d{1,2}")
    bereich = MarksField(r"\d{1,18}:\d{1,4},\d{1,4},\d{1,4},\d{1,4}")
    reason = forms.ChoiceField(
        label=_("Grund"),
        choices=[(each.value, each.label) for each in REASONS],
        initial=Reason.PERSONAL_DATA,
    )
    text = forms.CharField(
        label=_("Ihre Worte an die Person"),
        help_text=_(
            "Geht mit der Nachricht mit. Was geschwärzt ist und wie man Einwand "
            "erhebt, steht von selbst darin."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    sicher = forms.BooleanField(
        label=_("Ja, endgültig schwärzen. Das lässt sich nicht rückgängig machen."),
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        guessed: Sequence[Cut] = (),
        is_last: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.guessed = {cut.name: cut.what for cut in guessed}
        self.fields["sicher"].required = is_last
        self.fields["sicher"].error_messages["required"] = gettext(
            "Bitte bestätigen Sie, dass die Worte für immer verschwinden."
        )
        if self.is_bound:
            self._ask_what()

    def _ask_what(self) -> None:
        for cut in self._marked_cuts():
            chosen = self.guessed.get(cut.name, Blackened.OTHER)
            self._ask(f"art-{cut.name}", IN_TEXT, chosen)
        for pk in self._marked_pictures():
            self._ask(f"art-bild:{pk}", IN_PICTURE, Blackened.FACE)

    def _ask(self, name: str, choices: Sequence[Blackened], chosen: Blackened) -> None:
        """What was marked just now is taken for what it looks like."""
        self.fields[name] = _what(choices, chosen)
        if name not in self.data:
            posted: Any = self.data
            self.data = posted = posted.copy()
            posted[name] = chosen.value

    def _marked_cuts(self) -> list[Cut]:
        try:
            return cuts_of(self.fields["wort"].clean(self._posted("wort")))
        except ValidationError:
            return []

    def _marked_pictures(self) -> list[str]:
        marks = [*self._posted("feld"), *self._posted("bereich")]
        return sorted({mark.partition(":")[0] for mark in marks})

    def _posted(self, name: str) -> list[str]:
        widget = self.fields[name].widget
        posted = widget.value_from_datadict(self.data, {}, self.add_prefix(name))
        return list(posted or ())

    @property
    def cuts(self) -> list[Cut]:
        """The passages that are marked, with what they are said to be."""
        cuts = cuts_of(self.cleaned_data.get("wort", ()))
        return [
            Cut(cut.key, cut.first, cut.last, self._said(f"art-{cut.name}"))
            for cut in cuts
        ]

    @property
    def patches(self) -> list[Patch]:
        return [
            Patch(pk, area, self._said(f"art-bild:{pk}"))
            for pk, area in (*self._drawn(), *self._ticked())
        ]

    def _said(self, name: str) -> Blackened:
        said = self.cleaned_data.get(name) or self.fields[name].initial
        return Blackened(said)

    def _drawn(self) -> Iterator[tuple[int, Area]]:
        for mark in self.cleaned_data.get("bereich", ()):
            pk, _colon, sides = mark.partition(":")
            left, top, right, bottom = map(int, sides.split(","))
            yield int(pk), Area(left, top, min(right, WHOLE), min(bottom, WHOLE))

    def _ticked(self) -> Iterator[tuple[int, Area]]:
        for mark in self.cleaned_data.get("feld", ()):
            pk, _colon, place = mark.partition(":")
            column, row = map(int, place.split(","))
            yield (
                int(pk),
                Area(
                    column * WHOLE // COLUMNS,
                    row * WHOLE // ROWS,
                    (column + 1) * WHOLE // COLUMNS,
                    (row + 1) * WHOLE // ROWS,
                ),
            )


def _what(choices: Sequence[Blackened], chosen: Blackened) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Was ist das?"),
        choices=[(each.value, each.label) for each in choices],
        initial=chosen,
        required=False,
    )
