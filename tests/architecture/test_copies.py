"""No column is forgotten where words of a contribution may lie (`commons.copies`)."""

import pytest
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from commons import copies
from participation.moderation import desk
from tests.architecture.test_keys import OUR_MODELS
from tests.architecture.wordless import WORDLESS

TEXT = (models.CharField, models.TextField, models.JSONField, SearchVectorField)


def text_columns(model):
    return {
        field.name
        for field in model._meta.concrete_fields
        if (isinstance(field, TEXT) or is_array_of_text(field)) and not field.choices
    }


def is_array_of_text(field):
    return isinstance(field, ArrayField) and isinstance(field.base_field, TEXT)


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_every_text_column_is_redacted_or_said_to_be_wordless(model):
    known = copies.fields_of(model) | set(WORDLESS.get(model._meta.label, ()))

    forgotten = sorted(text_columns(model) - known)

    assert forgotten == [], (
        f"{model._meta.label}: register {forgotten} with commons.copies, so that a "
        "redaction reaches them, or name them in tests/architecture/wordless.py."
    )


def test_what_is_said_to_be_wordless_exists():
    columns = {model._meta.label: text_columns(model) for model in OUR_MODELS}

    gone = {
        f"{label}.{name}"
        for label, names in WORDLESS.items()
        for name in names
        if name not in columns.get(label, ())
    }

    assert gone == set()


def test_every_registered_column_exists():
    for known in copies.all_copies():
        names = {field.name for field in known.model_class._meta.concrete_fields}
        assert set(known.fields) <= names, known.model


def test_every_kind_at_the_desk_can_be_redacted():
    missing = [kind.kind for kind in desk.all_kinds() if kind.redacting is None]

    assert missing == []
