"""What is known of an idea while it is being typed, as far as the guide asks."""

from collections.abc import Collection

from django import forms
from django.http import QueryDict

from neighbourhood.departments.queries import active_topics
from participation.ideas.queries.guide import Notice, notices_for
from participation.ideas.rules import LONGEST_TEXT

LEFT, SHOWN = "gelassen", "gezeigt"
MOST_KEYS = 40
LONGEST_KEY = 90


class GuideForm(forms.Form):
    """The fields of an IdeaForm; nothing of it is required."""

    title = forms.CharField(max_length=200, required=False)
    text = forms.CharField(max_length=LONGEST_TEXT, required=False)
    topic = forms.ModelChoiceField(active_topics(), required=False)

    def notices(self, *, left: Collection[str] = ()) -> list[Notice]:
        """What to say about the words that are valid by now."""
        self.full_clean()
        topic = self.cleaned_data.get("topic")
        return notices_for(
            self.cleaned_data.get("title", ""),
            # Form posts come with CRLF; lines are counted by LF.
            self.cleaned_data.get("text", "").replace("\r\n", "\n"),
            topic.pk if topic else None,
            left=left,
        )


def keys_in(posted: QueryDict, name: str) -> list[str]:
    """The keys of notices that the form names: LEFT or SHOWN."""
    return [key for key in posted.getlist(name) if len(key) <= LONGEST_KEY][:MOST_KEYS]
