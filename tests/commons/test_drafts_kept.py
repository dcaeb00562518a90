"""What is sent is taken in once, and what cannot be taken in is kept."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commons.drafts import services as drafts
from commons.drafts.models import Draft, Sent
from commons.links import services as links
from participation.moderation.models import Complaint, Report
from participation.referrals.models import Statement
from participation.referrals.rules import LINK_PURPOSE
from tests.clients import ALLAUTH, StrictClient
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import ReferralFactory
from tests.keys import empty_keys

WORDS = "Ich sehe das anders.\nDie Bank steht <b>nicht</b> auf privatem Grund."
FIRST_LINE = WORDS.splitlines()[0]
PASSWORD = "ein langes Passwort"
ONCE = "11111111-2222-3333-4444-555555555555"


@pytest.fixture
def author():
    user = UserFactory()
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def page(author):
    """The author's page for an objection."""
    idea = IdeaFactory(author=author, publication="declined")
    idea.decision.target_id = idea.pk
    idea.decision.save()
    return reverse("moderation:complaint-create", args=[idea.decision.pk])


def hidden(html):
    """What a page would post if nobody typed: its hidden fields."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    unescape = {"&#x27;": "'", "&quot;": '"', "&lt;": "<", "&gt;": ">", "&amp;": "&"}
    for name, value in found:
        for mark, sign in unescape.items():
            value = value.replace(mark, sign)  # noqa: PLW2901 -- step by step
        yield name, value


def sign_in_again(client, response, user):
    """The real sign-in, on to where it leads."""
    fields = {"login": user.email, "password": PASSWORD}
    return client.post(response.url, fields)


@pytest.mark.django_db
class TestEndedSession:
    def test_a_text_goes_through_the_sign_in_and_arrives_once(
        self, client, author, page
    ):
        refused = client.post(page, {"text": WORDS, "einmal": ONCE})
        assert refused.url.startswith("/konto/login/?next=")
        assert Draft.objects.get().device_hash

        back = sign_in_again(client, refused, author)
        last = client.get(back.url)
        assert "Noch ein Klick" in last.content.decode()
        assert f'action="{page}"' in last.content.decode()
        posted = dict(hidden(last.content.decode()))
        assert posted["text"] == WORDS
        for _ in range(2):
            assert client.post(page, posted).url == page

        assert [row.text for row in Complaint.objects.all()] == [WORDS]
        assert not Draft.objects.exists()

    def test_the_next_person_at_the_computer_does_not_read_the_words(
        self, client, author, page
    ):
        client.force_login(author, backend=ALLAUTH)
        Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
        empty_keys()

        refused = client.post(page, {"text": WORDS})

        assert Draft.objects.get().owner == author
        assert FIRST_LINE not in client.get("/entwuerfe/").content.decode()
        back = sign_in_again(client, refused, author)
        assert FIRST_LINE in client.get(back.url).content.decode()

    def test_the_button_that_was_pressed_is_pressed_again(self, client, author, page):
        refused = client.post(page, {"text": WORDS, "schritt": "entscheiden"})
        back = sign_in_again(client, refused, author)

        assert ("schritt", "entscheiden") in hidden(
            client.get(back.url).content.decode()
        )

    def test_an_own_draft_of_the_same_form_stays_readable(self, client, author, page):
        refused = client.post(page, {"text": WORDS})
        client.force_login(author, backend=ALLAUTH)
        other = StrictClient()
        other.force_login(author, backend=ALLAUTH)
        other.post(f"/entwuerfe/complaint/sichern/?ziel={page}", {"text": "Neuer."})
        fresh = StrictClient()
        fresh.cookies["device"] = client.cookies["device"].value
        again = fresh.post(page, {"text": "Noch einmal, mit mehr Worten."})
        sign_in_again(fresh, again, author)

        draft = Draft.objects.get(owner=author)
        assert draft.words["text"] == "Noch einmal, mit mehr Worten."
        assert draft.earlier["content"]["text"] == "Neuer."
        assert refused.status_code == 302

    def test_a_page_with_nothing_to_send_leads_to_the_list(self, client):
        response = client.get("/entwuerfe/complaint/absenden/?ziel=/einwand/1/")

        assert response.url == reverse("drafts:draft-list")
        assert client.get("/entwuerfe/fremd/absenden/").status_code == 404

    def test_htmx_is_led_to_the_sign_in_as_a_whole_page(self, client, page):
        response = client.post(page, {"text": WORDS}, headers={"HX-Request": "true"})

        assert response.headers["HX-Redirect"].startswith("/konto/login/?next=")
        assert Draft.objects.count() == 1

    def test_an_empty_form_and_other_buttons_only_ask_to_sign_in(self, client, page):
        login = f"/konto/login/?{urlencode({'next': page})}"
        assert client.post(page, {"text": ""}).url == login
        client.post(reverse("notifications:read-all"), {"text": WORDS})

        assert not Draft.objects.exists()

    def test_a_case_whose_link_has_ended_keeps_the_statement(self, client):
        referral = ReferralFactory()
        page = reverse("referrals:case-state", args=[referral.pk])
        said = {"text": WORDS, "outcome": "done", "speaker": "Fachbereich Grün"}

        refused = client.post(page, said)

        assert refused.url.startswith("/konto/login/?next=")
        link = links.grant(
            LINK_PURPOSE,
            "referral",
            referral.pk,
            recipient="a@example.org",
            expires_at=timezone.now() + timedelta(days=3),
        )
        referral.link = link
        referral.save()
        client.post(f"/vorgang/{links.token_of(link)}/")
        html = client.get(page).content.decode()
        assert "ist wieder da" in html
        assert "Ich sehe das anders." in html
        client.post(page, said)
        assert Statement.objects.count() == 1
        assert not Draft.objects.exists()


@pytest.mark.django_db
class TestStaleToken:
    @pytest.fixture
    def strict(self, author):
        client = Client(enforce_csrf_checks=True)
        client.force_login(author, backend=ALLAUTH)
        return client

    def test_our_own_form_is_sent_again_with_one_click(self, strict, page):
        fields = {"text": WORDS, "einmal": ONCE, "csrfmiddlewaretoken": "x" * 64}
        origin = {"Origin": "http://testserver"}

        refused = strict.post(page, fields, headers=origin)
        posted = dict(hidden(refused.content.decode()))
        assert refused.status_code == 403
        assert "nichts verloren" in refused.content.decode()
        assert posted["text"] == WORDS
        assert strict.post(page, posted, headers=origin).status_code == 302

        assert Complaint.objects.count() == 1

    @pytest.mark.parametrize(
        "headers", ({}, {"Origin": "https://boese.example"}, {"Origin": "null"})
    )
    def test_words_of_a_foreign_page_are_never_offered(self, strict, page, headers):
        refused = strict.post(page, {"text": WORDS}, headers=headers)

        assert refused.status_code == 403
        assert "Ich sehe das anders" not in refused.content.decode()
        assert not Draft.objects.exists()


@pytest.mark.django_db
class TestRefused:
    def test_what_is_refused_is_kept_and_comes_back(self, client):
        idea = IdeaFactory()
        page = reverse("moderation:report-create", args=["idea", idea.pk])

        assert client.post(page, {"text": WORDS}).status_code == 422
        html = client.get(page).content.decode()

        assert "ist wieder da" in html
        assert "Ich sehe das anders." in html
        client.post(page, {"text": WORDS, "reason": "insult"})
        assert Report.objects.count() == 1
        assert not Draft.objects.exists()

    def test_what_breaks_is_kept(self, client, author, page, monkeypatch):
        client.force_login(author, backend=ALLAUTH)
        client.raise_request_exception = False
        monkeypatch.setattr(
            "participation.moderation.views.complaints.complaints.complain", 1 / 3
        )

        assert client.post(page, {"text": WORDS, "einmal": ONCE}).status_code == 500

        assert Draft.objects.get().words == {"text": WORDS}
        assert not Sent.objects.exists()

    def test_a_robot_leaves_nothing(self, client):
        idea = IdeaFactory()
        page = reverse("moderation:report-create", args=["idea", idea.pk])

        client.post(page, {"text": WORDS, "homepage": "https://x.example"})

        assert not Draft.objects.exists()

    def test_a_late_autosave_makes_no_new_draft(self, client, author, page):
        client.force_login(author, backend=ALLAUTH)
        client.post(page, {"text": WORDS, "einmal": ONCE})
        save = f"/entwuerfe/complaint/sichern/?ziel={page}"

        assert client.post(save, {"text": WORDS, "einmal": ONCE}).status_code == 200
        assert not Draft.objects.exists()
        Sent.objects.update(at=timezone.now() - timedelta(minutes=1))
        client.post(save, {"text": "Etwas anderes", "einmal": ONCE})
        assert Draft.objects.get().words == {"text": "Etwas anderes"}

    def test_changed_words_from_the_same_page_are_heard(self, client):
        idea = IdeaFactory()
        page = reverse("moderation:report-create", args=["idea", idea.pk])
        for text in ("Erstens.", "Erstens.", "Zweitens."):
            fields = {"text": text, "reason": "insult", "einmal": ONCE}
            assert client.post(page, fields).status_code == 302

        heard = Report.objects.get()
        assert (heard.text, heard.times) == ("Erstens.\n\nZweitens.", 2)

    def test_a_draft_for_no_page_is_refused(self, client):
        for target in ("/heute/", "https://boese.example/", "//x/", "nirgends"):
            save = f"/entwuerfe/complaint/sichern/?ziel={target}"
            assert client.post(save, {"text": WORDS}).status_code == 409

        assert not Draft.objects.exists()

    def test_what_arrived_is_forgotten_after_thirty_days(self):
        now = timezone.now()
        Sent.objects.create(fingerprint="x", page=ONCE, at=now)

        assert drafts.forget_sent(now + timedelta(days=29)) == 0
        assert drafts.forget_sent(now + timedelta(days=31)) == 1


class TestAtOnce:
    """Real requests in threads, in a database of their own."""

    @pytest.fixture(autouse=True)
    def _blocker(self, own_database, django_db_blocker):
        with django_db_blocker.unblock():
            yield
            connection.close()

    def test_eight_impatient_clicks_are_one_report(self):
        page = reverse("moderation:report-create", args=["idea", IdeaFactory().pk])
        fields = {"text": WORDS, "reason": "insult", "einmal": ONCE}

        def click(_):
            try:
                return Client().post(page, fields).url
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as threads:
            answers = set(threads.map(click, range(8)))

        number = Report.objects.get().number
        assert answers == {f"{reverse('moderation:report-done')}?nr=M-{number}"}
