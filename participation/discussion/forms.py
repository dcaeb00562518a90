"""What people type about a comment. Forms clean shapes; services decide."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext, gettext_lazy as _

from commons import personal
from commons.text import as_typed
from participation.discussion.enums import Sort
from participation.discussion.queries.listing import moment_of
from participation.discussion.queries.speaking import Role
from participation.discussion.rules import LONGEST_TEXT

LONGEST_CURSOR = 40


class TextForm(forms.Form):
    """The words; what looks like somebody's personal data is asked about once.

    Not where only some read it (`is_private`); and the SPK reads nothing first where
    words appear at once.
    """

    longest = LONGEST_TEXT
    text = forms.CharField(
        label=_("Ihr Kommentar"),
        # Counted below, as the browser counts: a line break is one sign.
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST_TEXT}),
        help_text=_("Höchstens 2.000 Zeichen. Bitte bleiben Sie bei der Sache."),
    )
    dennoch = forms.BooleanField(
        label=_("Der Text soll so bleiben. Die SPK liest ihn dann zuerst."),
        required=False,
    )
    asks_again = False

    def __init__(
        self,
        *args: Any,
        is_private: bool = False,
        is_looked_at: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_private = is_private
        if not is_looked_at:
            self.fields["dennoch"].label = gettext("Der Text soll so bleiben.")

    def clean_text(self) -> str:
        text = as_typed(self.cleaned_data["text"])
        if len(text) > self.longest:
            message = gettext("Das sind %(count)s Zeichen, höchstens %(most)s passen.")
            numbers = {"count": len(text), "most": floatformat(self.longest, "0g")}
            raise ValidationError(message % numbers, code="too_long")
        return text

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.is_private:
            return cleaned
        found = personal.kinds_in(cleaned.get("text", ""))
        if found and not cleaned.get("dennoch"):
            self.asks_again = True
            names = ", ".join(str(personal.LABELS[kind]) for kind in found)
            message = gettext(
                "Das können alle lesen: Im Text steht wohl etwas Persönliches "
                "(%(names)s). Nehmen Sie es bitte heraus, oder bestätigen Sie unten."
            )
            self.add_error("text", message % {"names": names})
        return cleaned


class CommentForm(TextForm):
    """A new comment; `key` makes a double click one comment.

    `als` is asked only of people who may speak for the SPK or an Amt.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    als = forms.ChoiceField(
        label=_("Ich schreibe"), required=False, widget=forms.RadioSelect
    )
    field_order = ("key", "text", "als", "dennoch")

    def __init__(self, *args: Any, roles: Sequence[Role] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = {role.key: role for role in roles}
        if len(self.roles) > 1:
            chosen: Any = self.fields["als"]
            chosen.choices = [(role.key, role.label) for role in roles]
            chosen.initial = roles[0].key
            chosen.is_conditional = True  # one is always chosen
        else:
            del self.fields["als"]

    @property
    def role(self) -> Role | None:
        """What was chosen; without a choice the first that is on offer."""
        chosen = self.roles.get(self.cleaned_data.get("als", ""))
        return chosen or next(iter(self.roles.values()), None)


class EditForm(TextForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ReadingForm(forms.Form):
    """What of a thread somebody wants to see, from its address."""

    sortierung = forms.ChoiceField(choices=Sort.choices, required=False)
    ab = forms.CharField(max_length=LONGEST_CURSOR, required=False)
    bei = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    seit = forms.IntegerField(min_value=0, required=False)

    def clean_seit(self) -> Any:
        """Microseconds since 1970, as pages write them."""
        given = self.cleaned_data["seit"]
        if given is None:
            return None
        try:
            return moment_of(given)
        except OverflowError as error:
            raise ValidationError(gettext("Das ist keine Zeit.")) from error


class CloseForm(forms.Form):
    reason = forms.CharField(
        label=_("Warum?"),
        max_length=300,
        help_text=_("Alle lesen den Grund an der Stelle des Formulars."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
