"""Mail to a bundle's address: kept with its files, shown at the bundle, never counted."""

from email.message import EmailMessage

import pytest

from commons.files import services as files
from commons.incoming.enums import AsideReason, MailState
from commons.incoming.models import Mail
from commons.incoming.services import reading
from commons.tables import XLSX_TYPE
from participation.bundles import sheets
from participation.bundles.models import RowAnswer
from participation.bundles.rules import LINK_KIND
from participation.bundles.services.replying import address_of
from participation.referrals.enums import ReferralState
from participation.referrals.models import Statement
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.incoming import taken
from tests.participation.bundling import fresh, states_of, with_department

pytestmark = pytest.mark.django_db
OFFICE = "gruen@amt.example"


@pytest.fixture
def bundle(settings):
    settings.REPLY_ADDRESS = "vorgang@bindeglied.example"
    department = DepartmentFactory(email=OFFICE)
    return fresh(with_department(2, department, by=make_staff())[0])


def arrived(bundle, table=None):
    message = EmailMessage()
    message["From"], message["To"] = OFFICE, address_of(bundle)
    message["Subject"] = f"AW: {bundle.reference}"
    message["Message-ID"] = f"<{bundle.pk}-{bool(table)}@amt.example>"
    message.set_content("Anbei unsere Antworten.")
    if table is not None:
        main, _, sub = XLSX_TYPE.partition("/")
        message.add_attachment(
            table, maintype=main, subtype=sub, filename="antworten.xlsx"
        )
    mail = taken(message.as_bytes())
    reading.read(mail.pk)
    return Mail.objects.get(pk=mail.pk)


def test_table_that_comes_back_by_mail_is_kept_aside_and_counts_for_nothing(bundle):
    table = sheets.workbook_of(bundle)

    mail = arrived(bundle, table)

    assert (mail.state, mail.reason) == (MailState.ASIDE, AsideReason.SEVERAL)
    assert (mail.kind, mail.target_id) == (LINK_KIND, bundle.pk)
    (attached,) = mail.attachments.all()
    assert files.read(attached.file) == table
    assert states_of(bundle) == [ReferralState.SENT, ReferralState.SENT]
    assert not Statement.objects.exists()
    assert not RowAnswer.objects.exists()


def test_bundle_names_what_came_by_mail(client, sign_in, bundle):
    with_table = arrived(bundle, sheets.workbook_of(bundle))
    arrived(bundle)
    desk = sign_in(client, make_staff())

    page = desk.get(bundle.get_absolute_url())

    html = page.content.decode()
    assert [row.has_table for row in page.context["mails"]] == [True, False]
    assert html.count("mit Tabelle</span>") == 1
    assert with_table.get_absolute_url() in html
    mail = desk.get(with_table.get_absolute_url()).content.decode()
    assert "antworten.xlsx" in mail
    assert bundle.get_absolute_url() in mail
