"""Fields that several forms share: expressions, and topics."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.models import Topic
from neighbourhood.departments.queries import active_topics
from neighbourhood.departments.wording import parsed

MOST_LINES = 60


class WordsField(forms.CharField):
    """Expressions, one a line; see `wording`."""

    def __init__(self, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {
            "label": _("Wörter"),
            "max_length": 4_000,
            "widget": forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
            "help_text": _(
                "In jeder Zeile ein Ausdruck; alle seine Wörter müssen in einem Satz "
                "stehen. a/b heißt: eins von beiden. -a heißt: das darf nicht "
                "vorkommen. Ein Stern steht für einen beliebigen Anfang oder ein "
                "beliebiges Ende: *lampe findet auch Straßenlampe."
            ),
        }
        super().__init__(**(defaults | kwargs))

    def clean(self, value: Any) -> str:
        words = super().clean(value)
        lines = [" ".join(line.split()) for line in words.splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_LINES:
            message = _("Das sind zu viele Zeilen; höchstens %(most)s sind möglich.")
            raise ValidationError(message % {"most": MOST_LINES}, code="too_many")
        for line in lines:
            if parsed("", line) is None:
                message = _("In der Zeile „%(line)s“ steht kein Wort, das vorkommt.")
                raise ValidationError(message % {"line": line[:60]}, code="no_word")
        return "\n".join(lines)


class TopicsField(forms.ModelMultipleChoiceField):
    """None or some of the topics that are offered, `most` of them at the most."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {
            "queryset": active_topics(),
            "label": _("Themen"),
            "required": False,
            "widget": forms.CheckboxSelectMultiple,
        }
        super().__init__(**(defaults | kwargs))
        self.most = most

    def clean(self, value: Any) -> QuerySet[Topic]:
        topics = cast("QuerySet[Topic]", super().clean(value))
        if len(topics) > self.most:
            message = _("Bitte wählen Sie höchstens %(most)s Themen.")
            raise ValidationError(message, params={"most": self.most})
        return topics
