"""The table travels in the mail itself, as it is when the mail goes."""

import io

import pytest
from openpyxl import load_workbook

from commons.delivery import messages, renderers
from commons.delivery.models import Delivery
from commons.tables import XLSX_TYPE
from participation.bundles import enclosing, sheet_reading, sheets
from participation.bundles.answer_words import FIELDS
from participation.bundles.queries.answering import rows_for_department
from participation.bundles.services import outcomes, packing, reminding
from participation.ideas.enums import Outcome
from participation.moderation.enums import Publication
from participation.referrals.enums import ReferralState
from participation.referrals.services import responding
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.participation.bundling import (
    bundled,
    failed,
    fresh,
    open_ideas,
    rows_of,
    sent,
)

pytestmark = pytest.mark.django_db
SAID = responding.Said("Machen wir.", Outcome.WILL_BE_DONE)
ATTACHED = "hängt als Excel-Datei an dieser Mail"


@pytest.fixture
def by():
    return make_staff()


@pytest.fixture
def bundle(by):
    return bundled(open_ideas(3), DepartmentFactory(), by=by)


def rendered(mail):
    return renderers.get(mail.renderer)(mail)


def lines_of(content):
    sheet = load_workbook(io.BytesIO(content))["Antworten"]
    return list(sheet.iter_rows(min_row=2))


def column(name):
    return list(sheets.COLUMNS).index(name)


def test_the_table_is_in_the_mail_beside_the_paper(bundle):
    mail = rendered(bundle.delivery)

    (file,) = mail.enclosed
    assert (file.name, file.mime) == (f"{bundle.reference}.xlsx", XLSX_TYPE)
    assert ATTACHED in mail.text
    assert ATTACHED in mail.html
    parts = messages.build(bundle.delivery, mail).iter_attachments()
    types = [part.get_content_type() for part in parts]
    assert types == ["application/pdf", XLSX_TYPE]


def test_all_rows_of_it_are_open_and_stand_as_they_will_on_arrival(bundle):
    lines = lines_of(rendered(bundle.delivery).enclosed[0].content)

    numbers = [row.idea.number for row in rows_of(bundle)]
    assert [line[column("number")].value for line in lines] == numbers
    assert {line[column("state")].value for line in lines} == {ReferralState.SENT.label}
    for line in lines:
        assert not any(line[column(name)].protection.locked for name in FIELDS)


def test_what_came_by_mail_is_read_like_what_was_fetched(bundle):
    book = load_workbook(io.BytesIO(rendered(bundle.delivery).enclosed[0].content))
    bundle = sent(bundle)
    cell = book["Antworten"].cell(3, column("text") + 1)
    cell.value = "Im Frühjahr."
    out = io.BytesIO()
    book.save(out)

    found = sheet_reading.read(out.getvalue(), bundle, rows_for_department(bundle))

    assert found.faults == []
    assert found.edits == {rows_of(bundle)[1].pk: {"text": "Im Frühjahr."}}


def test_what_left_the_public_is_not_in_it(bundle):
    idea = rows_of(bundle)[0].idea
    decision = IdeaFactory(publication=Publication.HIDDEN).decision
    type(idea).objects.filter(pk=idea.pk).update(
        publication=Publication.HIDDEN, decision=decision
    )

    lines = lines_of(rendered(bundle.delivery).enclosed[0].content)

    assert idea.number not in {line[column("number")].value for line in lines}


def test_resent_and_reminded_with_the_current_state(bundle, by):
    bundle = failed(bundle)
    type(rows_of(bundle)[0].idea).objects.filter(pk=rows_of(bundle)[0].idea_id).update(
        title="Neuer Titel"
    )
    outcomes.send_again(bundle, by=by)
    packing.pack(bundle.pk)
    again = lines_of(rendered(fresh(bundle).delivery).enclosed[0].content)
    bundle = sent(fresh(bundle))
    responding.state(rows_of(bundle)[1], SAID)
    reminding.remind(bundle, by=by)
    reminder = rendered(Delivery.objects.get(renderer=reminding.RENDERER))
    later = lines_of(reminder.enclosed[0].content)

    assert again[0][column("title")].value == "Neuer Titel"
    assert later[1][column("text")].value == "Machen wir."
    assert later[1][column("text")].protection.locked
    assert not later[0][column("text")].protection.locked
    assert ATTACHED in reminder.text


def test_too_large_with_the_paper_it_is_fetched_on_the_page(bundle, monkeypatch):
    paper = bundle.dossier
    monkeypatch.setattr(enclosing, "LARGEST", paper.size + 10)

    mail = rendered(bundle.delivery)

    assert mail.enclosed == ()
    assert ATTACHED not in mail.text
    assert "Sie laden sie dort als Excel-Datei herunter" in mail.text
