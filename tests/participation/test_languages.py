"""In which language an idea is, and its working translation."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from commons.accounts.enums import Role
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.search.models import SearchRow
from participation.ideas.models import Idea, Translation
from participation.ideas.queries.translations import current_of
from participation.ideas.services import submission, translating
from participation.ideas.services.submission import Content
from participation.moderation.enums import Publication
from participation.moderation.screening import languages
from participation.referrals import dossiers
from participation.referrals.enums import ReferralRole
from participation.referrals.letters import Letter
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item, make_regional_moderator
from tests.factories.regions import RegionFactory
from tests.participation.entering import make_house
from tests.participation.writing import text_of, typed

ENGLISH = {
    "title": "More benches at the station",
    "text": "Old people have to stand there because there is nowhere to sit down.",
}
TEXTS = (
    ("en", "The crossing at the school needs a traffic light."),
    ("tr", "Okulun önünde trafik ışığı lazım, çocuklar için tehlikeli"),  # noqa: RUF001 -- Turkish
    ("pl", "Potrzebujemy sygnalizacji świetlnej przy szkole"),
    ("vi", "Xin trồng thêm cây trên đường phố của chúng tôi"),
    ("es", "Hace falta un semáforo delante del colegio"),
    ("fr", "Il faut un feu devant l’école, les enfants traversent"),
    ("it", "Serve un semaforo davanti alla scuola per i bambini"),
    ("ro", "Avem nevoie de un semafor în fața școlii"),
    ("ku", "Li ber dibistanê ji bo zarokan lamba pêwîst e"),
    ("ru", "Нужен светофор у школы"),  # noqa: RUF001 -- Russian
    ("uk", "Потрібен світлофор біля школи"),
    ("ar", "نحتاج إلى مقاعد جديدة في الحديقة"),
    ("fa", "لطفا یک چراغ راهنمایی برای کودکان بگذارید"),
    ("zh", "我们希望广场上有更多的长椅和树木"),
    ("ja", "広場にもっとベンチがほしいです。お願いします"),
    ("el", "Θέλουμε περισσότερα παγκάκια"),
    ("", "Mehr Bänke am Anger"),
    ("", "Shared Space und Coworking im Kiez: ein Skatepark für Kids"),
    ("", "https://example.org/the/and/of/with/this/is/in/english"),
    ("", "ok"),
    ("", "12345 67890 !!! 12345"),
)


@pytest.mark.parametrize(("code", "text"), TEXTS)
def test_a_language_is_known_by_a_sentence(code, text):
    assert languages.detect(text) == code


def english(**fields):
    return IdeaFactory(**{**ENGLISH, "language": "en", **fields})


@pytest.fixture
def staff(client, sign_in):
    user = make_staff()
    sign_in(client, user)
    return user


def address(name, idea):
    return reverse(f"ideas:{name}", args=[idea.number])


def translated(idea, *, by=None, version=0, **changes):
    fields = {"language": "de", "title": "Mehr Bänke", "text": "Man kann nicht sitzen."}
    return translating.translate(
        idea, **{**fields, **changes}, version=version, by=by or make_staff()
    )


@pytest.mark.django_db
class TestMark:
    def test_what_somebody_writes_is_marked_at_submit(self, client, sign_in):
        sign_in(client, UserFactory())

        client.post("/ideen/neu/", typed(**ENGLISH))

        assert Idea.objects.get().language == "en"

    def test_a_german_idea_has_no_mark(self, client):
        page = client.get(IdeaFactory().get_absolute_url()).content.decode()

        assert 'dir="auto"' not in page

    @pytest.mark.parametrize("page", ("list", "detail"))
    def test_screen_readers_hear_the_words_in_their_language(self, client, page):
        idea = english()
        url = reverse("ideas:idea-list") if page == "list" else idea.get_absolute_url()

        content = client.get(url).content.decode()

        assert content.count('lang="en" dir="auto"') == 2
        assert "Englisch</span>" in content

    def test_a_moderator_corrects_it_and_a_new_version_keeps_that(self, client, staff):
        idea = english()

        client.post(address("language-correct", idea), {"language": "fr"})
        idea.refresh_from_db()
        content = Content(**ENGLISH, topic=idea.topic, place=None)
        submission._store_marks(idea, content)

        assert (idea.language, idea.is_language_checked) == ("fr", True)

    def test_german_is_no_mark(self, client, staff):
        idea = english()

        client.post(address("language-correct", idea), {"language": "de"})

        idea.refresh_from_db()
        assert idea.language == ""


@pytest.mark.django_db
class TestTranslation:
    @pytest.mark.parametrize(
        ("make", "status"),
        (
            (make_staff, 200),
            (lambda: make_staff(Role.COORDINATOR), 200),
            (lambda: make_regional_moderator(RegionFactory()), 403),
            (make_house, 403),
            (UserFactory, 403),
        ),
    )
    def test_who_may_translate(self, client, sign_in, make, status):
        idea = english()
        sign_in(client, make())

        answers = [
            client.get(address("translation-edit", idea)).status_code,
            client.post(
                address("language-correct", idea), {"language": "x"}
            ).status_code,
        ]

        assert answers == [status, 302 if status == 200 else status]

    def test_it_stands_beside_the_original_which_counts(self, client, staff):
        idea = english()
        fields = {
            "version": 0,
            "language": "de",
            "title": "Mehr Bänke",
            "text": "Sitzen **können**",
        }

        client.post(address("translation-edit", idea), fields)
        page = client.get(idea.get_absolute_url())

        words = text_of(page)
        assert ENGLISH["title"] in words
        assert "Arbeitsübersetzung der SPK: Deutsch" in words
        assert "Es gilt der Originaltext." in words
        assert "<strong>können</strong>" in page.content.decode()
        assert "<details" in page.content.decode()

    def test_every_version_stays_and_the_newest_is_shown(self):
        idea = english()
        first = translated(idea, title="Eins")

        translated(idea, version=1, title="Zwei")

        first.refresh_from_db()
        rows = Translation.objects.filter(idea=idea, is_current=True)
        assert first.is_current is False
        assert [(row.version, row.title) for row in rows] == [(2, "Zwei")]

    def test_nothing_is_overwritten_unread(self):
        idea = english()
        translated(idea)

        with pytest.raises(RuleViolation) as refusal:
            translated(idea)

        assert refusal.value.code == "version_changed"

    def test_no_translation_into_its_own_language(self):
        with pytest.raises(RuleViolation) as refusal:
            translated(english(), language="en")

        assert refusal.value.code == "same_language"

    def test_a_later_version_of_the_original_is_told(self, client):
        idea = english()
        translated(idea)
        idea.version = 2
        idea.save()

        page = text_of(client.get(idea.get_absolute_url()))

        assert "Der Originaltext hat sich seitdem geändert." in page

    def test_search_finds_the_words_of_the_translation(self):
        idea = english()

        translated(idea, title="Sitzgelegenheiten am Bahnhof")

        row = SearchRow.objects.get(kind="idea", target_id=idea.pk)
        assert "bahnhof" in str(row.words)

    def test_the_translation_of_a_waiting_idea_is_not_found(self):
        idea = english(publication=Publication.SUBMITTED)

        translated(idea)

        assert not SearchRow.objects.filter(kind="idea", target_id=idea.pk).exists()

    def test_the_dossier_has_both(self):
        idea = english(publication=Publication.PUBLISHED)
        translated(idea)
        letter = Letter(
            idea, DepartmentFactory(), ReferralRole.LEAD, "Bitte.", berlin_today()
        )

        document = PdfReader(io.BytesIO(dossiers.compiled(letter)))

        words = " ".join(page.extract_text() for page in document.pages)
        assert ENGLISH["title"] in words
        assert "Sprache des Originals: Englisch" in words
        assert "Arbeitsübersetzung der SPK: Deutsch" in words
        assert "Man kann nicht sitzen." in words

    def test_the_desk_hints_as_long_as_there_is_none(self, client, staff):
        item = make_item()
        idea = Idea.objects.get(pk=item.target_id)
        Idea.objects.filter(pk=idea.pk).update(language="en")
        before = text_of(client.get(item.get_absolute_url()))

        translated(Idea.objects.get(pk=idea.pk))

        after = text_of(client.get(item.get_absolute_url()))
        assert "es gibt noch keine Arbeitsübersetzung" in before
        assert "es gibt noch keine Arbeitsübersetzung" not in after
        assert "Arbeitsübersetzung ändern" in after

    def test_a_german_idea_costs_no_query_for_translations(
        self, client, django_assert_num_queries
    ):
        idea = IdeaFactory()

        with django_assert_num_queries(0):
            assert current_of(idea) == []
