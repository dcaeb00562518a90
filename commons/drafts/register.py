from django.utils.translation import gettext_lazy as _

from commons import owndata
from commons.drafts import copies, rules
from commons.files import registry as files


def register() -> None:
    copies.register()
    files.guard(rules.FILE_PURPOSE, rules.can_see_file)
    owndata.register(
        model="drafts.Draft",
        user_fields=("owner",),
        label=_("Entwürfe"),
        retain=_("30 Tage nach dem letzten Wort, oder bis Sie sie löschen."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("form", "target", "content", "created_at", "updated_at"),
    )
