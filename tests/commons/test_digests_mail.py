"""What a gathered mail says, and what it leaves out."""

from datetime import timedelta

import pytest

from commons.delivery import renderers
from commons.delivery.renderers import Withdrawn
from commons.notifications import digest_rendering, reasons, services
from commons.notifications.enums import Pace
from commons.notifications.models import Digest, Follow
from commons.notifications.services import digests, preferences, telling
from tests.commons.digest_world import MONDAY, TALK, THURSDAY, gathered, sent
from tests.factories.accounts import UserFactory
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("saying", "clock")]
WHILE = timedelta(days=1)


@pytest.fixture
def reader():
    return UserFactory()


def mail_of(reader, now=THURSDAY):
    digests.close_due(now)
    digest = Digest.objects.filter(user=reader, delivery__isnull=False).latest("pk")
    return renderers.get("digest")(digest.delivery)


def in_order(text, *words):
    places = [text.index(word) for word in words]
    return places == sorted(places)


def test_news_stand_by_stadtteil_the_newest_first(reader, clock):
    west, east = RegionFactory(name="Westend"), RegionFactory(name="Altdorf")
    gathered(reader, n=1)
    for number, region in enumerate((west, east, west), start=2):
        clock.shift(timedelta(minutes=1))
        gathered(reader, region, n=number)

    mail = mail_of(reader)

    assert mail.subject == "Ihre Woche in Altdorf und Westend: 4 Neuigkeiten"
    lines = ("Altdorf</h2>", "Neues 3", "Westend</h2>", "Neues 4", "Neues 2")
    assert in_order(
        mail.html.partition("</h1>")[2], *lines, "Im ganzen Bezirk</h2>", "Neues 1"
    )
    words = ("ALTDORF", "Neues 3", "/neues/3/", "WESTEND", "Neues 4", "Neues 2")
    assert in_order(mail.text, *words, "IM GANZEN BEZIRK", "Neues 1")


@pytest.mark.parametrize(
    ("places", "subject"),
    (
        (0, "Ihre Woche: 2 Neuigkeiten"),
        (1, "Ihre Woche in Ort 1: 3 Neuigkeiten"),
        (2, "Ihre Woche in Ort 1 und Ort 2: 4 Neuigkeiten"),
        (3, "Ihre Woche in Ort 1 und 2 weiteren Stadtteilen: 5 Neuigkeiten"),
    ),
)
def test_the_subject_says_where_and_how_much(reader, places, subject):
    for number in range(1, places + 1):
        gathered(reader, RegionFactory(name=f"Ort {number}"))
    gathered(reader)
    gathered(reader)

    assert mail_of(reader).subject == subject


@pytest.mark.parametrize(
    ("words", "subject"),
    (
        ({"pace": Pace.DAILY}, "Seit gestern: 2 Neuigkeiten"),
        (
            TALK,
            "Neues in Ihren Gesprächen: 2 Mitteilungen",
        ),
    ),
)
def test_each_sort_of_mail_has_words_of_its_own(reader, words, subject):
    gathered(reader, **words)
    gathered(reader, **words)

    assert mail_of(reader, MONDAY + WHILE).subject == subject


def test_after_an_outage_or_a_pause_the_subject_says_since_when(reader):
    gathered(reader)
    gathered(reader)

    mail = mail_of(reader, THURSDAY + timedelta(days=10))

    assert mail.subject == "Seit dem 2. November 2026: 2 Neuigkeiten"


def test_one_piece_of_news_alone_is_told_whole(reader):
    gathered(reader, **TALK, n=7)

    mail = mail_of(reader)

    assert mail.subject.startswith("Betreff 7 aus ")
    assert "Worte &lt;7&gt; aus" in mail.html
    assert "Worte <7> aus" in mail.text
    assert "/neues/7/" in mail.html
    assert "Lesen:" in mail.text


def test_both_parts_say_why_and_how_often_and_lead_out(reader):
    gathered(reader, reason="supporter")
    gathered(reader, reason="follower")

    mail = mail_of(reader)

    for part in (mail.text, mail.html):
        assert "von Ihnen unterstützt" in part
        assert "von Ihnen verfolgt" in part
        assert "einmal in der Woche, donnerstags ab 17 Uhr" in part
        assert "Wöchentliche Mails abbestellen" in part
        assert "2. November" in part
    headers = dict(mail.headers)
    stop = headers["List-Unsubscribe"].strip("<>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in mail.text
    assert stop in mail.html


def test_nothing_in_a_mail_is_loaded_from_anywhere(reader):
    gathered(reader)
    gathered(reader)

    html = mail_of(reader).html

    for word in ("<img", "<script", "<link", "url(", "utm_"):
        assert word not in html


def test_the_mail_speaks_its_readers_language():
    reader = UserFactory(language="en")
    gathered(reader)
    gathered(reader)

    mail = mail_of(reader)

    assert mail.language == "en"
    assert '<html lang="en">' in mail.html


def test_forty_that_were_folded_are_one_line(reader):
    region = RegionFactory(name="Altdorf")
    gathered(reader, region, folded=40, fold_key="test:1")
    gathered(reader)

    mail = mail_of(reader)

    assert "40-mal Neues aus Altdorf" in mail.text
    assert "40-mal Neues aus Altdorf" in mail.html


def test_news_that_tell_several_things_lose_none_of_them(reader):
    gathered(reader, parts=[1, 2, 3])
    gathered(reader)

    mail = mail_of(reader)

    for number in (1, 2, 3):
        assert f"Teil {number}" in mail.text
        assert f"/teil/{number}/" in mail.text
        assert f"/teil/{number}/" in mail.html


def test_talk_and_ones_own_things_come_with_their_first_words(reader):
    gathered(reader, reason="author", n=1)
    gathered(reader, n=2)

    mail = mail_of(reader)

    assert "Worte <1>" in mail.text
    assert "Worte &lt;1&gt;" in mail.html
    assert "Worte <2>" not in mail.text


def test_a_decision_about_ones_own_comes_with_its_whole_text(reader):
    gathered(reader, reason="author", n=1, decision=5)
    gathered(reader)

    assert "Jemand schreibt:\n\nWorte <1>" in mail_of(reader).text


def test_too_many_of_one_stadtteil_are_named_by_number(reader, monkeypatch):
    monkeypatch.setattr(telling, "MOST_IN_SECTION", 3)
    region = RegionFactory(name="Altdorf")
    for number in range(1, 6):
        gathered(reader, region, n=number)

    mail = mail_of(reader)

    assert mail.subject == "Ihre Woche in Altdorf: 5 Neuigkeiten"
    for part in (mail.text, mail.html):
        assert "und 2 weitere Mitteilungen – alle ansehen" in part
        assert "/mitteilungen/?ungelesen=on" in part
        assert "Neues 3 aus" in part
        assert "Neues 2 aus" not in part


@pytest.mark.parametrize("reason", ("read", "gone", "withdrawn", "muted", "stopped"))
def test_what_is_not_to_be_told_any_more_is_left_out(reader, clock, reason):
    region = RegionFactory(name="Altdorf")
    kept, lost = RegionFactory(name="Neudorf"), gathered(reader, region, n=2)
    gathered(reader, kept, n=1)
    follow = Follow.objects.create(
        user=reader, kind="region", target_id=region.pk, created_at=MONDAY
    )
    digests.close_due(THURSDAY)
    clock.shift(WHILE)
    if reason == "read":
        services.mark_read(reader, lost.pk)
    elif reason == "gone":
        lost.happening.params = {"is_gone": True}
        lost.happening.save()
    elif reason == "withdrawn":
        lost.happening.withdrawn_at = THURSDAY
        lost.happening.save()
    elif reason == "muted":
        follow.muted_at = THURSDAY
        follow.save()
    else:
        follow.pace = Pace.BELL
        follow.save()

    mail = digest_rendering.render(Digest.objects.get().delivery)

    assert mail.subject == "Betreff 1 aus Neudorf"
    assert "Neues 2" not in mail.text


def test_what_was_muted_before_it_was_told_is_told_for_another_reason(reader):
    region = RegionFactory(name="Altdorf")
    Follow.objects.create(
        user=reader,
        kind="region",
        target_id=region.pk,
        created_at=MONDAY,
        muted_at=MONDAY - WHILE,
    )
    gathered(reader, region)

    assert mail_of(reader).subject == "Betreff 1 aus Altdorf"


def test_with_nothing_left_no_mail_goes(reader):
    waiting = gathered(reader)
    digests.close_due(THURSDAY)
    services.mark_read(reader, waiting.pk)

    with pytest.raises(Withdrawn):
        digest_rendering.render(Digest.objects.get().delivery)


def test_whoever_wants_no_mail_any_more_gets_none_that_waited(reader):
    delivery = sent(reader, None)
    preferences.set_mail(reader, wanted=False)

    with pytest.raises(Withdrawn):
        digest_rendering.render(delivery)


def test_whoever_left_gets_none(reader):
    delivery = sent(reader, None)
    reader.is_active = False
    reader.save()

    with pytest.raises(Withdrawn):
        digest_rendering.render(delivery)


def test_thirty_pieces_of_news_take_as_many_queries_as_one(
    django_assert_num_queries,
):
    one, many = UserFactory(), UserFactory()
    single = sent(one, RegionFactory())
    several = sent(many, *RegionFactory.create_batch(30))

    for delivery in (single, several):
        delivery.refresh_from_db()
        with django_assert_num_queries(7):
            digest_rendering.render(delivery)


def test_the_desk_reads_which_mail_it_is_and_nothing_of_its_news(reader):
    delivery = sent(reader, RegionFactory(name="Altdorf"))

    assert renderers.lines_of([delivery]) == {delivery.pk: "Mitteilungen einer Woche"}


def test_every_reason_has_short_words():
    silent = [code for code in reasons.codes() if not reasons.of(code).short]

    assert silent == []
