"""The part of a filter that lists of the neighbourhood have in common."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from commons.lenient import Choice, FilterForm, SomeField, WordsField
from neighbourhood.departments.queries.wishes import region_choices, topic_choices

LONGEST_CURSOR = 180


class ListFilterForm(FilterForm):
    """Words, Stadtteil and topic, and which page; two queries, for what it offers."""

    q = WordsField(label=_("Suchwort"), longest=100)
    stadtteil = SomeField(label=_("Stadtteil"))
    thema = SomeField(label=_("Thema"))
    ab = WordsField(longest=LONGEST_CURSOR, widget=forms.HiddenInput)
    vor = WordsField(longest=LONGEST_CURSOR, widget=forms.HiddenInput)

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked, use_required_attribute=False)
        self.topics: list[Choice] = topic_choices()
        self.offer("stadtteil", region_choices())
        self.offer("thema", self.topics)

    def shared_parts(self) -> dict[str, Any]:
        """What was asked for, for a `ListWish`; what is unknown is left out."""
        self.full_clean()
        cleaned: dict[str, Any] = self.cleaned_data
        topics = self.chosen("thema", cleaned["thema"])
        above = {topic.pk for topic in topics}
        return {
            "text": cleaned["q"],
            "regions": self.chosen("stadtteil", cleaned["stadtteil"]),
            "topics": topics,
            "subtopics": tuple(one for one in self.topics if one.parent_id in above),
            "cursor": cleaned["ab"],
            "before": cleaned["vor"],
        }
