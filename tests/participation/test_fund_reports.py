"""A year of a house or a network: its figures, on the page and in both files."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from commons.accounts.visitors import Visitor
from commons.clock import BERLIN
from participation.networks.enums import Visibility
from participation.networks.services import dates
from participation.pool.models import Headcount, Offer
from participation.pool.queries import reports
from participation.pool.services import booking as bookings, reports as services
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.meetings import want
from tests.factories.networks import (
    coordinator_of,
    make_house,
    make_network,
    member_of,
    speaker_of,
)
from tests.factories.pool import OfferFactory, make_booking
from tests.factories.posts import said

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 12, tzinfo=BERLIN)


@pytest.fixture(autouse=True)
def _november():
    with time_machine.travel(NOW, tick=False):
        yield


def held(network, *days, by):
    meeting = dates.Meeting(title="Runde", minutes=90, place_text="Hof")
    return dates.set_dates(network, meeting, days=days, at=time(18), by=by)


def at(side, subject, name="report-show", year=2026):
    return f"{reverse(f'pool:{name}', args=[side, subject.pk])}?jahr={year}"


def test_a_network_reports_what_took_place_that_year():
    network, coordinator = make_network(Visibility.MEMBERS)
    spring, summer, _next = held(
        network, date(2026, 3, 3), date(2026, 6, 2), date(2026, 12, 1), by=coordinator
    )
    off = held(network, date(2026, 4, 7), by=coordinator)[0]
    held(network, date(2025, 3, 3), by=coordinator)
    dates.cancel(off, by=coordinator)
    services.count_heads({spring.pk: 14, summer.pk: None}, by=coordinator)
    said(network, by=coordinator)
    want(network, by=coordinator)

    report = reports.report_of(network, 2026, Visitor(coordinator))

    assert [row.pk for row in report.dates] == [spring.pk, summer.pk]
    assert (report.participants, report.counted) == (14, 1)
    assert (len(report.posts), report.concerns, report.answered) == (1, 1, 0)
    assert report.members == 1


def test_a_house_reports_its_networks_loans_and_posts():
    house = make_house()
    owner = speaker_of(house)
    network, coordinator = make_network()
    coordinator_of(network, actor=house)
    held(network, date(2026, 3, 3), by=coordinator)
    other, its_coordinator = make_network()
    member_of(other, actor=house)
    held(other, date(2026, 3, 4), by=its_coordinator)
    room = OfferFactory(actor=house, author=owner, title="Saal")
    booking = make_booking(room)
    bookings.confirm(booking, by=owner)
    said(network, by=owner, actor=house)
    said(network, by=coordinator)

    report = reports.report_of(house, 2026, Visitor(owner))

    assert [row.network for row in report.dates] == [network]
    assert len(report.posts) == 1
    (loan,) = report.loans
    length = booking.ends_at - booking.starts_at
    assert (loan.title, loan.times, loan.hours) == (
        "Saal",
        1,
        round(length / timedelta(hours=1)),
    )


def test_a_network_counts_loans_of_the_houses_that_belonged_to_it():
    network, coordinator = make_network()
    for name, left_at in (("Haus", None), ("Hof", NOW), ("Laden", NOW.replace(2025))):
        house = make_house(name=name)
        member_of(network, actor=house)
        rows = network.memberships.filter(actor=house)
        rows.update(joined_at=NOW.replace(2024), left_at=left_at)
        room = OfferFactory(actor=house, title=f"Saal im {name}")
        bookings.confirm(make_booking(room), by=room.author)
    visitor = Visitor(coordinator)

    loans = reports.report_of(network, 2026, visitor).loans
    Offer.objects.filter(title="Saal im Hof").update(publication="withdrawn")
    public = reports.report_of(network, 2026, visitor).loans

    assert [loan.title for loan in loans] == ["Saal im Haus", "Saal im Hof"]
    assert [loan.title for loan in public] == ["Saal im Haus"]


def test_a_house_that_has_left_reads_no_titles_from_inside():
    house = make_house()
    owner = speaker_of(house)
    network, _coordinator = make_network(Visibility.HIDDEN)
    member_of(network, actor=house)
    said(network, by=owner, actor=house, title="Kanarienvogel")

    network.memberships.filter(actor=house).update(left_at=NOW)

    assert reports.report_of(house, 2026, Visitor(owner)).posts == []


@pytest.mark.parametrize(
    ("visibility", "status"),
    ((Visibility.OPEN, 403), (Visibility.MEMBERS, 403), (Visibility.HIDDEN, 404)),
)
def test_who_does_not_coordinate_gets_no_report(client, sign_in, visibility, status):
    network, _coordinator = make_network(visibility)
    for person in (UserFactory(), make_staff()):
        sign_in(client, person)
        for name in ("report-show", "report-docx", "report-xlsx"):
            assert client.get(at("netzwerk", network, name)).status_code == status


def test_heads_are_counted_on_the_page(client, sign_in):
    network, coordinator = make_network()
    row = held(network, date(2026, 3, 3), by=coordinator)[0]
    sign_in(client, coordinator)

    client.post(at("netzwerk", network, "report-count"), {f"termin-{row.pk}": "11"})

    assert Headcount.objects.get().number == 11
    assert client.get(at("netzwerk", network)).context["report"].participants == 11
    client.post(at("netzwerk", network, "report-count"), {f"termin-{row.pk}": ""})
    assert not Headcount.objects.exists()


def test_heads_of_others_are_not_counted(client, sign_in):
    network, coordinator = make_network()
    other, its_coordinator = make_network()
    row = held(other, date(2026, 3, 3), by=its_coordinator)[0]
    sign_in(client, coordinator)

    client.post(at("netzwerk", network, "report-count"), {f"termin-{row.pk}": "11"})

    assert not Headcount.objects.exists()


def test_both_files_say_what_the_page_says(client, sign_in):
    network, coordinator = make_network(name="Kiezrunde am Anger")
    row = held(network, date(2026, 3, 3), by=coordinator)[0]
    services.count_heads({row.pk: 14}, by=coordinator)
    sign_in(client, coordinator)

    sheets = client.get(at("netzwerk", network, "report-xlsx"))
    paper = client.get(at("netzwerk", network, "report-docx"))

    book = load_workbook(BytesIO(sheets.content))
    assert book.sheetnames == ["Zahlen", "Termine", "Ausleihen", "Beiträge"]
    assert [cell.value for cell in book["Termine"][2]][1:] == [
        "Runde",
        "Kiezrunde am Anger",
        "Hof",
        14,
    ]
    with ZipFile(BytesIO(paper.content)) as archive:
        text = archive.read("word/document.xml").decode()
    for words in ("Jahresbericht 2026: Kiezrunde am Anger", "3. März 2026", "14"):
        assert words in text


@pytest.mark.parametrize("year", ("1999", "2999", "abc", "9" * 30))
def test_a_year_nobody_reports_on_is_this_one(client, sign_in, year):
    network, coordinator = make_network()
    sign_in(client, coordinator)

    assert client.get(at("netzwerk", network, year=year)).context["report"].year == 2026


def test_no_other_side_has_a_year(client, sign_in):
    network, coordinator = make_network()
    sign_in(client, coordinator)

    assert client.get(at("idee", network)).status_code == 404


@pytest.mark.parametrize("number", (1, 30))
def test_a_report_costs_the_same_for_one_and_thirty(django_assert_num_queries, number):
    network, coordinator = make_network()
    for day in range(number):
        held(network, date(2026, 3, 1) + timedelta(days=day), by=coordinator)
        said(network, by=coordinator)
    visitor = Visitor(coordinator)
    reports.report_of(network, 2026, visitor)

    with django_assert_num_queries(QUERIES):
        reports.report_of(network, 2026, visitor)


QUERIES = 5
