"""The table as a file of a mail: made when it goes, so it shows what is open then."""

from commons.delivery.renderers import Enclosed
from commons.tables import XLSX_TYPE
from participation.bundles.models import Bundle

# Paper and table together; encoded it is a third more, and beyond ten megabytes many
# mailboxes refuse a mail. The paper goes first: the table can be fetched on the page.
LARGEST = 7_000_000


def table_of(bundle: Bundle, *, with_paper: bool = False) -> Enclosed | None:
    """The table to fill in; None where it would make the mail too large.

    Args:
        with_paper: the bundle's paper is in the same mail.
    """
    # Only the worker makes mails, so only it pays for making workbooks.
    from participation.bundles import sheets  # noqa: PLC0415 -- see above

    content = sheets.workbook_of(bundle, is_going=True)
    paper = bundle.dossier.size if with_paper and bundle.dossier is not None else 0
    if len(content) + paper > LARGEST:
        return None
    return Enclosed(f"{bundle.reference}.xlsx", content, XLSX_TYPE)
