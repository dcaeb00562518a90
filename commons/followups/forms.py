from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today
from commons.days import day_field
from commons.followups.enums import When
from commons.followups.workflow import day_of

ME, TEAM = "", "team"
LONGEST_NOTE = 500
LONGEST_STAMP = 64


class TargetForm(forms.Form):
    """Which thing it is about, in the address of the page."""

    art = forms.SlugField(max_length=40)
    nr = forms.IntegerField(min_value=1, max_value=2**63 - 1)


class WhenForm(forms.Form):
    """A quick choice or a day; a day alone is a choice, too."""

    wann = forms.ChoiceField(
        label=_("Wann?"),
        choices=When.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    due_on = day_field(label=_("Am"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One of them is needed, so neither is called voluntary.
        for name in ("wann", "due_on"):
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # read by the field's template

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        when = cleaned.get("wann") or When.DAY
        cleaned["is_named"] = when == When.DAY
        if when != When.DAY:
            cleaned["due_on"] = day_of(When(when), berlin_today())
            self.errors.pop("due_on", None)
        elif not cleaned.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Bitte nennen Sie einen Tag."))
        return cleaned


class FollowUpForm(WhenForm):
    """`colleagues` are those who may be handed it; nobody else is offered."""

    note = forms.CharField(
        label=_("Notiz"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lesen nur Sie und für wen die Wiedervorlage ist."),
    )
    fuer = forms.ChoiceField(label=_("Für wen?"), required=False)

    def __init__(
        self,
        *args: Any,
        colleagues: Sequence[tuple[int, str]] = (),
        can_share: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: list[tuple[str, Any]] = [(ME, _("Für mich"))]
        if can_share:
            offered.append((TEAM, _("Für alle, die hier prüfen")))
        offered += [(str(pk), name) for pk, name in colleagues]
        self.fields["fuer"].is_conditional = True  # type: ignore[attr-defined]  # as above
        self.fields["fuer"].choices = offered  # type: ignore[attr-defined]  # the stubs know only Field
        if len(offered) == 1:
            del self.fields["fuer"]

    @property
    def is_shared(self) -> bool:
        return bool(self.cleaned_data.get("fuer") == TEAM)

    @property
    def owner_id(self) -> int | None:
        """Whom it is for, if that is one other person."""
        chosen = self.cleaned_data.get("fuer", ME)
        return None if chosen in {ME, TEAM} else int(chosen)


class QuickForm(WhenForm):
    """Beside the thing itself: one line of a note, for oneself."""

    note = forms.CharField(label=_("Notiz"), max_length=LONGEST_NOTE, required=False)


class MoveForm(WhenForm):
    pass


class FilterForm(forms.Form):
    """One section alone, in the address; and what a live page has seen."""

    bereich = forms.CharField(max_length=60, required=False)
    stand = forms.CharField(max_length=LONGEST_STAMP, required=False)


class ChoiceForm(forms.Form):
    """Which sections stand on the page; those not ticked are hidden."""

    bereiche = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, keys: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bereiche"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]  # the stubs know only Field
