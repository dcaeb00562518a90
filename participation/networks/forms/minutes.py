"""Minutes of a meeting: what was said, what was decided, who does what until when."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.days import day_field
from participation.networks.forms.posting import PostEditForm, PostForm, initial_of
from participation.networks.models import Network, Post
from participation.networks.queries.members import user_ids_in
from participation.networks.services.minutes import Assignment, Outcome
from participation.networks.services.posting import Along, Wording

MOST_TASKS = 10
SHOWN_TASKS = 3  # the rest lie in a fold of the page
MOST_DECISIONS, LONGEST_DECISION = 30, 500
EARLIEST = timedelta(days=10 * 365)


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return str(person.public_name)


def _person_field(people: QuerySet[User]) -> PersonField:
    return PersonField(
        people, label=_("Wer?"), required=False, empty_label=_("noch offen")
    )


class OutcomeFields(forms.Form):
    """What minutes ask beside the words; mixed into the forms of posts."""

    met_on = day_field(label=_("Treffen am"))
    decisions = forms.CharField(
        label=_("Beschlüsse"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 16_000}),
        help_text=_("Jeder Beschluss in einer eigenen Zeile."),
    )

    def clean_met_on(self) -> date:
        day: date = self.cleaned_data["met_on"]
        today = berlin_today()
        if not today - EARLIEST <= day <= today:
            message = gettext("Ein Protokoll gibt es erst, wenn das Treffen war.")
            raise ValidationError(message, code="day")
        return day

    def clean_decisions(self) -> list[str]:
        lines = [line.strip(" -•*\t") for line in self._lines()]
        decisions = [line for line in lines if line]
        if len(decisions) > MOST_DECISIONS:
            message = gettext("Höchstens 30 Beschlüsse passen in ein Protokoll.")
            raise ValidationError(message, code="too_many")
        if any(len(line) > LONGEST_DECISION for line in decisions):
            message = gettext("Ein Beschluss hat höchstens 500 Zeichen.")
            raise ValidationError(message, code="too_long")
        return decisions

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for row in range(MOST_TASKS):
            has_more = cleaned.get(f"person_{row}") or cleaned.get(f"due_{row}")
            if has_more and not cleaned.get(f"task_{row}"):
                message = gettext("Was ist zu tun?")
                self.add_error(f"task_{row}", message)
        return cleaned

    shown_tasks = SHOWN_TASKS

    @property
    def first_tasks(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        return self._rows(range(SHOWN_TASKS))

    @property
    def more_tasks(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        return self._rows(range(SHOWN_TASKS, MOST_TASKS))

    @property
    def has_many_tasks(self) -> bool:
        return any(row[0].value() for row in self.more_tasks)

    @property
    def outcome(self) -> Outcome:
        cleaned = self.cleaned_data
        tasks = {
            row: Assignment(
                cleaned[f"task_{row}"], cleaned[f"person_{row}"], cleaned[f"due_{row}"]
            )
            for row in range(MOST_TASKS)
            if cleaned[f"task_{row}"]
        }
        return Outcome(decisions=cleaned["decisions"], tasks=tasks)

    def offer_people(self, network: Network, *present: User) -> None:
        """Whoever belongs to the network, and who has a task already."""
        ids = {person.pk for person in present} | set(user_ids_in(network.pk))
        people = User.objects.filter(pk__in=ids).order_by("display_name", "pk")
        offered: Any = _person_field(people).choices
        choices = list(offered)
        for row in range(MOST_TASKS):
            field: Any = self.fields[f"person_{row}"]
            field.queryset = people
            field.choices = choices

    def _lines(self) -> list[str]:
        return str(self.cleaned_data["decisions"]).splitlines()

    def _rows(self, rows: range) -> list[tuple[BoundField, BoundField, BoundField]]:
        return [
            (self[f"task_{row}"], self[f"person_{row}"], self[f"due_{row}"])
            for row in rows
        ]


for _row in range(MOST_TASKS):
    OutcomeFields.base_fields[f"task_{_row}"] = forms.CharField(
        label=_("Was ist zu tun?"), max_length=300, required=False
    )
    OutcomeFields.base_fields[f"person_{_row}"] = _person_field(User.objects.none())
    OutcomeFields.base_fields[f"due_{_row}"] = day_field(
        label=_("Bis wann?"), required=False
    )


class MinutesForm(OutcomeFields, PostForm):
    def __init__(
        self, *args: Any, network: Network, visitor: Visitor, **kwargs: Any
    ) -> None:
        super().__init__(*args, network=network, visitor=visitor, **kwargs)
        self.offer_people(network)

    @property
    def along(self) -> Along:
        return Along(
            uploads=self.cleaned_data["uploads"],
            draft_id=self.cleaned_data["key"],
            met_on=self.cleaned_data["met_on"],
            outcome=self.outcome,
        )


class MinutesEditForm(OutcomeFields, PostEditForm):
    def __init__(self, *args: Any, post: Post, visitor: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, post=post, visitor=visitor, **kwargs)
        self.offer_people(
            post.network, *(task.user for task in post.tasks.all() if task.user)
        )

    @property
    def wording(self) -> Wording:
        return Wording(
            title=self.cleaned_data["title"],
            text=self.cleaned_data["text"],
            version=self.cleaned_data["version"],
            along=Along(
                uploads=self.cleaned_data["uploads"],
                met_on=self.cleaned_data["met_on"],
                outcome=self.outcome,
            ),
            detached=self.cleaned_data.get("detached", ()),
        )


def initial_of_minutes(post: Post) -> dict[str, Any]:
    initial = initial_of(post) | {
        "met_on": post.met_on,
        "decisions": "\n".join(each.text for each in post.decisions.all()),
    }
    for task in post.tasks.all():
        initial[f"task_{task.position}"] = task.text
        initial[f"person_{task.position}"] = task.user_id
        initial[f"due_{task.position}"] = task.due_on
    return initial
