"""Applications for money: written by form, taken along as files, read by nobody else."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from pypdf import PdfReader

from commons.accounts.services import own_data
from commons.clock import berlin_today
from commons.errors import RuleViolation
from participation.actors.enums import Level
from participation.pool import application_states
from participation.pool.enums import ApplicationState
from participation.pool.forms.funds import ApplicationForm
from participation.pool.models import FundingApplication
from participation.pool.services import applications
from participation.pool.services.applications import Contact
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.funds import make_application, make_call, make_plan
from tests.factories.networks import make_house, speaker_of

pytestmark = pytest.mark.django_db


def url(name, row):
    return reverse(f"pool:application-{name}", args=[row.pk])


def filled(**more):
    day = berlin_today() + timedelta(days=60)
    return {
        "title": "Bänke für den Hof",
        "purpose": "Damit sich alle setzen können.",
        "kind": "Wir kaufen Bänke.",
        "extent": "",
        "from_on": day.isoformat(),
        "until_on": day.isoformat(),
        "costs": "Farbe und Pinsel: 180,50\nZwei Bänke 1.250 €",
        "own_share": "200",
        "contact_name": "Kiezrunde",
        "contact_email": "kiezrunde@example.org",
        "contact_phone": "",
        **more,
    }


def test_a_form_becomes_a_paper(client, sign_in):
    call, person = make_call(), UserFactory()
    sign_in(client, person)

    response = client.post(url("create", call), filled())

    row = FundingApplication.objects.get()
    assert response.headers["Location"] == row.get_absolute_url()
    assert list(row.costs.values_list("label", "amount")) == [
        ("Farbe und Pinsel", Decimal("180.50")),
        ("Zwei Bänke", Decimal("1250.00")),
    ]
    assert (row.user, row.state) == (person, ApplicationState.WRITING)


def test_the_pdf_says_what_the_form_said(client, sign_in):
    row = make_application()
    sign_in(client, row.user)

    response = client.get(url("pdf", row))

    pdf = PdfReader(BytesIO(response.content))
    text = "".join(page.extract_text() for page in pdf.pages)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    for words in ("Bänke für den Hof", "Zwei Bänke", "1.430,50", "1.230,50"):
        assert words in text
    assert row.call.title in text
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_the_word_file_says_it_too(client, sign_in):
    row = make_application()
    sign_in(client, row.user)

    response = client.get(url("docx", row))

    with ZipFile(BytesIO(response.content)) as archive:
        text = archive.read("word/document.xml").decode()
    for words in ("Zweck", "Zwei Bänke", "1.230,50", "030 1234567"):
        assert words in text
    # The signs of the markup are none of the words.
    assert "setzen können." in text


def test_no_form_asks_for_bank_data():
    names = " ".join(ApplicationForm.base_fields).lower()
    columns = " ".join(field.name for field in FundingApplication._meta.fields)

    assert not {"iban", "bic", "konto", "bank"} & set(f"{names} {columns}".split())


@pytest.mark.parametrize(
    ("costs", "found"),
    (
        ("Farbe: 10", [("Farbe", Decimal(10))]),
        ("Farbe = 10,5 €", [("Farbe", Decimal("10.5"))]),
        ("Saal, 2 Abende 1.200,00 EUR", [("Saal, 2 Abende", Decimal(1200))]),
        ("Saal 1200.50 Euro", [("Saal", Decimal("1200.5"))]),
        ("\n Farbe; 3 \n\n", [("Farbe", Decimal(3))]),
        ("Farbe", None),
        ("10", None),
        ("Farbe: 0", None),
        ("Farbe: 1,2,3", None),
        ("Farbe: 99999999", None),
        ("\n".join(f"Ding {each}: 1" for each in range(21)), None),
    ),
)
def test_a_line_ends_with_its_price(costs, found):
    form = ApplicationForm(filled(costs=costs, own_share=""))
    form.is_valid()

    assert form.cleaned_data.get("costs") == found


@pytest.mark.parametrize(
    ("changed", "field"),
    (
        ({"until_on": "2020-01-01"}, "until_on"),
        ({"own_share": "5000"}, "own_share"),
        ({"own_share": "-1"}, "own_share"),
        ({"contact_email": "keine"}, "contact_email"),
        ({"purpose": ""}, "purpose"),
    ),
)
def test_what_no_funder_could_read_is_refused(client, sign_in, changed, field):
    call = make_call()
    sign_in(client, UserFactory())

    response = client.post(url("create", call), filled(**changed))

    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_nobody_else_reads_it(client, sign_in):
    row = make_application()
    for person in (UserFactory(), make_staff()):
        sign_in(client, person)
        for name in ("show", "edit", "pdf", "docx"):
            assert client.get(url(name, row)).status_code == 404
        assert client.post(url("delete", row)).status_code == 404
    assert FundingApplication.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(
    ("level", "status"), ((Level.OWNER, 200), (Level.EDITOR, 200), (Level.MEMBER, 404))
)
def test_who_speaks_for_the_house_goes_on_writing(client, sign_in, level, status):
    house = make_house()
    row = make_application(by=speaker_of(house), actor=house)
    sign_in(client, speaker_of(house, level=level))

    assert client.get(url("show", row)).status_code == status


def test_a_house_one_does_not_speak_for_is_no_choice(client, sign_in):
    call, foreign = make_call(), make_house()
    person = speaker_of(make_house(name="Werkstatt im Hof"))
    sign_in(client, person)

    response = client.post(url("create", call), filled(actor=foreign.pk))

    assert response.status_code == 422
    assert not FundingApplication.objects.exists()


def test_what_was_sent_stands_as_it_was_sent():
    row = make_application()
    applications.note(row, ApplicationState.SENT, on=berlin_today(), by=row.user)

    with pytest.raises(RuleViolation) as refusal:
        applications.change(row, make_plan(), version=1, by=row.user)

    assert refusal.value.code == "sent"


def test_two_windows_lose_no_words():
    row = make_application()
    applications.change(row, make_plan(title="Neu"), version=1, by=row.user)

    with pytest.raises(RuleViolation) as refusal:
        applications.change(row, make_plan(title="Alt"), version=1, by=row.user)

    assert refusal.value.code == "version_changed"


def test_what_became_of_it_is_entered_by_hand(client, sign_in):
    row = make_application()
    sign_in(client, row.user)
    today = berlin_today().isoformat()

    client.post(url("note", row), {"state": "sent", "state_on": today})
    client.post(
        url("note", row), {"state": "granted", "state_on": today, "granted": "1000"}
    )
    wrong = client.post(url("note", row), {"state": "writing", "state_on": today})

    row.refresh_from_db()
    assert (row.state, row.granted) == (ApplicationState.GRANTED, Decimal(1000))
    assert wrong.status_code == 422


@pytest.mark.parametrize("name", ("title", "purpose", "extent", "contact_name"))
@pytest.mark.parametrize(
    "account", ("DE89 3704 0044 0532 0130 00", "de1212345678123456")
)
def test_an_account_number_is_not_taken_in(name, account):
    form = ApplicationForm(filled(**{name: f"Konto {account}"}))

    assert list(form.errors) == [name]


def test_prices_hide_no_account_number():
    form = ApplicationForm(filled(costs="Konto DE89370400440532013000: 12"))

    assert list(form.errors) == ["costs"]


def test_only_what_may_come_next_is_offered(client, sign_in):
    row = make_application()
    sign_in(client, row.user)

    page = client.get(url("show", row))

    offered = [value for value, _label in page.context["form"].fields["state"].choices]
    assert offered == [ApplicationState.SENT, ApplicationState.DROPPED]


def test_whoever_leaves_the_house_leaves_its_papers(client, sign_in):
    house = make_house()
    writer = speaker_of(house)
    row = make_application(by=writer, actor=house)
    house.memberships.filter(user=writer).delete()
    sign_in(client, writer)

    assert client.get(url("show", row)).status_code == 404


def test_an_account_goes_with_its_own_papers_alone():
    house, writer, colleague = make_house(), UserFactory(), UserFactory()
    make_application(by=writer)
    contact = Contact("Haus", writer.email, "030 1")
    kept = make_application(by=writer, actor=house, contact=contact)
    others = make_application(by=colleague, actor=house)

    own_data.erase(writer)

    kept.refresh_from_db()
    others.refresh_from_db()
    assert list(FundingApplication.objects.order_by("pk")) == [kept, others]
    assert (kept.user, kept.contact_name, kept.contact_email) == (None, "", "")
    assert (others.user, others.contact_name) == (colleague, "Kiezrunde")


def test_the_states_are_a_graph():
    reached = {application_states.INITIAL}
    for _each in ApplicationState:
        reached |= {
            then for now in reached for then in application_states.MAY_FOLLOW[now]
        }

    assert reached == set(ApplicationState)


def test_a_call_that_is_over_takes_nothing_new(client, sign_in):
    call = make_call(closes_on=berlin_today() - timedelta(days=1))
    sign_in(client, UserFactory())

    form = client.get(url("create", call))
    response = client.post(url("create", call), filled())

    assert form.headers["Location"] == call.get_absolute_url()
    assert response.status_code == 422
    assert "beendet" in response.text


def test_it_is_gone_when_its_writer_says_so(client, sign_in):
    row = make_application()
    sign_in(client, row.user)

    client.post(url("delete", row))

    assert not FundingApplication.objects.exists()


@pytest.mark.parametrize("number", (1, 30))
def test_the_list_costs_the_same_for_one_and_thirty(
    client, sign_in, django_assert_num_queries, number
):
    call, person = make_call(), UserFactory()
    for _each in range(number):
        make_application(call, by=person)
    sign_in(client, person)
    client.get(reverse("pool:application-list"))

    with django_assert_num_queries(QUERIES):
        client.get(reverse("pool:application-list"))


QUERIES = 10
