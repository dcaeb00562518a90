"""A canary in every column that may quote a contribution; after a redaction it is gone.

Looked for in a dump of the whole database, in every file, in the cache and the log.
"""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.files import services as files
from commons.files.enums import Rendition
from commons.files.services import Area
from commons.notifications.tasks import expand
from commons.search.models import SearchRow
from commons.verbs.models import Happening
from commons.verbs.services import happened
from participation.ideas.models import Idea
from participation.moderation.enums import Blackened, Verdict
from participation.moderation.models import Decision
from participation.moderation.queries import redaction as queries
from participation.moderation.queries.redaction import Cut, Patch
from participation.moderation.services.redaction import Wish, redact
from participation.referrals.models import Referral
from tests.clients import StrictClient, sign_in
from tests.factories.accounts import make_staff
from tests.safety import redaction_world as world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }


@pytest.fixture
def idea(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        built = world.build()
        built.refresh_from_db()
        assert world.sing_everywhere(built) == set()
        built.refresh_from_db()
        happened("idea.published", built, by=None)
    for happening in Happening.objects.filter(expanded_at=None):
        expand(happening_id=happening.pk)
    return built


def cuts_of(idea):
    """The canary as a moderator marks it in the text."""
    (words,) = [each for each in queries.texts_of(idea) if each.key == "text"]
    marked = [word.text.strip(".,") for word in queries.words_on_page(words, [])]
    bird, number = marked.index("Zaunkönig"), marked.index("030")
    return [
        Cut("text", bird, bird + 1, Blackened.NAME),
        Cut("text", number, number + 3, Blackened.PHONE),
    ]


@pytest.fixture
def before(idea):
    """The picture's file as it was."""
    return idea.images.get().stored_file


@pytest.fixture
def redacted(idea, before, django_capture_on_commit_callbacks):
    image = idea.images.get()
    wish = Wish(
        version=idea.version,
        cuts=cuts_of(idea),
        patches=[Patch(image.pk, Area(250, 250, 750, 750), Blackened.FACE)],
        text=f"Wir haben {world.BIRD} und {world.NUMBER} geschwärzt.",
    )
    with django_capture_on_commit_callbacks(execute=True):
        redact(idea, wish, by=make_staff())
    return Idea.objects.get(pk=idea.pk)


def read_pages(idea, *clients):
    address = idea.get_absolute_url()
    paths = (
        address,
        "/ideen/",
        "/ideen/tabelle/",
        "/ideen/neueste.atom",
        "/ideen/ideen.csv",
        "/ideen/ideen.geojson",
        "/suche/?q=Tirili",
        "/",
        "/ideen/karte/orte.json?west=-180&south=-85&east=180&north=85&zoom=18",
    )
    said = []
    for client in clients:
        for path in paths:
            response = client.get(path)
            body = b"".join(response) if response.streaming else response.content
            # What somebody looks for is said back to them.
            said.append(body.decode(errors="replace").replace("Tirili", "", 0))
    return said


def test_the_canary_sings_everywhere_before(idea, client):
    read_pages(idea, client)

    assert world.heard(world.dump())
    assert world.heard(world.media())
    assert world.heard(world.valkey())


def test_no_table_holds_the_words(redacted):
    assert world.heard(world.dump()) == []


def test_no_file_holds_the_words(redacted):
    assert world.heard(world.media()) == []


def test_no_kept_page_holds_the_words(idea, client, django_capture_on_commit_callbacks):
    signed_in = sign_in(StrictClient(), make_staff())
    read_pages(idea, client, signed_in)
    wish = Wish(version=idea.version, cuts=cuts_of(idea))

    with django_capture_on_commit_callbacks(execute=True):
        redact(idea, wish, by=make_staff())

    kept = world.valkey()
    assert world.heard(kept) == []
    idea.refresh_from_db()
    said = read_pages(idea, client, signed_in)
    asked = 'value="Tirili"'
    assert (
        world.heard(page.replace(asked, "") for page in said if asked not in page) == []
    )


def test_no_mail_that_waits_holds_the_words(redacted):
    for happening in Happening.objects.filter(expanded_at=None):
        expand(happening_id=happening.pk)
    said = []
    for delivery in Delivery.objects.all():
        try:
            said.append(str(renderers.get(delivery.renderer)(delivery)))
        except renderers.Withdrawn:
            continue

    assert said
    assert world.heard(said) == []


def test_no_log_holds_the_words(idea, caplog, django_capture_on_commit_callbacks):
    caplog.clear()
    wish = Wish(version=idea.version, cuts=cuts_of(idea))

    with caplog.at_level(0), django_capture_on_commit_callbacks(execute=True):
        redact(idea, wish, by=make_staff())

    # The database's own log of statements is switched on by nobody but a test.
    ours = [r.getMessage() for r in caplog.records if r.name != "django.db.backends"]
    assert world.heard(ours) == []


def test_the_address_forgets_the_words(idea, redacted):
    old = idea.get_absolute_url()

    assert redacted.slug == "anruf-bei-name"
    assert StrictClient().get(old).url == redacted.get_absolute_url()


def test_the_index_still_finds_the_rest(redacted):
    row = SearchRow.objects.get(kind="idea", target_id=redacted.pk)

    assert row.title == redacted.title == "Anruf bei ■■■■ [Name]"
    assert "'anruf'" in row.words


def test_the_pixels_are_gone_in_every_size(before, redacted):
    after = redacted.images.get().stored_file

    assert after.key != before.key
    assert not default_storage.exists(before.path)
    assert not default_storage.exists(before.small_path)
    for rendition in Rendition:
        image = Image.open(io.BytesIO(files.read(after, rendition))).convert("RGB")
        middle = image.getpixel((image.width // 2, image.height // 2))
        corner = image.getpixel((5, 5))
        assert max(middle) < 20
        assert corner[1] > 100


def test_the_dossier_is_set_anew(idea, redacted):
    (referral,) = Referral.objects.filter(idea=redacted)

    assert list(referral.delivery.attachments.all()) == [referral.dossier]
    assert files.read(referral.dossier)[:5] == b"%PDF-"


def test_each_author_has_a_decision_that_says_the_kind_alone(redacted):
    decisions = Decision.objects.filter(verdict=Verdict.REDACT).order_by("kind")

    assert [decision.kind for decision in decisions] == ["addendum", "comment", "idea"]
    whats = {
        decision.kind: {(row.what, row.is_picture) for row in decision.redactions.all()}
        for decision in decisions
    }
    assert whats["addendum"] == {("name", False), ("phone", False)}
    assert whats["idea"] == {("name", False), ("phone", False), ("face", True)}
    assert all(
        decision.facts.startswith("Geschwärzt haben wir") for decision in decisions
    )
