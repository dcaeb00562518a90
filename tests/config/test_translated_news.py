"""What residents read of days and promises, in each language: no German is left."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from commons.clock import berlin_today
from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.notifications import services as follows
from commons.notifications.services.expansion import expand_due
from commons.spoken import day_in_words
from participation.ideas.enums import Case
from participation.moderation.enums import Publication
from participation.notices.composing import compose
from participation.notices.enums import Cause, Stage, Step
from participation.notices.services import receipts, releasing, sending
from participation.notices.story import Story
from participation.referrals.models import DurationTerms
from participation.referrals.services import answering, promises
from tests.config.translated import eyebrows, german_on, untranslated
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import AnswerFactory, ReferralFactory
from tests.factories.regions import RegionFactory
from tests.keys import empty_keys
from tests.participation.durations import ended
from tests.participation.noticing import after, on, open_case, watched
from tests.wishing import at_once

pytestmark = pytest.mark.django_db
LOCALES = {"en": "en", "de-ls": "de_LS"}
TODAY, DAY = datetime(2027, 8, 10, 9, tzinfo=UTC), after(14)
SINCE, NEWS, NEXT = date(2027, 1, 11), date(2027, 1, 12), date(2027, 2, 15)
NAMES = {
    *("Bindeglied", "Leichte Sprache", "Karow", "Buch", "Grünamt", "BA 7/2027"),
    *("Rabatte", "Testbank", "Amt X", "Regen."),
}


@pytest.fixture(autouse=True)
def _german_again():
    """A request leaves its language behind in the thread."""
    yield
    translation.deactivate()


def left_on(page, language):
    names = NAMES | eyebrows()
    words = untranslated(page, LOCALES[language], names)
    return words | (set(german_on(page, names)) if language == "en" else set())


def mail(**which):
    row = Delivery.objects.get(**which)
    return renderers.get(row.renderer)(row)


def test_interim_notices_are_english_in_every_combination():
    steps = tuple((step, NEWS) for step in Step)
    with translation.override("en"):
        said = {
            compose(
                Story(stage, SINCE, NEWS, NEXT, 1, NEXT, NEWS, cause, happened),
                {1: "Amt X"} if happened else {},
            )
            for stage, cause, happened in product(Stage, Cause, ((), steps))
        }

    paragraphs = {part for text in said for part in text.split("\n\n")}
    assert german_on(f"<p>{'</p><p>'.join(paragraphs)}</p>", NAMES) == []
    assert not any("%(" in text or ": ." in text for text in said)


@pytest.mark.parametrize(
    ("language", "subject", "next_day"),
    (
        ("en", "Progress update on idea ", "by %s at the latest."),
        ("de-ls", "Nachricht zwischendurch zu der Idee ", "Spätestens am %s hören"),
    ),
)
def test_an_interim_notice_comes_in_the_readers_language(language, subject, next_day):
    reader = at_once(UserFactory(language=language))
    follows.follow(reader, open_case(next_in=10, title="Testbank"))
    notice = watched(DAY)[-1]
    with on(DAY):
        notice = releasing.release(notice, by=make_staff())
    with on(DAY, hour=10):
        sending.send_due()

    told = mail(renderer=sending.RENDERER, to_user=reader)

    with translation.override(language):
        assert next_day % day_in_words(notice.next_on) in told.text
    assert told.subject.startswith(subject)
    assert left_on(told.html, language) == set()


@pytest.mark.parametrize("language", tuple(LOCALES))
def test_the_receipt_comes_in_the_language_of_the_author(language):
    author = UserFactory(language=language)
    idea = IdeaFactory(
        publication=Publication.SUBMITTED,
        case=Case.NONE,
        author=author,
        title="Testbank",
    )
    verb = type("Verb", (), {"key": "idea.submitted"})

    receipts.follow(verb=verb, target=idea, happening=None)

    assert left_on(mail(key=f"receipt:{idea.pk}").html, language) == set()


@pytest.mark.parametrize("language", tuple(LOCALES))
@pytest.mark.parametrize("end", ("keep", "move", "give_up"))
def test_what_becomes_of_a_promise_is_told_in_each_language(client, language, end):
    by, today = make_staff(), berlin_today()
    reader = at_once(UserFactory(language=language))
    idea = IdeaFactory(case=Case.STATEMENT_IN, title="Testbank", text="Rabatte")
    draft = AnswerFactory(idea=idea, promised_on=today + timedelta(20), text="Rabatte")
    answer = answering.publish(draft, version=1, by=by)
    follows.follow(reader, idea)
    given = {
        "keep": {"done_on": today},
        "move": {"to": today + timedelta(60), "reason": "Regen."},
        "give_up": {"reason": "Regen."},
    }[end]
    getattr(promises, end)(answer, by=by, **given)
    expand_due()
    client.post(reverse("design:language"), {"language": language, "next": "/"})

    rows = Delivery.objects.filter(renderer="notification", to_user=reader)
    mails = [renderers.get(row.renderer)(row).html for row in rows]

    assert [left_on(html, language) for html in mails] == [set(), set()]
    page = client.get(idea.get_absolute_url()).content.decode()
    assert left_on(page, language) == set()


@pytest.mark.parametrize("language", tuple(LOCALES))
def test_how_long_it_takes_is_told_in_each_language(client, language):
    empty_keys()
    karow, buch = RegionFactory(name="Karow"), RegionFactory(name="Buch")
    with time_machine.travel(TODAY, tick=False):
        office = DepartmentFactory(name="Grünamt")
        ended(6, on=date(2027, 1, 11), region=karow, department=office)
        ended(5, on=date(2027, 3, 9), region=buch, is_late=True)
        for _number in range(5):
            ReferralFactory(department=office, idea__region=karow)
        DurationTerms.objects.create(
            shows_departments=True, decided_on=NEWS, reference="BA 7/2027"
        )
        client.post(reverse("design:language"), {"language": language, "next": "/"})
        paths = (
            reverse("referrals:duration-list"),
            reverse("referrals:duration-region", args=[karow.slug]),
        )
        pages = [client.get(path).content.decode() for path in paths]

    assert [left_on(page, language) for page in pages] == [set(), set()]
