from django import forms

from commons.notifications.enums import Pace
from commons.notifications.services.following import FOLLOW, LEAVE, MUTE, UNMUTE


class FollowForm(forms.Form):
    """What to do; nothing at all from a button that only switches."""

    was = forms.ChoiceField(
        choices=[(each, each) for each in (FOLLOW, LEAVE, MUTE, UNMUTE)], required=False
    )

    @property
    def wish(self) -> str:
        self.full_clean()
        return str(self.cleaned_data.get("was", ""))


class PaceForm(forms.Form):
    """How soon to hear of one thing; empty for as one hears of its like."""

    takt = forms.ChoiceField(choices=[("", ""), *Pace.choices], required=False)

    @property
    def is_asked(self) -> bool:
        """Whether the button beside the choice was pressed, with a pace we know."""
        return "takt" in self.data and self.is_valid()

    @property
    def pace(self) -> str:
        return str(self.cleaned_data["takt"])
