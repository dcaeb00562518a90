"""Builds the departments of the demo.

Written for the product; an installation brings its own with `import_departments` or
enters them on the page. The order of the topics is that of `facts/topics.json`.
"""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from commons.clock import berlin_today
from commons.text import sort_key
from neighbourhood.departments.demo_samples import SAMPLES, Sample
from neighbourhood.departments.enums import DepartmentKind, TextKind
from neighbourhood.departments.models import (
    Card,
    Department,
    DepartmentName,
    DepartmentText,
    Topic,
)
from neighbourhood.departments.services.cards import due_after
from neighbourhood.departments.services.facts import give_to_owners


@transaction.atomic
def build() -> dict[str, Department]:
    """Add what is missing of the demo's departments; gives all of them by key."""
    topics = {topic.key: topic for topic in Topic.objects.all()}
    built: dict[str, Department] = {}
    for sample in SAMPLES:
        department, is_new = Department.objects.get_or_create(
            key=sample.key, defaults=_values(sample, built)
        )
        if is_new:
            department.topics.set(topics[key] for key in sample.topics)
        built[sample.key] = department
    _tell_the_past(built)
    _write_texts(built)
    give_to_owners()
    _check_some_cards()
    return built


def _values(sample: Sample, built: dict[str, Department]) -> dict[str, Any]:
    return {
        "name": sample.name,
        "short_name": sample.short_name,
        "sort_key": sort_key(sample.name),
        "kind": sample.kind,
        "parent": built.get(sample.parent),
        "takes_referrals": sample.takes_referrals,
        "email": _address(sample.mailbox),
        "substitute_email": _address(sample.substitute),
        "head_email": _address(sample.head),
        "form_url": sample.form_url,
        "responsibilities": sample.responsibilities,
        "needs_four_eyes": sample.needs_four_eyes,
        "working_days": sample.working_days,
        "open_limit": sample.open_limit,
    }


def _address(mailbox: str) -> str:
    return f"{mailbox}@amt.example" if mailbox else ""


def _tell_the_past(built: dict[str, Department]) -> None:
    """One office had another name, and one has become part of another."""
    DepartmentName.objects.get_or_create(
        department=built["umnat"],
        name="Amt für Umwelt und Natur",
        short_name="AUN",
        until=date(2021, 12, 31),
    )
    Department.objects.get_or_create(
        key="tiefbauamt",
        defaults={
            "name": "Tiefbauamt",
            "short_name": "TBA",
            "sort_key": sort_key("Tiefbauamt"),
            "kind": DepartmentKind.AMT,
            "is_active": False,
            "ended_on": date(2012, 12, 31),
            "merged_into": built["sga"],
        },
    )


# Department, kind, name and words of what an office starts from.
TEXTS = (
    (
        "sga",
        TextKind.MODULE,
        "Mit der Unterhaltung",
        "Wir erledigen das mit der laufenden Unterhaltung, meist in drei Monaten.",
    ),
    (
        "sga",
        TextKind.NOT_OURS,
        "Fahrbahn einer Hauptstraße",
        "Zuständig ist die Senatsverwaltung; der Gehweg daneben ist unsere Aufgabe.",
    ),
    (
        "ordnungsamt",
        TextKind.NOT_OURS,
        "Fließender Verkehr",
        "Den fließenden Verkehr überwacht die Polizei. Wir kontrollieren das Parken.",
    ),
)


def _write_texts(built: dict[str, Department]) -> None:
    for place, (key, kind, title, text) in enumerate(TEXTS, start=1):
        DepartmentText.objects.get_or_create(
            department=built[key],
            kind=kind,
            title=title,
            defaults={"text": text, "position": place * 10},
        )


# Which cards the offices have looked at, and how many days ago: one is due again.
CHECKED_CARDS = {"bank": 40, "spielstrasse-auf-zeit": 100, "fahrradbuegel": 400}


def _check_some_cards() -> None:
    for card in Card.objects.filter(key__in=CHECKED_CARDS, is_example=True, version=1):
        card.checked_on = berlin_today() - timedelta(days=CHECKED_CARDS[card.key])
        card.check_due_on = due_after(card.checked_on, card.check_months)
        card.is_example = False
        card.save(update_fields=["checked_on", "check_due_on", "is_example"])
