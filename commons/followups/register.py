from django.utils.translation import gettext_lazy as _

from commons import owndata


def register() -> None:
    owndata.register(
        model="followups.FollowUp",
        user_fields=("owner",),
        label=_("Wiedervorlagen"),
        retain=_("Bis das Konto gelöscht wird."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("due_on", "note", "kind", "target_id", "done_at"),
    )
