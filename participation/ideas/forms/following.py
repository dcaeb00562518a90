from django import forms

from participation.ideas.services.following import FOLLOW, LEAVE, MUTE, UNMUTE


class FollowForm(forms.Form):
    """What to do; nothing at all from a button that only switches."""

    was = forms.ChoiceField(
        choices=[(each, each) for each in (FOLLOW, LEAVE, MUTE, UNMUTE)], required=False
    )

    @property
    def wish(self) -> str:
        self.full_clean()
        return str(self.cleaned_data.get("was", ""))
