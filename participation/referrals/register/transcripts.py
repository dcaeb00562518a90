"""What the SPK wrote down of an Amt's words: what it tells the registries."""

from django.utils.translation import gettext_lazy as _

from commons import owndata
from commons.delivery import outcomes, renderers as delivery
from commons.followups import registry as today
from commons.terms import registry as terms
from commons.terms.enums import Group
from participation.referrals.forms.transcripts import TranscriptTermsForm
from participation.referrals.models import TranscriptTerms
from participation.referrals.queries import transcripts as queries
from participation.referrals.renderers import transcripts as renderers
from participation.referrals.rules import can_change_terms
from participation.referrals.services import transcripts

KEPT = _("Bleibt als Vorgang der Verwaltung.")


def register() -> None:
    delivery.register(
        transcripts.RENDERER,
        renderers.copy,
        label=_("Mitschrift zum Bestätigen an ein Amt"),
    )
    outcomes.register(
        transcripts.RENDERER,
        on_sent=transcripts.mark_sent,
        on_readdressed=transcripts.follow_address,
    )
    today.register(
        "referrals-transcripts",
        _("Abschrift übergeben: Das Amt hat etwas gesagt"),
        queries.to_hand_over,
        order=27,
    )
    _own_data()
    terms.register(
        terms.House(
            key="transcripts",
            model=TranscriptTerms,
            form_class=TranscriptTermsForm,
            title=_("Mitschriften"),
            lead=_(
                "Was ein Amt am Telefon oder in einer Sitzung sagt, tragen Sie ein. "
                "Das Amt bekommt eine Abschrift und kann sie berichtigen. Hören Sie "
                "so lange nichts, gilt es als richtig."
            ),
            verb="transcripts.terms_changed",
            url_name="referrals:transcript-terms",
            may_change=can_change_terms,
            group=Group.DEPARTMENTS,
        )
    )


def _own_data() -> None:
    owndata.register(
        model="referrals.Transcript",
        user_fields=("settled_by",),
        label=_("Mitschriften, die Sie bestätigt oder berichtigt haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("statement__referral__idea__number", "state", "settled_at"),
        staff=_("Wer für das Amt bestätigt hat, was die SPK aufgeschrieben hat."),
    )
    owndata.register(
        model="referrals.TranscriptTerms",
        user_fields=("changed_by",),
        label=_("Regeln für Mitschriften, die Sie geändert haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("object_days", "changed_at"),
        staff=_("Wer Regeln geändert hat, als Nachweis der Zuständigkeit."),
    )
