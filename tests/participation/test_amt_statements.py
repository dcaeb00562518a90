"""What a department says: promise, costs, files, an interim word, a correction."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.files.services import pdfs
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case, Outcome
from participation.ideas.services import cases
from participation.referrals import promises
from participation.referrals.enums import (
    PromiseKind,
    ReferralState,
    StatementKind,
)
from participation.referrals.forms.fields import EuroField
from participation.referrals.models import Attachment, DepartmentTerms, Statement
from participation.referrals.queries import way
from participation.referrals.queries.answers import statements_on
from participation.referrals.services import interims, responding
from participation.referrals.services.responding import Said
from tests.factories.referrals import (
    QuestionFactory,
    ReferralFactory,
    StatementFactory,
)
from tests.participation.amt import WHO, WORDS, on_link, statement, url
from tests.pdfs import pdf

pytestmark = pytest.mark.django_db
NEXT_YEAR = berlin_today().year + 1


def picture(name="plan.png"):
    content = BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def test_statement_on_a_link_says_who_spoke_and_under_which_number():
    referral = ReferralFactory()

    on_link(referral).post(url("state", referral), statement(reference="SGA 12-4/26"))

    row = Statement.objects.get()
    assert (row.text, row.speaker, row.unit, row.reference, row.link) == (
        WORDS,
        "Amt am Apparat",
        "SGA 12",
        "SGA 12-4/26",
        referral.link,
    )


def test_statement_without_a_name_is_refused():
    referral = ReferralFactory()

    response = on_link(referral).post(url("state", referral), statement(speaker=""))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["speaker"]


@pytest.mark.parametrize(
    ("posted", "kind", "last_day", "words"),
    (
        (
            {"promised_on": f"{NEXT_YEAR}-06-15"},
            PromiseKind.DAY,
            date(NEXT_YEAR, 6, 15),
            f"bis zum 15. Juni {NEXT_YEAR}",
        ),
        (
            {"period": f"{NEXT_YEAR}-Q2"},
            PromiseKind.QUARTER,
            date(NEXT_YEAR, 6, 30),
            f"im 2. Quartal {NEXT_YEAR}",
        ),
        (
            {"period": str(NEXT_YEAR)},
            PromiseKind.BUDGET_YEAR,
            date(NEXT_YEAR, 12, 31),
            f"im Haushaltsjahr {NEXT_YEAR}",
        ),
    ),
)
def test_promise_is_as_exact_as_the_department_can_say(posted, kind, last_day, words):
    referral = ReferralFactory()

    on_link(referral).post(url("state", referral), statement(**posted))

    row = Statement.objects.get()
    assert (row.promise_kind, row.promised_on, row.promise) == (kind, last_day, words)


def test_day_and_period_at_once_are_refused():
    referral = ReferralFactory()
    both = {"promised_on": f"{NEXT_YEAR}-06-15", "period": str(NEXT_YEAR)}

    response = on_link(referral).post(url("state", referral), statement(**both))

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["period"]


@pytest.mark.parametrize("quarter", (1, 2, 3, 4))
def test_quarters_end_on_their_last_day(quarter):
    last = promises.last_day_of_quarter(2027, quarter)

    assert promises.quarter_of(last) == quarter
    assert promises.quarter_of(last + timedelta(days=1)) == quarter % 4 + 1


def test_period_that_is_over_cannot_be_promised():
    assert promises.period_named("2026-Q1", date(2026, 4, 1)) is None
    assert promises.period_named("2026-Q2", date(2026, 4, 1)) == (
        PromiseKind.QUARTER,
        date(2026, 6, 30),
    )


@pytest.mark.parametrize(
    ("typed", "amount"),
    (
        ("12.000", Decimal(12000)),
        ("12.000,50 €", Decimal("12000.50")),
        ("1 200 000 Euro", Decimal(1200000)),
        ("80,5", Decimal("80.5")),
        ("80.50", Decimal("80.50")),
        ("", None),
    ),
)
def test_amounts_are_read_as_people_write_them(typed, amount):
    assert EuroField().clean(typed) == amount


@pytest.mark.parametrize("typed", ("viel", "-5", "12.00.0", "1e9", "NaN", "9" * 12))
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(Exception, match="Betrag"):
        EuroField().clean(typed)


def test_costs_are_internal_unless_the_department_says_otherwise():
    referral = ReferralFactory()

    on_link(referral).post(url("state", referral), statement(costs="12.000"))

    row = Statement.objects.get()
    assert (row.costs, row.may_name_costs, row.shows_costs) == (12000, False, False)
    assert row.costs_in_words == "12.000\N{NO-BREAK SPACE}€"


def test_files_are_kept_with_the_statement_and_pictures_made_anew():
    referral = ReferralFactory()
    plan = SimpleUploadedFile("Plan.pdf", pdf(), "application/pdf")
    client = on_link(referral)

    client.post(url("state", referral), statement(attachments=[picture(), plan]))

    rows = list(Attachment.objects.order_by("pk"))
    assert [(row.stored_file.name, row.stored_file.mime) for row in rows] == [
        ("plan.jpg", "image/jpeg"),
        ("Plan.pdf", "application/pdf"),
    ]
    answer = client.get(url("attachment", referral, rows[1].pk))
    assert answer.content.startswith(b"%PDF-")


def test_file_of_another_case_is_not_handed_out():
    referral, other = ReferralFactory(), ReferralFactory()
    on_link(other).post(url("state", other), statement(attachments=[picture()]))
    file = Attachment.objects.get()

    response = on_link(referral).get(url("attachment", referral, file.pk))

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("content", "code"),
    (
        (pdf(script="app.alert('x')"), "active_pdf"),
        (pdf(attached=b"MZ"), "active_pdf"),
        (pdf(program="liste.exe"), "active_pdf"),
        (pdf(password="geheim"), "locked_pdf"),
        (b"%PDF-1.7 nichts weiter", "no_pdf"),
    ),
)
def test_pdf_that_does_more_than_show_pages_is_refused(content, code):
    with pytest.raises(RuleViolation) as refusal:
        pdfs.checked(content)

    assert refusal.value.code == code


def test_refused_file_keeps_the_words():
    referral = ReferralFactory()
    hostile = SimpleUploadedFile("a.pdf", pdf(script="app.alert('x')"))

    response = on_link(referral).post(
        url("state", referral), statement(attachments=[hostile])
    )

    assert response.status_code == 422
    assert WORDS in response.content.decode()
    assert not Statement.objects.exists()


def interim(days, referral):
    until = due_after(referral.due_day, days).day
    return Said("Der Statiker fehlt noch.", looking_until=until)


def test_interim_statement_names_a_day_and_keeps_the_case_open():
    referral = ReferralFactory()
    said = interim(5, referral)

    interims.give(referral, said, link=referral.link)

    referral.refresh_from_db()
    referral.idea.refresh_from_db()
    assert (referral.state, referral.due_day) == (
        ReferralState.ACKNOWLEDGED,
        said.looking_until,
    )
    assert referral.idea.next_on == said.looking_until
    assert referral.statements.get().kind == StatementKind.INTERIM


def test_resident_reads_the_day_of_an_interim_statement_not_its_words():
    referral = ReferralFactory()
    interims.give(referral, interim(5, referral))

    titles = [entry.title for entry in way.entries(referral.idea)]

    assert [title for title in titles if title.startswith("Zwischenstand")] != []
    assert not any("Statiker" in title for title in titles)


def test_interim_statement_settles_a_question_of_the_department():
    question = QuestionFactory()
    referral = question.referral

    interims.give(referral, interim(5, referral))

    referral.refresh_from_db()
    referral.idea.refresh_from_db()
    assert (referral.state, referral.paused_at, referral.idea.case) == (
        ReferralState.ACKNOWLEDGED,
        None,
        Case.REFERRED,
    )


@pytest.mark.parametrize(
    ("days", "code"), ((0, "interim_brings_nothing"), (60, "interim_too_late"))
)
def test_interim_statement_stays_between_due_date_and_maximum(days, code):
    referral = ReferralFactory()
    until = due_after(referral.due_day, days).day if days else referral.due_day

    with pytest.raises(RuleViolation) as refusal:
        interims.give(referral, Said("Noch nicht.", looking_until=until))

    assert refusal.value.code == code


def test_interim_statements_are_counted_by_the_rules_of_the_house():
    DepartmentTerms.objects.create(interims=1)
    referral = ReferralFactory()
    interims.give(referral, interim(5, referral))

    with pytest.raises(RuleViolation) as refusal:
        interims.give(referral, interim(5, referral))

    assert refusal.value.code == "interims_used_up"


def test_interim_form_on_a_link():
    referral = ReferralFactory()
    until = due_after(referral.due_day, 3).day.isoformat()
    said = {"text": "Wir messen noch.", "looking_until": until, **WHO}

    response = on_link(referral).post(url("interim", referral), said)

    assert response.status_code == 302
    assert Statement.objects.get().looking_until.isoformat() == until


def test_correction_takes_the_place_of_the_first_statement():
    referral = StatementFactory().referral

    on_link(referral).post(
        url("correct", referral), statement(text="Es werden vier Bänke.")
    )

    counting = statements_on(referral.idea)
    assert [row.text for row in counting] == ["Es werden vier Bänke."]
    assert Statement.objects.count() == 2


def test_interim_statement_never_stands_in_an_answer():
    referral = ReferralFactory()
    interims.give(referral, interim(5, referral))
    responding.state(referral, Said(WORDS, Outcome.PLANNED))

    assert [row.kind for row in statements_on(referral.idea)] == [StatementKind.FINAL]


def test_nothing_is_corrected_once_residents_have_their_answer():
    referral = StatementFactory().referral
    cases.mark_answered(referral.idea, outcome=Outcome.WILL_BE_DONE, by=None)

    response = on_link(referral).post(url("correct", referral), statement())

    assert response.status_code == 422
    assert Statement.objects.count() == 1


def test_form_sent_again_after_closing_adds_nothing():
    referral = StatementFactory().referral

    response = on_link(referral).post(url("state", referral), statement())

    assert response.status_code == 422
    assert Statement.objects.count() == 1
