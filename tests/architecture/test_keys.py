"""No foreign key and no migration points up; string keys are invisible to import-linter."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from commons import owndata
from tests.architecture.house import WINGS, order_of_apps

OUR_APPS = [
    config for config in apps.get_app_configs() if config.name.split(".")[0] in WINGS
]
OUR_MODELS = [model for config in OUR_APPS for model in config.get_models()]


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model._meta.label)
def test_no_key_points_up(model):
    heights = order_of_apps()
    own_height = heights[model._meta.app_label]

    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model
        and field.related_model._meta.label != settings.AUTH_USER_MODEL
        and heights.get(field.related_model._meta.app_label, 0) > own_height
    ]

    assert upward == []


def test_no_migration_depends_upwards():
    heights = order_of_apps()
    labels = {config.label for config in OUR_APPS}
    loader = MigrationLoader(None)

    upward = [
        f"{label}.{name} -> {needed}"
        for (label, name), migration in loader.disk_migrations.items()
        if label in labels
        for needed, _name in migration.dependencies
        if needed in labels
        and needed != "accounts"
        and heights[needed] > heights[label]
    ]

    assert upward == []


def test_every_model_with_a_key_to_the_user_says_what_becomes_of_it():
    missing = []
    for model in apps.get_models():
        keys = {
            field.name
            for field in model._meta.get_fields()
            if field.is_relation
            and not field.auto_created
            and field.related_model is not None
            and field.related_model._meta.label == settings.AUTH_USER_MODEL
        }
        entry = owndata.entry_for(model)
        if keys and (entry is None or set(entry.user_fields) != keys):
            declared = set(entry.user_fields) if entry else set()
            missing.append(f"{model._meta.label}: {sorted(keys ^ declared)}")

    assert missing == []


# Acts of residents; every other key that ends so is an act of somebody at work.
ACTS_OF_RESIDENTS = frozenset(
    {
        *("created_by", "uploaded_by", "reported_by", "complained_by", "objected_by"),
        # Who coordinates a network or owns an actor works there as a neighbour.
        *("accepted_by", "acted_by", "ended_by", "invited_by"),
    }
)


def test_what_is_kept_about_staff_says_what_for():
    """The page for the staff council is made of it (PersVG Berlin § 85)."""
    silent = [
        f"{entry.model}: {field}"
        for entry in owndata.entries()
        for field in entry.user_fields
        if field.endswith("_by") and field not in ACTS_OF_RESIDENTS
        if not entry.staff
    ]

    assert silent == []


def test_what_is_exported_exists(db):
    for entry in owndata.entries():
        fields = entry.exported_fields
        rows = entry.model_class._default_manager.values(*fields)

        assert list(rows[:1]) is not None
        assert entry.export is not None or fields
