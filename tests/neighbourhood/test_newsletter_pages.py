"""The pages of those who write Rundbriefe: who may, what they do, what they cost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.followups.registry import sections
from commons.terms.queries import current
from neighbourhood.newsletters.enums import NewsletterState
from neighbourhood.newsletters.forms.composing import NewsForm
from neighbourhood.newsletters.models import Newsletter, NewsletterTerms, Rhythm
from neighbourhood.newsletters.services import sending
from neighbourhood.pages.models import Page
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import make_regional_moderator
from tests.neighbourhood.reading_letters import here, published, subscribed
from tests.neighbourhood.writing_letters import (
    DESK,
    ago,
    draft,
    page,
    readers,
    released,
    titles,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_alone")]


@pytest.fixture
def desk(client, editor, sign_in):
    return sign_in(client, editor)


def today_of(user):
    from commons.accounts.visitors import visitor_for  # noqa: PLC0415 -- read once

    (section,) = (known for known in sections() if known.key == "newsletters")
    return list(section.items(visitor_for(user)))


@pytest.mark.parametrize(
    ("role", "status"),
    (
        (Role.MODERATOR, 200),
        (Role.COORDINATOR, 200),
        (Role.DATA_EDITOR, 403),
        (Role.ADMIN, 403),
        (None, 403),
    ),
)
def test_moderators_and_coordinators_write_rundbriefe(client, sign_in, role, status):
    newsletter = released()
    sending.run(newsletter.pk)
    user = make_staff(role) if role else UserFactory()

    pages = [DESK, f"{DESK}neu/buch/", f"{DESK}{newsletter.pk}/"]

    sign_in(client, user)
    assert {client.get(address).status_code for address in pages} == {status}


def test_elsewhere_one_reads_what_is_public_and_finds_no_draft(client, sign_in):
    newsletter, out = draft(), published()
    sign_in(client, make_regional_moderator(here("buch")))

    assert [
        client.get(f"{DESK}{newsletter.pk}/").status_code,
        client.get(f"{DESK}{out.pk}/").status_code,
        client.get(f"{DESK}neu/pankow-zentrum/").status_code,
        client.post(f"{DESK}{out.pk}/anhalten/").status_code,
    ] == [404, 403, 403, 403]


def test_a_new_one_begins_behind_the_last_and_collects(desk):
    row = page()
    published(period_to=berlin_today() - timedelta(days=5))
    address = f"{DESK}neu/pankow-zentrum/"

    form = desk.get(address).context["form"]
    span = {"period_from": form.initial["period_from"], "period_to": berlin_today()}
    response = desk.post(address, span, follow=True)

    newsletter = Newsletter.objects.get(state=NewsletterState.DRAFT)
    assert newsletter.period_from == berlin_today() - timedelta(days=4)
    assert response.redirect_chain == [(f"{DESK}{newsletter.pk}/", 302)]
    assert row.title in response.content.decode()


def test_pieces_move_by_buttons_alone(desk, editor):
    first, second = page(1), page(2)
    newsletter = draft(by=editor)

    def press(row, action):
        item = newsletter.items.get(target_id=row.pk)
        address = f"{DESK}{newsletter.pk}/stuecke/{item.pk}/"
        return desk.post(address, {"action": action}, follow=True)

    moved = press(second, "hoch")
    assert titles(newsletter) == [[second.title, first.title]]
    assert 'hx-target="#stuecke"' in moved.content.decode()
    press(first, "raus")
    assert titles(newsletter) == [[second.title]]
    press(first, "rein")
    press(second, "runter")
    press(second, "weg")
    press(second, "erfunden")
    assert titles(newsletter) == [[first.title, second.title]]


def test_what_fell_away_is_named_on_the_page(desk, editor):
    row = page(title="Der gesperrte Steg")
    newsletter = draft(by=editor)
    Page.objects.filter(pk=row.pk).update(is_published=False)

    said = desk.get(f"{DESK}{newsletter.pk}/").content.decode()

    assert "Ein Stück ist nicht mehr öffentlich und fällt weg:" in said
    assert "Der gesperrte Steg" in said


def test_whoever_saves_second_sees_the_other_version_and_may_save_then(desk, editor):
    newsletter = draft(by=editor, intro="Von der Kollegin.", version=2)
    address = f"{DESK}{newsletter.pk}/kopf/"
    words = {
        "title": "Neues",
        "intro": "Von mir.",
        "period_from": newsletter.period_from,
        "period_to": newsletter.period_to,
    }

    refused = desk.post(address, words | {"version": 1})
    said = refused.content.decode()
    assert (refused.status_code, "Von der Kollegin." in said, "Von mir." in said) == (
        422,
        True,
        True,
    )
    assert 'name="version" value="2"' in said
    assert desk.post(address, words | {"version": 2}).status_code == 302
    newsletter.refresh_from_db()
    assert newsletter.intro == "Von mir."


def test_own_words_and_news_are_written_on_pages_of_their_own(desk, editor):
    row = page()
    newsletter = draft(by=editor)
    item = newsletter.items.get(target_id=row.pk)
    base = f"{DESK}{newsletter.pk}/"

    worded = desk.post(
        f"{base}stuecke/{item.pk}/worte/", {"text": "Kurz.", "version": 1}
    )
    told = desk.post(
        f"{base}meldungen/neu/", {"title": "Fest", "text": "Samstag.", "link": ""}
    )
    news = newsletter.items.get(section="own")
    changed = desk.post(
        f"{base}meldungen/{news.pk}/",
        {"title": "Fest", "text": "Sonntag.", "link": "", "version": 1},
    )
    late = desk.post(
        f"{base}meldungen/{news.pk}/",
        {"title": "Fest", "text": "Montag.", "link": "", "version": 1},
    )

    statuses = [answer.status_code for answer in (worded, told, changed, late)]
    assert statuses == [302, 302, 302, 422]
    assert "Sonntag." in late.content.decode()
    item.refresh_from_db()
    assert item.text == "Kurz."


def test_the_preview_shows_page_and_mail_and_sends_nothing(desk, editor):
    newsletter = draft(by=editor, intro="Guten Tag, **alle**.")

    shown = desk.get(f"{DESK}{newsletter.pk}/vorschau/").content.decode()
    framed = desk.get(f"{DESK}{newsletter.pk}/vorschau/mail/")
    mail = desk.get(f"{DESK}{newsletter.pk}/vorschau/mail/inhalt/")

    assert "Guten Tag, <strong>alle</strong>." in shown
    assert (
        f'src="{DESK}{newsletter.pk}/vorschau/mail/inhalt/"' in framed.content.decode()
    )
    assert "Guten Tag, <strong>alle</strong>." in mail.content.decode()
    assert "sandbox" in mail.headers["Content-Security-Policy"]
    assert mail.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert not Delivery.objects.exists()


def test_released_on_one_page_watched_on_another(desk, editor):
    readers(2)
    newsletter = draft(by=editor, intro="Guten Tag.")
    address = f"{DESK}{newsletter.pk}/"

    look = desk.get(f"{address}freigeben/").content.decode()
    seen = {"when": "jetzt", "changes": newsletter.changes}
    early = desk.post(f"{address}freigeben/", seen | {"changes": 7})
    done = desk.post(f"{address}freigeben/", seen)
    sending.run(newsletter.pk)
    watched = desk.get(address).content.decode()

    assert ("2 Abos" in look, early.status_code, done.status_code) == (True, 422, 302)
    assert 'hx-trigger="every 3s"' in watched
    # What is fetched anew says the state as well, or "freigegeben" would stay there.
    assert "wird verschickt" in watched.partition('id="versand"')[2]
    assert '<dd class="figure-number">2</dd>' in watched
    desk.post(f"{address}anhalten/")
    stopped = desk.get(address).content.decode()
    assert ("Weiter verschicken" in stopped, "every 3s" in stopped) == (True, False)
    desk.post(f"{address}fortsetzen/")
    desk.post(f"{address}anhalten/")
    desk.post(f"{address}beenden/")
    newsletter.refresh_from_db()
    assert newsletter.state == NewsletterState.SENT


def test_a_planned_one_says_its_hour_and_is_taken_back(desk, editor):
    newsletter = draft(by=editor, intro="Guten Tag.")
    address = f"{DESK}{newsletter.pk}/"
    day = berlin_today() + timedelta(days=3)
    plan = {"when": "spaeter", "changes": 0, "hour": 17}

    without_day = desk.post(f"{address}freigeben/", plan)
    desk.post(f"{address}freigeben/", plan | {"day": day})

    assert without_day.status_code == 422
    assert "17:00 Uhr" in desk.get(address).content.decode()
    desk.post(f"{address}zuruecknehmen/")
    assert desk.get(f"{address}kopf/").status_code == 200


def test_a_second_person_is_asked_for_where_the_house_says_so(desk, editor):
    NewsletterTerms.objects.create(needs_second_person=True, changed_at=ago(days=1))
    newsletter = draft(by=editor, intro="Guten Tag.")
    address = f"{DESK}{newsletter.pk}/freigeben/"

    said = desk.get(address).content.decode()

    assert "gibt jemand frei, der nicht daran geschrieben hat" in said
    seen = {"when": "jetzt", "changes": newsletter.changes}
    assert desk.post(address, seen).status_code == 403


def test_tests_to_oneself_end_where_a_button_sticks(desk, editor):
    newsletter = draft(by=editor, intro="Guten Tag.")

    for _ in range(31):
        desk.post(f"{DESK}{newsletter.pk}/probe/")

    assert Delivery.objects.filter(to_user=editor).count() == 30


def test_a_correction_stands_above_and_says_whom_it_reaches(desk):
    newsletter = published()
    address = f"{DESK}{newsletter.pk}/berichtigen/"

    assert "0 Personen haben" in desk.get(address).content.decode()
    desk.post(address, {"text": "Um **15** Uhr."})

    shown = desk.get(newsletter.get_absolute_url()).content.decode()
    assert "Um <strong>15</strong> Uhr." in shown
    assert newsletter.corrections.get().is_mailed is False


def test_silence_is_counted_and_heute_reminds(editor):
    published(
        created_at=ago(weeks=5, hours=1),
        released_at=ago(weeks=5, hours=1),
        started_at=ago(weeks=5, hours=1),
    )
    subscribed("neu@example.net", here("buch"))

    first, second = today_of(editor)

    assert (first.title, first.detail) == (
        "Rundbrief für Pankow Zentrum",
        "Seit 5 Wochen kein Rundbrief",
    )
    assert (second.detail, second.due_on) == ("Noch kein Rundbrief", berlin_today())
    newsletter = draft(by=editor)
    assert today_of(editor)[0].url == f"{DESK}{newsletter.pk}/"
    Rhythm.objects.create(region=here(), weeks=8, changed_at=timezone.now())
    assert [item.title for item in today_of(editor)] == ["Rundbrief für Buch"]
    assert today_of(make_regional_moderator(here("karow"))) == []


def test_what_stands_still_is_on_heute(editor):
    newsletter = released(by=editor)
    readers(1)
    sending.run(newsletter.pk)
    sending.stop(newsletter, by=editor)

    assert today_of(editor)[0].title == "Pankow Zentrum: Versand angehalten"


@pytest.mark.parametrize(("weeks", "held"), (("8", 8), ("0", 0), ("", None)))
def test_coordinators_set_the_rhythm_of_a_stadtteil(client, sign_in, weeks, held):
    sign_in(client, make_staff(Role.COORDINATOR))
    client.post(f"{DESK}abstand/buch/", {"weeks": "13"})

    client.post(f"{DESK}abstand/buch/", {"weeks": weeks})

    assert Rhythm.objects.values_list("weeks", flat=True).first() == held
    said = client.get(f"{DESK}abstand/buch/").content.decode()
    assert f'value="{weeks}"' in said


def test_moderators_set_no_rhythm_and_no_rules(desk):
    assert desk.get(f"{DESK}abstand/buch/").status_code == 403
    page_of_rules = desk.get(f"{DESK}regeln/")
    assert (page_of_rules.status_code, current(NewsletterTerms).rhythm_weeks) == (
        200,
        4,
    )
    assert desk.post(f"{DESK}regeln/", {"rhythm_weeks": 2}).status_code == 403


@pytest.mark.parametrize("number", (1, 30))
def test_the_list_costs_the_same_for_many(
    desk, editor, django_assert_num_queries, number
):
    for place in range(number):
        published(number=place + 1)
        Newsletter.objects.create(
            region=here(),
            title="Entwurf",
            period_from=berlin_today(),
            period_to=berlin_today(),
            created_at=timezone.now(),
        )
    readers(1)
    desk.get(DESK)

    with django_assert_num_queries(LIST_QUERIES + STRICT_QUERIES):
        desk.get(DESK)


@pytest.mark.parametrize("number", (1, 30))
def test_a_draft_costs_the_same_with_many_pieces(
    desk, editor, django_assert_num_queries, number
):
    for _ in range(number):
        page()
    newsletter = draft(by=editor)
    desk.get(f"{DESK}{newsletter.pk}/")

    with django_assert_num_queries(DRAFT_QUERIES + STRICT_QUERIES):
        desk.get(f"{DESK}{newsletter.pk}/")


@pytest.mark.parametrize("number", (1, 30))
def test_watching_it_go_costs_the_same_for_many(
    desk, editor, django_assert_num_queries, number
):
    newsletter = released(by=editor)
    sending.run(newsletter.pk)
    Newsletter.objects.update(
        state=NewsletterState.SENDING, sent_at=None, handed=number
    )
    Delivery.objects.bulk_create(_mail(newsletter, place) for place in range(number))
    desk.get(f"{DESK}{newsletter.pk}/")

    with django_assert_num_queries(SHOW_QUERIES + STRICT_QUERIES):
        desk.get(f"{DESK}{newsletter.pk}/")


LIST_QUERIES, DRAFT_QUERIES, SHOW_QUERIES = 10, 9, 8


def _mail(newsletter, place):
    from tests.factories.delivery import DeliveryFactory  # noqa: PLC0415 -- one use

    return DeliveryFactory.build(
        key=f"{newsletter.key_prefix}{place}", state=DeliveryState.QUEUED
    )


@pytest.mark.parametrize("scheme", ("ftp", "ftps", "javascript"))
def test_news_lead_only_where_a_browser_leads(scheme):
    form = NewsForm(
        {"title": "Fest", "text": "Samstag.", "link": f"{scheme}://example.net/"}
    )

    assert form.errors.keys() == {"link"}
