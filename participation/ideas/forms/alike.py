"""What is known of an idea while it is being typed; nothing of it is required."""

from django import forms

from neighbourhood.departments.queries import active_topics
from participation.ideas.forms.place import PlaceForm
from participation.ideas.queries.alike import Written, as_written
from participation.ideas.rules import LONGEST_TEXT


class AlikeForm(PlaceForm):
    """The fields of an IdeaForm, as far as somebody has come with them."""

    title = forms.CharField(max_length=120, required=False)
    text = forms.CharField(max_length=LONGEST_TEXT, required=False)
    topic = forms.ModelChoiceField(active_topics(), required=False)

    def written(self) -> Written:
        """What is valid by now; a street without its number is no place yet."""
        self.full_clean()
        return as_written(
            self.cleaned_data.get("title", ""),
            self.cleaned_data.get("text", ""),
            topic=self.cleaned_data.get("topic"),
            place=self.place,
        )
