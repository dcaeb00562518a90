from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from neighbourhood.regions.models import Region
from participation.moderation import desk, rules
from participation.moderation.enums import Verdict
from participation.moderation.models import TrustRule
from participation.moderation.models.trust import (
    LONGEST_AGE,
    LONGEST_CLEAN,
    MOST_ACCEPTED,
    RAREST_CHECK,
)
from participation.moderation.services.trust import Terms

TERMS = tuple(Terms.__dataclass_fields__)
# What the coordination presses: look first what it would have done, or keep it.
REHEARSE, SAVE = "probe", "speichern"


def kind_labels() -> dict[str, str]:
    """Kinds that the desk publishes."""
    return {
        each.kind: str(kinds.get(each.kind).label)
        for each in desk.all_kinds()
        if Verdict.PUBLISH in each.verdicts
    }


class TrustRuleForm(forms.Form):
    kind = forms.ChoiceField(label=_("Was wird veröffentlicht?"))
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("Stadtteil"),
        required=False,
        empty_label=_("alle Stadtteile"),
    )
    accepted = forms.IntegerField(
        label=_("So viele Beiträge hat die SPK schon angenommen"),
        help_text=_("Gezählt wird, was Menschen geprüft haben, gleich welcher Art."),
        min_value=1,
        max_value=MOST_ACCEPTED,
        initial=3,
    )
    clean_months = forms.IntegerField(
        label=_("So viele Monate keine Entscheidung gegen die Person"),
        help_text=_("Ein Hinweis auf einen anderen Weg zählt nie gegen jemanden."),
        min_value=1,
        max_value=LONGEST_CLEAN,
        initial=12,
    )
    account_days = forms.IntegerField(
        label=_("So viele Tage besteht das Konto"),
        min_value=0,
        max_value=LONGEST_AGE,
        initial=30,
    )
    strongest_hint = forms.TypedChoiceField(
        label=_("Welche Hinweise dürfen da sein?"),
        choices=[
            (0, _("keine")),
            (1, _("nur schwache")),
            (2, _("keine starken")),
            (3, _("alle")),
        ],
        coerce=int,
        initial=1,
    )
    check_every = forms.IntegerField(
        label=_("Stichprobe: jeder wievielte kommt danach in die Prüfung?"),
        help_text=_("10 heißt: jeder zehnte, nach Zufall. 0 heißt: keiner."),
        min_value=0,
        max_value=RAREST_CHECK,
        initial=10,
    )

    def __init__(self, *args: Any, visitor: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, region = self.fields["kind"], self.fields["region"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 -- for the types
        assert isinstance(region, forms.ModelChoiceField)  # noqa: S101 -- for the types
        kind.choices = list(kind_labels().items())
        regions = Region.objects.order_by("number")
        if not rules.can_set_rules(visitor):
            held = visitor.region_ids(Role.COORDINATOR) or frozenset()
            regions = regions.filter(pk__in=held)
            region.required, region.empty_label = True, str(_("Bitte wählen"))
        region.queryset = regions

    @property
    def terms(self) -> Terms:
        return Terms(**{name: self.cleaned_data[name] for name in TERMS})

    @property
    def draft(self) -> TrustRule:
        """The rule as it would be; not stored."""
        return TrustRule(number=0, seed=0, **{n: self.cleaned_data[n] for n in TERMS})


def terms_of(rule: TrustRule) -> dict[str, Any]:
    """A rule as what a form begins with."""
    return {name: getattr(rule, name) for name in TERMS}
