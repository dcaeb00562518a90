from typing import Any, ClassVar

from django import forms


class TermsForm(forms.ModelForm):
    """A form for rules of the house; begins with those in force.

    `ranges` gives numbers their least and most, the same that a constraint holds.
    """

    ranges: ClassVar[dict[str, tuple[int, int]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (least, most) in self.ranges.items():
            old = self.fields[name]
            self.fields[name] = forms.IntegerField(
                label=old.label,
                help_text=old.help_text,
                min_value=least,
                max_value=most,
            )
