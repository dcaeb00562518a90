from django.utils.translation import gettext_lazy as _

from commons import owndata


def register() -> None:
    owndata.register(
        model="moderation.QueueItem",
        user_fields=("author", "lease_by"),
        label=_("Prüfung Ihrer Beiträge"),
        retain=_("Ohne Namen; bleibt drei Jahre als Nachweis der Moderation."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("kind", "number", "submitted_at", "closed_at"),
    )
    owndata.register(
        model="moderation.Decision",
        user_fields=("decided_by",),
        label=_("Entscheidungen, die Sie getroffen haben"),
        retain=_("Bleibt als Nachweis; der Name wird durch ein Pseudonym ersetzt."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("kind", "target_id", "verdict", "reason", "decided_at"),
    )
    owndata.register(
        model="moderation.Report",
        user_fields=("reported_by",),
        label=_("Ihre Meldungen"),
        retain=_("Ohne Namen; bleibt drei Jahre als Nachweis der Moderation."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("kind", "target_id", "reason", "text", "reported_at"),
    )
    owndata.register(
        model="moderation.Complaint",
        user_fields=("complained_by", "first_decided_by", "decided_by"),
        label=_("Ihre Beschwerden"),
        retain=_("Bleibt als Nachweis; der Name wird durch ein Pseudonym ersetzt."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("text", "complained_at", "outcome", "answer", "decided_at"),
    )
