from django import forms

ON, OFF = "an", "aus"
COOKIE = "desk_keys"


class KeysForm(forms.Form):
    """Whether the keys of the desk listen, and where to go on."""

    tasten = forms.ChoiceField(choices=[(ON, ON), (OFF, OFF)])
    weiter = forms.CharField(required=False)
