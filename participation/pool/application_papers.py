"""An application as a paper: as PDF to send, as a Word file to go on writing in."""

from decimal import Decimal
from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext as _

from commons.accounts.enums import Language
from commons.clock import berlin_today
from commons.docx import Block, Heading, Paragraph, Table, paragraphs, write_docx
from commons.html import text_blocks
from commons.pdf import compile_pdf
from commons.spoken import day_in_words
from commons.text import slugify_german
from participation.pool.models import FundingApplication

GERMAN = Language.GERMAN.value


def file_name(row: FundingApplication, ending: str) -> str:
    return f"antrag-{slugify_german(row.title)[:60] or row.pk}.{ending}"


def as_pdf(row: FundingApplication) -> bytes:
    with translation.override(GERMAN):
        return compile_pdf("application.typ", _payload(row))


def as_docx(row: FundingApplication) -> bytes:
    with translation.override(GERMAN):
        return write_docx(row.title, _blocks(row))


def _payload(row: FundingApplication) -> dict[str, Any]:
    return {
        "title": row.title,
        "language": GERMAN,
        "author": _who(row),
        "footer": _("Antrag: %(call)s") % {"call": row.call.title},
        "kicker": _("Antrag auf Förderung"),
        "facts": _facts(row),
        "parts": [
            {"heading": heading, "text": text_blocks(text)}
            for heading, text in _parts(row)
        ],
        "costs_heading": _("Kosten"),
        "costs_header": _costs_header(),
        "costs": _costs(row),
        "signing": _signing(),
    }


def _blocks(row: FundingApplication) -> list[Block]:
    blocks: list[Block] = [Paragraph(_("Antrag auf Förderung"))]
    blocks += [Paragraph(f"{name}: {value}") for name, value in _facts(row) if value]
    for heading, text in _parts(row):
        blocks += [Heading(heading), *paragraphs(text)]
    costs = Table(_costs_header(), _costs(row))
    return [*blocks, Heading(_("Kosten")), costs, Paragraph(_signing())]


def _facts(row: FundingApplication) -> list[tuple[str, str]]:
    reach = (row.contact_name, row.contact_email, row.contact_phone)
    return [
        (_("Förderung"), row.call.title),
        (_("Gerichtet an"), " ".join(row.call.send_to.split())),
        (_("Antrag von"), _who(row)),
        (_("Ansprechperson"), ", ".join(part for part in reach if part)),
        (_("Zeitraum"), f"{day_in_words(row.from_on)} – {day_in_words(row.until_on)}"),
        (_("Beantragt"), _euro(row.wanted)),
        (_("Datum"), day_in_words(berlin_today())),
    ]


def _parts(row: FundingApplication) -> list[tuple[str, str]]:
    parts = [
        (_("Zweck"), row.purpose),
        (_("Art"), row.kind),
        (_("Umfang"), row.extent),
    ]
    return [(heading, text) for heading, text in parts if text]


def _costs_header() -> tuple[str, str]:
    return (_("Was"), _("Euro"))


def _costs(row: FundingApplication) -> list[list[str]]:
    rows = [[cost.label, _euro(cost.amount)] for cost in row.costs.all()]
    rows.append([_("Zusammen"), _euro(row.total)])
    if row.own_share:
        rows.append([_("Selbst oder von anderen bezahlt"), _euro(row.own_share)])
    rows.append([_("Beantragt"), _euro(row.wanted)])
    return rows


def _signing() -> str:
    return _("Ort, Datum, Unterschrift: ______________________________")


def _who(row: FundingApplication) -> str:
    return row.actor.name if row.actor else row.contact_name


def _euro(amount: Decimal) -> str:
    number = formats.number_format(amount, decimal_pos=2, force_grouping=True)
    return f"{number} €"
