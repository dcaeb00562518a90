from django import forms


class ReadForm(forms.Form):
    """Up to which notification the page had been shown."""

    up_to = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
