"""The Rundbrief as a mail: complete in text and HTML, true when it goes."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from commons.delivery import services as delivery
from commons.delivery.renderers import Withdrawn, get
from neighbourhood.newsletters.mailing import CORRECTION, RENDERER
from neighbourhood.newsletters.models import Correction, Item, Subscription
from neighbourhood.newsletters.services import leaving, subscriptions
from neighbourhood.newsletters.services.subscriptions import Choice
from neighbourhood.newsletters.subscription_keys import stop_token
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.neighbourhood.reading_letters import (
    ADDRESS,
    built,
    here,
    page_of,
    piece_of_idea,
    published,
    subscribed,
)

pytestmark = pytest.mark.django_db


def mail_for(row, issue, **params):
    return delivery.enqueue(
        key=f"{issue.key_prefix}{row.pk}",
        renderer=RENDERER,
        params={"newsletter": issue.pk, "subscription": row.pk} | params,
        to_user=row.user,
        to_address=row.to_address,
    )


def parts_of(mail):
    message = built(mail)
    parts = [message.get_body((sort,)).get_content() for sort in ("plain", "html")]
    return message, *parts


def issue_with_idea(**fields):
    issue = published(title="Der Anger wird grün", **fields)
    text = "Bitte zwei Bänke mit Lehne. Danke schön."
    idea = IdeaFactory(region=here(), title="Bänke am Anger", text=text)
    piece_of_idea(issue, idea)
    return issue, idea


def test_both_parts_say_all_of_it():
    issue, idea = issue_with_idea()
    Correction.objects.create(
        newsletter=issue, text="Doch am Sonntag.", created_at=timezone.now()
    )

    _message, text, html = parts_of(mail_for(subscribed(), issue))

    for part in (text, html):
        for words in (
            "Rundbrief 1/2026",
            "Der Anger wird grün",
            "Der Herbst war bunt.",
            "Neue Ideen",
            "Bänke am Anger",
            "Bitte zwei Bänke mit Lehne.",
            idea.get_absolute_url(),
            "Nachbarschaftsfest",
            "Am Samstag auf dem Anger.",
            "Doch am Sonntag.",
            "/rundbriefe/pankow-zentrum/2026-1/",
            "bestellt haben",
        ):
            assert words in " ".join(part.split())


def test_one_click_stands_in_the_headers_and_in_both_parts():
    row = subscribed()

    message, text, html = parts_of(mail_for(row, issue_with_idea()[0]))

    url = message["List-Unsubscribe"].strip("<>")
    assert urlsplit(url).path == page_of(row)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert url in text
    assert url in html
    assert message["To"] == ADDRESS


@pytest.mark.parametrize(
    ("language", "tag", "mark"),
    (("de", "de", ""), ("en", "en", ' lang="de"'), ("de-ls", "de", "")),
)
def test_the_frame_is_the_readers_and_the_words_are_marked_german(language, tag, mark):
    row = subscribed(language=language)

    _message, _text, html = parts_of(mail_for(row, issue_with_idea()[0]))

    assert f'<html lang="{tag}' in html
    assert f"<h1{mark}>Der Anger wird grün</h1>" in html


def test_an_account_is_written_to_in_its_language_of_today():
    user = UserFactory()
    row = subscriptions.subscribe(user, choice=Choice(is_everywhere=True))
    mail = mail_for(row, issue_with_idea()[0])
    user.language = "en"
    user.save()

    message, _text, html = parts_of(mail)

    assert '<html lang="en"' in html
    assert message["To"] == user.email


def test_a_hidden_idea_is_not_in_a_mail_that_goes_later():
    issue, idea = issue_with_idea()
    mail = mail_for(subscribed(), issue)
    idea.publication = "withdrawn"
    idea.save()

    _message, text, html = parts_of(mail)

    assert "Bänke am Anger" not in text + html
    assert "Nachbarschaftsfest" in text


def test_a_mail_with_nothing_left_to_tell_does_not_go():
    issue, idea = issue_with_idea(intro="")
    Item.objects.filter(section="own").delete()
    mail = mail_for(subscribed(), issue)
    idea.publication = "withdrawn"
    idea.save()

    with pytest.raises(Withdrawn):
        get(RENDERER)(mail)


@pytest.mark.parametrize("how", ("ended", "narrowed", "bounced", "inactive"))
def test_who_has_left_meanwhile_gets_nothing(how):
    user = UserFactory()
    both = Choice(frozenset({here().pk, here("buch").pk}))
    row = subscriptions.subscribe(user, choice=both)
    mail = mail_for(row, issue_with_idea()[0])

    if how == "ended":
        leaving.end(row.pk)
    elif how == "narrowed":
        leaving.keep_only(row.pk, {here("buch").pk})
    elif how == "bounced":
        Subscription.objects.update(bounced_at=timezone.now())
    else:
        user.is_active = False
        user.save()

    with pytest.raises(Withdrawn):
        get(RENDERER)(mail)


def test_a_test_says_so_and_has_nothing_to_unsubscribe():
    user = UserFactory()
    issue, _idea = issue_with_idea()
    mail = delivery.enqueue(
        key="probe",
        renderer=RENDERER,
        params={"newsletter": issue.pk, "is_test": True},
        to_user=user,
    )

    message, text, html = parts_of(mail)

    assert message["Subject"] == "Probe: Pankow Zentrum: Der Anger wird grün"
    assert "Probe" in text
    assert "Nur Sie bekommen diese Mail." in html
    assert message["List-Unsubscribe"] is None


def test_hostile_titles_stay_words():
    issue = published(title="<b>Fett</b>\r\nBcc: alle@example.net")
    Item.objects.update(title="<script>x</script>", text="[hier](javascript:x) <img>")

    message, _text, html = parts_of(mail_for(subscribed(), issue))

    assert "\n" not in message["Subject"]
    assert message["Bcc"] is None
    assert "<script" not in html
    assert "javascript:" not in html.replace("[hier](javascript:x)", "")
    assert "<img" not in html


def test_a_correction_goes_to_who_got_the_issue():
    issue, _idea = issue_with_idea()
    row = subscribed()
    correction = Correction.objects.create(
        newsletter=issue, text="Doch am Sonntag.", created_at=timezone.now()
    )
    mail = delivery.enqueue(
        key="correction:1:1",
        renderer=CORRECTION,
        params={"correction": correction.pk, "subscription": row.pk},
        to_address=row.to_address,
    )

    message, text, html = parts_of(mail)

    assert message["Subject"] == "Berichtigung: Rundbrief 1/2026"
    assert "Doch am Sonntag." in text
    assert "Doch am Sonntag." in html
    assert stop_token(row.pk) in message["List-Unsubscribe"]


def test_both_parts_lead_to_the_page_once_and_before_the_news():
    issue = issue_with_idea()[0]

    _message, text, html = parts_of(mail_for(subscribed(), issue))

    for part in (text, html):
        assert part.count("Im Browser lesen") == 1
        assert part.index(issue.get_absolute_url()) < part.index("Neue Ideen")
