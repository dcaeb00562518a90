"""What the house knows of people who do something together."""

from django.utils.translation import gettext_lazy as _

from commons import owndata

KEPT = _("Bleibt ohne Ihren Namen bei der Idee.")


def register() -> None:
    owndata.register(
        model="together.Undertaking",
        user_fields=("begun_by", "accepted_by", "ended_by"),
        label=_("Ideen, um die Sie für andere gefragt oder die Sie übernommen haben"),
        retain=KEPT,
        erase=owndata.Erasure.UNLINK,
        exported_fields=("idea__number", "way", "state", "words", "begun_at"),
        staff=_(
            "Wer eine Idee einem Akteur oder Netzwerk angeboten hat, damit beide "
            "miteinander sprechen können."
        ),
    )
    owndata.register(
        model="together.Progress",
        user_fields=("author",),
        label=_("Ihre Berichte über gemeinsam gemachte Ideen"),
        retain=_("Veröffentlichte Berichte bleiben ohne Ihren Namen stehen."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=(
            "undertaking__idea__number",
            "text",
            "submitted_at",
            "publication",
        ),
    )
    owndata.register(
        model="together.Authorship",
        user_fields=("by",),
        label=_("Ideen, die Sie für einen Akteur oder ein Netzwerk geschrieben haben"),
        retain=KEPT,
        erase=owndata.Erasure.UNLINK,
        exported_fields=("idea__number", "begun_at"),
    )
    owndata.register(
        model="together.TogetherTerms",
        user_fields=("changed_by",),
        label=_("Regeln für Gemeinsames, die Sie geändert haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("changed_at", "ask_days", "answer_days", "report_days"),
        staff=_("Wer Regeln geändert hat, als Nachweis der Zuständigkeit."),
    )
