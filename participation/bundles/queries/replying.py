"""Mail that came to a bundle's address and waits for a person."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from commons.accounts.visitors import Visitor
from commons.incoming.models import Attachment, Mail
from commons.tables import XLSX_TYPE
from participation.bundles.models import Bundle
from participation.bundles.rules import LINK_KIND

MOST = 20


@dataclass(frozen=True)
class Waiting:
    mail: Mail
    has_table: bool


def mails_of(bundle: Bundle, visitor: Visitor) -> list[Waiting]:
    """The oldest first, and whether a table is in it; one query."""
    tables = Attachment.objects.filter(mail=OuterRef("pk"), file__mime=XLSX_TYPE)
    rows = Mail.objects.visible_to(visitor).aside()
    rows = rows.filter(kind=LINK_KIND, target_id=bundle.pk).annotate(
        table=Exists(tables)
    )
    return [
        Waiting(mail, mail.table) for mail in rows.order_by("received_at", "pk")[:MOST]
    ]
