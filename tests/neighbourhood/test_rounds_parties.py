"""The department's page of a round, on the link of a mail and with an account."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commons.accounts.visitors import Visitor
from commons.links import services as links
from neighbourhood.rounds.enums import PartyState, RoundState, StatementSource
from neighbourhood.rounds.models import RoundMessage, RoundStatement
from neighbourhood.rounds.queries import rounds
from neighbourhood.rounds.services import taking_part
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.rounds import make_member, make_round, party_of
from tests.pdfs import pdf

pytestmark = pytest.mark.django_db

PDF = pdf()
STATEMENT = {"position": "agree", "text": "Das passt.", "reference": "SGA 3"}


def url(name, party):
    return reverse(f"rounds:{name}", args=[party.pk])


def link_of(party):
    return reverse("rounds:link-show", args=[links.token_of(party.link)])


@pytest.fixture
def party():
    return party_of(make_round())


@pytest.fixture
def on_link(client, party):
    client.post(link_of(party))
    return client


def test_the_link_says_nothing_until_somebody_presses_the_button(client, party):
    page = client.get(link_of(party)).content.decode()
    party.refresh_from_db()
    assert (party.read_at, party.state) == (None, PartyState.INVITED)
    assert party.round.title not in page

    response = client.post(link_of(party))

    party.refresh_from_db()
    assert response.headers["Location"] == url("party-show", party)
    assert party.state == PartyState.READ
    assert party.round.title in client.get(url("party-show", party)).content.decode()


def test_a_department_states_declines_and_talks_on_its_link(on_link, party):
    on_link.post(url("party-say", party), {"message": "Eine Frage an alle."})
    on_link.post(url("party-state", party), STATEMENT)

    statement = RoundStatement.objects.get(party=party)
    assert (statement.source, statement.link) == (StatementSource.LINK, party.link)
    assert RoundMessage.objects.get(round=party.round).party == party
    page = on_link.get(url("party-show", party)).content.decode()
    assert "Danke, Ihre Stellungnahme ist da" in page
    assert "Eine Frage an alle." in page


def test_declining_needs_a_reason(on_link, party):
    empty = on_link.post(url("party-decline", party), {"reason": " "})
    on_link.post(url("party-decline", party), {"reason": "Nicht unser Gebiet."})

    party.refresh_from_db()
    assert empty.status_code == 422
    assert (party.state, party.reason) == (PartyState.DECLINED, "Nicht unser Gebiet.")


def test_all_read_what_all_say(client, party):
    other = party.round.parties.exclude(pk=party.pk).get()
    taking_part.state(other, taking_part.Said("object", "Das geht so nicht."))
    client.post(link_of(party))

    page = client.get(url("party-show", party)).content.decode()

    assert "Das geht so nicht." in page
    assert "nicht einverstanden" in page
    assert other.department.name in page


def test_a_member_reads_and_states_with_an_account(client, sign_in, party):
    member = make_member(party.department)
    sign_in(client, member)

    client.get(url("party-show", party))
    party.refresh_from_db()
    assert party.state == PartyState.INVITED
    client.post(url("party-read", party))
    client.post(url("party-state", party), STATEMENT)

    statement = RoundStatement.objects.get(party=party)
    party.refresh_from_db()
    assert (statement.source, statement.stated_by) == (StatementSource.ACCOUNT, member)
    assert party.read_at is not None


def test_papers_go_to_all_in_the_round_and_to_nobody_else(client, party):
    other = party.round.parties.exclude(pk=party.pk).get()
    client.post(link_of(party))
    paper = SimpleUploadedFile("Lageplan.pdf", PDF, "application/pdf")
    client.post(url("party-state", party), {**STATEMENT, "papers": [paper]})
    file = RoundStatement.objects.get(party=party).files.get()

    def ask(reader, place):
        address = reverse("rounds:party-file", args=[place.pk, file.key])
        return reader.get(address)

    assert ask(client, party).content == PDF
    client.post(link_of(other))
    assert ask(client, other).content == PDF
    stranger = party_of(make_round())
    client.post(link_of(stranger))
    assert ask(client, stranger).status_code == 404
    client.cookies.clear()
    assert ask(client, party).status_code == 302
    assert client.get(file.get_absolute_url()).status_code == 404


def test_staff_read_the_papers_by_their_own_address(client, sign_in, party):
    paper = SimpleUploadedFile("Lageplan.pdf", PDF, "application/pdf")
    client.post(link_of(party))
    client.post(url("party-state", party), {**STATEMENT, "papers": [paper]})
    file = RoundStatement.objects.get(party=party).files.get()
    client.cookies.clear()
    sign_in(client, make_staff())

    assert client.get(file.get_absolute_url()).content == PDF


@pytest.mark.parametrize(
    "content",
    (b"<script>alert(1)</script>", b"", b"MZ\x90", pdf(script="app.alert(1)")),
    ids=("page", "nothing", "program", "active"),
)
def test_other_papers_are_refused_and_the_words_stay(on_link, party, content):
    paper = SimpleUploadedFile("plan.pdf", content, "application/pdf")

    response = on_link.post(url("party-state", party), {**STATEMENT, "papers": [paper]})

    assert response.status_code == 422
    assert not RoundStatement.objects.exists()


VISITORS = ("nobody", "resident", "member_elsewhere", "moderator", "other_link")
POSTS = {
    "party-read": {},
    "party-state": STATEMENT,
    "party-decline": {"reason": "Nein."},
    "party-say": {"message": "Ein Wort."},
}


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("visitor", VISITORS)
def test_nobody_else_speaks_for_a_department(client, sign_in, party, visitor, name):
    if visitor == "resident":
        sign_in(client, UserFactory())
    elif visitor == "member_elsewhere":
        sign_in(client, make_member())
    elif visitor == "moderator":
        sign_in(client, make_staff())
    elif visitor == "other_link":
        client.post(link_of(party.round.parties.exclude(pk=party.pk).get()))

    response = client.post(url(name, party), POSTS[name])

    party.refresh_from_db()
    assert party.state == PartyState.INVITED
    assert not RoundMessage.objects.exists()
    if visitor in {"nobody", "other_link"}:
        assert response.headers["Location"].startswith(reverse("account_login"))
    else:
        assert response.status_code == 404


def test_a_revoked_link_opens_nothing_any_more(on_link, party):
    links.revoke(party.link)

    # Whose link has ended learns that, as behind the link itself.
    assert on_link.get(url("party-show", party)).status_code == 404
    on_link.post(url("party-state", party), STATEMENT)
    assert not RoundStatement.objects.exists()


def test_the_result_stays_readable_on_the_link(client):
    row = make_round(state=RoundState.CLOSED)
    party = party_of(row)
    client.post(link_of(party))

    page = client.get(url("party-show", party)).content.decode()

    assert "Alle sind einverstanden" in page
    assert url("party-state", party) not in page


@pytest.mark.parametrize("count", (1, 30))
def test_the_page_costs_the_same_with_one_and_with_thirty(
    client, count, django_assert_num_queries
):
    row = make_round(*DepartmentFactory.create_batch(count))
    for each in row.parties.all():
        taking_part.state(each, taking_part.Said("agree", "Ja."))
    party = party_of(row)
    client.post(link_of(party))
    client.get(url("party-show", party))

    with django_assert_num_queries(15):
        client.get(url("party-show", party))


@pytest.mark.parametrize("count", (1, 30))
def test_rounds_stand_beside_the_cases_of_a_department(
    client, sign_in, count, django_assert_num_queries
):
    office = DepartmentFactory()
    member = make_member(office)
    for number in range(count):
        make_round(office, title=f"Runde {number}")
    visitor = Visitor(user=member)
    assert visitor.department_ids == {office.pk}

    with django_assert_num_queries(1):
        parties = rounds.inbox(visitor)
    page = sign_in(client, member).get(reverse("referrals:department-inbox"))

    assert len(parties) == count
    assert page.content.decode().count("/amt/runde/") == count
