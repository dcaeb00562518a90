from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.days import day_field
from participation.referrals.forms.responding import LONGEST_TEXT, RecordForm
from participation.referrals.models import Reply
from participation.referrals.services.responding import Said

STATE = "state"
ASK = "ask"
RETURN = "return"
INTERIM = "interim"
# Both take the words as they stand in the field; a statement needs an outcome.
ACTIONS = [
    (STATE, _("Als Stellungnahme übernehmen")),
    (ASK, _("Ist eine Rückfrage")),
    (RETURN, _("Amt ist nicht zuständig")),
    (INTERIM, _("Als Zwischenstand übernehmen")),
]


class ReplyForm(RecordForm):
    """What the Amt wrote by mail, completed by whoever reads it."""

    action = forms.ChoiceField(
        choices=ACTIONS, widget=forms.HiddenInput, required=False
    )

    looking_until = day_field(
        label=_("Das Amt prüft bis"),
        required=False,
        help_text=_("Der Tag, den das Amt selbst nennt. Er wird seine Frist."),
    )

    def __init__(self, *args: Any, reply: Reply, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "text": reply.mail.kept[:LONGEST_TEXT],
            "unit": "",
        }
        super().__init__(*args, **kwargs)
        del self.fields["attachments"]
        self.fields["text"].label = _("Was das Amt geschrieben hat")
        self.fields["text"].help_text = _(
            "Aus der Mail, ohne Zitate und Unterschrift. Kürzen Sie ruhig, aber ändern "
            "Sie den Sinn nicht."
        )
        if self.is_bound and self.chosen != STATE:
            self.fields["outcome"].required = False
        self.fields["looking_until"].required = self.chosen == INTERIM

    @property
    def chosen(self) -> str:
        """The button that was pressed."""
        return str(self.data.get("action") or STATE)

    @property
    def interim(self) -> Said:
        """ "Wir prüfen bis …, weil …": the mail's own words are the reason."""
        cleaned = self.cleaned_data
        return Said(
            text=cleaned["text"],
            looking_until=cleaned["looking_until"],
            reference=cleaned["reference"],
            spoken=self.spoken,
        )
