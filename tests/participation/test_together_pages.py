"""The pages of what is done together: who sees them, what they do, what they never tell."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from commons.clock import berlin_today
from commons.verbs.services import happened
from participation.ideas.enums import Case
from participation.ideas.services import pickup
from participation.moderation.enums import Publication
from participation.networks.enums import Visibility
from participation.pool.enums import ResourceKind, Side
from participation.pool.models import Offer
from participation.together.enums import State
from participation.together.models import Authorship, Undertaking
from tests.clients import STRICT_QUERIES, StrictClient, sign_in as sign_in_client
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory, SubmissionFactory
from tests.factories.networks import make_house, make_network, speaker_of
from tests.factories.together import REPORT, WORDS, make_report, make_undertaking

pytestmark = pytest.mark.django_db
SOON = berlin_today() + timedelta(days=30)
LIST_QUERIES = 5


def page(name, row):
    return reverse(f"together:{name}", args=[row.pk])


def offer_page(idea):
    return reverse("together:idea-offer", args=[idea.number])


def adopt_page(idea):
    return reverse("together:idea-adopt", args=[idea.number])


def post(partner_key, **more):
    return {"key": str(uuid.uuid4()), "partner": partner_key, "words": WORDS} | more


def test_the_spk_finds_who_fits_with_offers_of_the_pool_and_asks(client, sign_in):
    idea, house = IdeaFactory(), make_house()
    Offer.objects.create(
        side=Side.OFFER,
        kind=ResourceKind.TOOL,
        title="Werkzeug für zehn Leute",
        slug="werkzeug",
        text="Hämmer und Sägen.",
        region=idea.region,
        publication=Publication.PUBLISHED,
        submitted_at=idea.submitted_at,
        published_at=idea.submitted_at,
        expires_on=SOON,
    )
    desk = sign_in(client, make_staff())

    html = desk.get(offer_page(idea)).text
    response = desk.post(offer_page(idea), post(f"akteur-{house.pk}"))

    row = Undertaking.objects.get()
    assert house.name in html
    assert "Werkzeug für zehn Leute" in html
    assert response.url == row.get_absolute_url()
    assert (row.actor, row.words, row.state) == (house, WORDS, State.ASKING)


def test_somebody_else_than_the_spk_offers_nothing(client, sign_in):
    idea = IdeaFactory()

    response = sign_in(client, UserFactory()).get(offer_page(idea))

    assert response.status_code == 403


def test_who_speaks_for_a_network_takes_an_idea_up(client, sign_in):
    idea = IdeaFactory()
    network, coordinator = make_network()

    response = sign_in(client, coordinator).post(
        adopt_page(idea), post(f"netzwerk-{network.pk}")
    )

    row = Undertaking.objects.get()
    assert response.url == row.get_absolute_url()
    assert (row.network, row.state) == (network, State.ASKING)


def test_who_speaks_for_nobody_reads_how_it_goes_and_cannot_pretend(client, sign_in):
    idea = IdeaFactory()
    network, _coordinator = make_network()
    neighbour = sign_in(client, UserFactory())

    html = neighbour.get(adopt_page(idea)).text
    response = neighbour.post(adopt_page(idea), post(f"netzwerk-{network.pk}"))

    assert "Dafür sprechen Sie noch für niemanden" in html
    assert response.status_code == 422
    assert not Undertaking.objects.exists()


def test_the_author_finds_the_question_at_the_idea_and_answers(client, sign_in):
    row = make_undertaking(State.ASKING)
    author = sign_in(client, row.idea.author)

    html = author.get(row.idea.get_absolute_url()).text
    author.post(page("consent", row), {"answer": "ja", "words": "Gern!"})

    row.refresh_from_db()
    assert page("consent", row) in html
    assert (row.state, row.consent_words) == (State.OFFERED, "Gern!")
    assert "Sie haben Ja gesagt" in author.get(page("consent", row)).text


def test_who_holds_the_code_answers_without_an_account(client):
    idea = IdeaFactory(author=None)
    SubmissionFactory(
        idea=idea, claim_hash=pickup.hash_of(pickup.code_for(idea.draft_id))
    )
    row = make_undertaking(State.ASKING, idea=idea)
    code = pickup.code_for(idea.draft_id)
    before = client.get(page("consent", row))
    client.post(reverse("ideas:idea-claim"), {"number": idea.number, "code": code})

    client.post(page("consent", row), {"answer": "nein"})

    row.refresh_from_db()
    assert before.status_code == 302
    assert row.state == State.REFUSED


def test_nobody_else_answers_for_the_author(client, sign_in):
    row = make_undertaking(State.ASKING)

    response = sign_in(client, UserFactory()).get(page("consent", row))

    assert response.status_code == 404


def test_a_partner_accepts_reports_and_finishes(client, sign_in):
    row = make_undertaking(State.OFFERED)
    house = sign_in(client, speaker_of(row.actor))

    house.post(
        page("undertaking-accept", row),
        {"report_on": SOON.isoformat(), "joining": "Samstags um zehn am Platz."},
    )
    shown = client.get(row.idea.get_absolute_url()).text
    report = {"key": str(uuid.uuid4()), "text": REPORT, "is_last": "on"}
    house.post(page("undertaking-report", row), report)

    row.refresh_from_db()
    assert "Samstags um zehn am Platz." in shown
    assert row.state == State.FINISHED
    assert REPORT in client.get(row.idea.get_absolute_url()).text


def test_a_report_names_the_next_day_unless_it_is_the_last(client, sign_in):
    row = make_undertaking()
    house = sign_in(client, speaker_of(row.actor))

    response = house.post(
        page("undertaking-report", row), {"key": str(uuid.uuid4()), "text": REPORT}
    )

    assert response.status_code == 422
    assert "Wann hören alle wieder von Ihnen?" in response.text


@pytest.mark.parametrize(
    ("state", "end"),
    (
        (State.OFFERED, State.DECLINED),
        (State.RUNNING, State.GIVEN_UP),
    ),
)
def test_a_partner_ends_it_with_a_reason(client, sign_in, state, end):
    row = make_undertaking(state)
    house = sign_in(client, speaker_of(row.actor))

    house.post(page("undertaking-end", row), {"reason": "Uns fehlen die Leute."})

    row.refresh_from_db()
    assert (row.state, row.ended_reason) == (end, "Uns fehlen die Leute.")


def test_the_spk_writes_the_answer_from_the_last_report(client, sign_in):
    row = make_undertaking(State.FINISHED)
    make_report(row, is_last=True)
    desk = sign_in(client, make_staff())

    html = desk.get(page("undertaking-conclude", row)).text
    response = desk.post(
        page("undertaking-conclude", row), {"text": "Alles steht.", "support": "Holz."}
    )
    preview = desk.get(response.url)

    assert REPORT in html
    assert response.url == reverse("referrals:answer-preview", args=[row.idea.number])
    assert "Alles steht." in preview.text


PAGES = (
    "undertaking-show",
    "undertaking-accept",
    "undertaking-end",
    "undertaking-report",
    "undertaking-joining",
    "undertaking-conclude",
)
SEEN = {
    # A page that is there and refuses says 403; what one may not know of is 404.
    "stranger": dict.fromkeys(PAGES, 404),
    "member": dict.fromkeys(PAGES, 403) | {"undertaking-show": 200},
    "owner": dict.fromkeys(PAGES, 200) | {"undertaking-conclude": 403},
    "author": dict.fromkeys(PAGES, 403) | {"undertaking-show": 200},
    "spk": dict.fromkeys(PAGES, 403)
    | {"undertaking-show": 200, "undertaking-end": 200, "undertaking-conclude": 302},
}


@pytest.mark.parametrize("who", SEEN)
def test_each_side_reaches_its_own_pages(client, sign_in, who):
    row = make_undertaking()
    people = {
        "stranger": UserFactory,
        "member": lambda: speaker_of(row.actor, level="member"),
        "owner": lambda: speaker_of(row.actor),
        "author": lambda: row.idea.author,
        "spk": make_staff,
    }
    person = sign_in(client, people[who]())

    found = {name: person.get(page(name, row)).status_code for name in PAGES}

    assert found == SEEN[who]


def test_a_network_that_hides_leaves_no_trace_where_its_ideas_are(client, sign_in):
    network, coordinator = make_network(name="Runde Zaunkönig")
    idea = IdeaFactory(case=Case.OPEN)
    row = make_undertaking(idea=idea, network=network)
    make_report(row)
    before = client.get(idea.get_absolute_url()).text
    network.visibility, network.joining = Visibility.HIDDEN, "invitation"
    network.save(update_fields=["visibility", "joining"])
    happened("network.changed", network, by=coordinator)

    desk, author = make_staff(), idea.author
    shown = [
        sign_in(client, person).get(idea.get_absolute_url()).text
        for person in (desk, author, UserFactory())
    ]
    pages = [
        sign_in(client, person).get(row.get_absolute_url()).status_code
        for person in (desk, author, coordinator)
    ]

    assert "Runde Zaunkönig" in before
    assert [REPORT in html or "Zaunkönig" in html for html in shown] == [False] * 3
    assert pages == [404, 404, 200]


def test_an_idea_that_left_the_public_is_not_handed_out(client, sign_in):
    row = make_undertaking(idea=IdeaFactory(publication=Publication.HIDDEN))

    response = sign_in(client, speaker_of(row.actor)).get(row.get_absolute_url())

    assert response.status_code == 404


@pytest.mark.parametrize("number", (1, 30))
def test_ones_own_list_costs_the_same_with_many(
    client, sign_in, django_assert_num_queries, number
):
    house = make_house()
    person = speaker_of(house)
    for _ in range(number):
        make_undertaking(actor=house)
    sign_in(client, person)

    with django_assert_num_queries(LIST_QUERIES + STRICT_QUERIES):
        html = client.get(reverse("together:undertaking-list")).text

    assert html.count("wird gemeinsam gemacht") == number


def test_a_hidden_network_sings_on_no_page_about_what_it_carries():
    network, _coordinator = make_network(Visibility.HIDDEN, name="Runde Zaunkönig")
    row = make_undertaking(
        idea=IdeaFactory(case=Case.OPEN), network=network, words="Tirili, ihr Bänke."
    )
    make_report(row, text="Tirili, es geht voran.")
    now = row.begun_at
    Authorship.objects.create(
        network=network, idea=row.idea, draft_key=uuid.uuid4(), begun_at=now
    )
    numbered = [row.idea.number]
    paths = [
        row.idea.get_absolute_url(),
        row.get_absolute_url(),
        f"{offer_page(row.idea)}?q=Zaun",
        adopt_page(row.idea),
        page("consent", row),
        page("undertaking-conclude", row),
        reverse("together:undertaking-list"),
        reverse("together:authorship-create", args=[f"netzwerk-{network.pk}"]),
        reverse("casework:case-show", args=numbered),
        reverse("followups:today"),
        "/konto/daten/",
        "/suche/?q=voran",
    ]

    singing = [
        (who, path)
        for who, person in (
            ("anonymous", None),
            ("stranger", UserFactory()),
            ("author", row.idea.author),
            ("spk", make_staff()),
        )
        for path in paths
        if _is_heard(sign_in_as(person).get(path))
    ]

    assert singing == []


def sign_in_as(person):
    return sign_in_client(StrictClient(), person) if person else StrictClient()


def _is_heard(response):
    return "Zaunkönig" in response.text or "Tirili" in response.text
