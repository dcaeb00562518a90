"""How much a page moves; that nothing comes from elsewhere every browser test asserts."""

import pytest

from commons import pagecache
from neighbourhood.departments.models import Topic
from tests.e2e.people import open_signed_in
from tests.factories.accounts import UserFactory
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.e2e]
WITHOUT_MAP, WITH_MAP = 60_000, 120_000
CARDS, TOPICS = 25, 40
WORDS = "Am Platz fehlen Bänke und Schatten, und Ältere müssen weit gehen. "


@pytest.fixture(scope="module", autouse=True)
def topics_of_one_district(stack):
    """Other modules leave hundreds of topics behind, and each has a place in a form."""
    active = Topic.objects.filter(is_active=True).order_by("pk")
    others = list(active.values_list("pk", flat=True)[TOPICS:])
    Topic.objects.filter(pk__in=others).update(is_active=False)
    pagecache.bump_everything()
    yield
    Topic.objects.filter(pk__in=others).update(is_active=True)
    pagecache.bump_everything()


@pytest.fixture(scope="module")
def region(stack):
    region = RegionFactory()
    for number in range(CARDS):
        IdeaFactory(region=region, title=f"{number}. {WORDS}"[:100], text=WORDS * 9)
    return region


@pytest.mark.parametrize(
    ("path", "most"),
    (
        ("/", WITHOUT_MAP),
        ("/ideen/?stadtteil={slug}", WITHOUT_MAP),
        ("/stadtteile/{slug}/", WITHOUT_MAP),
        ("/konto/login/", WITHOUT_MAP),
        ("/ansprechpartner/", WITHOUT_MAP),
        ("/ideen/neu/", WITHOUT_MAP),
        ("/ideen/karte/?stadtteil={slug}", WITH_MAP),
    ),
)
def test_a_page_moves_little(visitors, region, path, most):
    page = visitors.new()

    page.goto(path.format(slug=region.slug), wait_until="networkidle")

    assert moved(visitors) < most, sizes(visitors)


def test_an_idea_with_a_talk_moves_little_for_somebody_signed_in(visitors, region):
    page = open_signed_in(visitors, UserFactory())
    idea = IdeaFactory(region=region, text=WORDS * 20)
    for number in range(CARDS):
        comment = CommentFactory(idea=idea, text=f"{number}. {WORDS * 4}")
        CommentFactory(parent=comment, text=WORDS)

    page.goto(idea.get_absolute_url(), wait_until="networkidle")

    assert moved(visitors) < WITHOUT_MAP, sizes(visitors)


def moved(visitors):
    return sum(sizes(visitors).values())


def sizes(visitors):
    """Bytes on the wire by address: headers and compressed bodies of the answers."""
    found = {}
    for request in visitors.requests:
        if request.response() is not None:
            size = request.sizes()
            moved = size["responseHeadersSize"] + size["responseBodySize"]
            found[request.url] = found.get(request.url, 0) + moved
    return found
