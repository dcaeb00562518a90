"""Eighty short texts in everyday words, and what people would ask for."""

import json
from pathlib import Path

import pytest

from commons.search import queries, registry as sources, services
from commons.search.registry import Document
from neighbourhood.regions.finding import name_search_places
from neighbourhood.regions.models import Region

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).with_name("search_corpus")


def _read(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


TEXTS, QUERIES = _read("texts.json"), _read("queries.json")


class Text:
    def __init__(self, row, regions):
        self.pk, self.title, self.text = row["id"], row["title"], row["text"]
        self.region_id = regions[row["region"]]


@pytest.fixture(autouse=True)
def _corpus():
    name_search_places()
    regions = dict(Region.objects.values_list("number", "pk"))
    texts = [Text(row, regions) for row in TEXTS]
    before = dict(sources._sources)
    sources.register(
        "text",
        document_of=lambda text: Document(text.title, text.text, text.region_id),
        everything=lambda: texts,
    )
    services.index_many("text", texts)
    yield
    sources._sources = before


def test_the_set_is_large_enough():
    assert len(TEXTS) == 80
    assert len(QUERIES) >= 60
    assert len({row["asked"] for row in QUERIES}) == len(QUERIES)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["asked"])
def test_people_find_what_they_mean(query):
    """`first` lead, in this order; `among` are all there; `not` are not."""
    hits = queries.search(None, query["asked"], kinds=["text"]).hits
    found = [hit.target_id for hit in hits]
    first = query.get("first", [])

    assert found[: len(first)] == first
    assert set(query.get("among", [])) <= set(found)
    assert set(query.get("not", [])) & set(found) == set()
