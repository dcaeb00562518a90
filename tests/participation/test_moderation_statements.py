"""Each decision against a contribution is a complete statement of reasons."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from commons.errors import RuleViolation
from neighbourhood.pages.models import Page
from neighbourhood.pages.rules import sections_of
from neighbourhood.pages.services.facts import load_pages
from participation.moderation import desk, reasons, workflow
from participation.moderation.enums import (
    Automation,
    Basis,
    HintCode,
    Occasion,
    Publication,
    Reason,
    Verdict,
)
from participation.moderation.services import decide, decide_directly
from participation.moderation.services.checks import Ruling
from participation.moderation.services.decisions import record
from participation.moderation.statements import statement_of
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import DecisionFactory, HintFactory, make_item
from tests.participation.statements import MAKERS, make, read_by_author

pytestmark = pytest.mark.django_db
REASONS = tuple(reason for reason in Reason if reason != Reason.NONE)
# A state in which the desk offers the verdict.
MET_IN = {
    Verdict.REQUEST_CHANGES: Publication.SUBMITTED,
    Verdict.DECLINE: Publication.SUBMITTED,
    Verdict.HIDE: Publication.PUBLISHED,
    Verdict.REMOVE: Publication.PUBLISHED,
}
LANGUAGES = ("de", "en", "de-ls")


@pytest.fixture
def moderator():
    return make_staff()


def against(contribution, verdict, reason, *, by, **more):
    words = {"text": "Bitte lesen Sie dazu unsere Regeln."}
    if reason == Reason.UNLAWFUL:
        words["basis"] = Basis.LAW_INSULT
    return decide_directly(
        contribution,
        verdict=verdict,
        version=contribution.version,
        reason=reason,
        by=by,
        **{**words, **more},
    )


def pairs():
    for kind in MAKERS:
        for verdict, state in MET_IN.items():
            if verdict in desk.get(kind).verdicts:
                yield kind, verdict, state


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_of_every_kind_makes_a_complete_statement(moderator, reason):
    incomplete = []
    for kind, verdict, state in pairs():
        contribution = make(kind, publication=state)

        decision = against(contribution, verdict, reason, by=moderator)

        statement = statement_of(decision)
        _line, _subject, letter = read_by_author(contribution)
        missing = [words for _, words in statement.parts[1:3] if words not in letter]
        if not statement.is_complete or missing or "%(" in letter:
            incomplete.append((kind, verdict, missing))

    assert incomplete == []


@pytest.mark.parametrize("channel", ("", "letter", "call"))
@pytest.mark.parametrize("language", LANGUAGES)
def test_mail_letter_and_call_carry_all_parts_in_each_language(
    moderator, language, channel
):
    idea = make("idea", author=UserFactory(language=language))

    decision = against(idea, Verdict.REMOVE, Reason.INSULT, by=moderator)

    _line, subject, text = read_by_author(idea, language=language, channel=channel)
    with translation.override(language):
        shown = statement_of(decision)
        headings = [heading for heading, _words in shown.parts]
    assert [
        heading for heading in headings if f"{heading}: ".replace("?:", "?") not in text
    ] == []
    assert len(headings) == 5
    assert subject
    assert decision.facts in text
    assert ("/einwand/" in text) is (channel == "")


def test_the_statement_says_until_when_a_contribution_is_hidden(moderator):
    decision = against(make("idea"), Verdict.HIDE, Reason.INSULT, by=moderator)

    with translation.override("de"):
        statement = statement_of(decision)
    assert decision.ends_on is not None
    assert str(decision.ends_on.year) in statement.what


def test_what_is_for_nobody_to_object_to_states_nothing(moderator):
    item = make_item()
    decision = decide(item, verdict=Verdict.PUBLISH, version=1, by=moderator)

    assert statement_of(decision) is None
    assert (decision.basis, decision.facts) == ("", "")


def test_taking_a_publication_back_is_a_statement_too(moderator):
    item = make_item()
    idea = decide(item, verdict=Verdict.PUBLISH, version=1, by=moderator)
    contribution = desk.load("idea", idea.target_id)

    decision = decide_directly(
        contribution,
        verdict=Verdict.TAKE_BACK,
        version=1,
        reason=Reason.OTHER,
        text="Wir hatten etwas übersehen.",
        by=moderator,
    )

    assert decision.basis == Basis.RULE_CHECKING
    assert statement_of(decision).is_complete


@pytest.mark.parametrize(
    ("reason", "words", "code"),
    (
        (Reason.UNLAWFUL, {"text": "Das geht nicht."}, "basis_missing"),
        (Reason.UNLAWFUL, {"basis": Basis.RULE_RESPECT}, "basis_missing"),
        (Reason.UNLAWFUL, {"basis": Basis.LAW_INSULT, "text": ""}, "facts_missing"),
        (Reason.DEFECT, {"basis": "", "text": ""}, ""),
    ),
)
def test_a_law_is_named_and_what_happened_is_said(moderator, reason, words, code):
    idea = make("idea")
    words = {"basis": "", "text": "", **words}

    if not code:
        against(idea, Verdict.REMOVE, reason, by=moderator, **words)
        return
    with pytest.raises(RuleViolation) as caught:
        against(idea, Verdict.REMOVE, reason, by=moderator, **words)

    assert caught.value.code == code


def test_the_law_stands_in_the_letter(moderator):
    idea = make("idea")

    against(
        idea,
        Verdict.REMOVE,
        Reason.UNLAWFUL,
        basis=Basis.LAW_INCITEMENT,
        facts="Der zweite Absatz ruft zu Gewalt auf.",
        by=moderator,
    )

    _line, _subject, text = read_by_author(idea)
    assert "§ 130 StGB: Volksverhetzung" in text
    assert "Der zweite Absatz ruft zu Gewalt auf." in text


def test_it_says_whether_a_machine_pointed_to_it_and_who_decided(moderator):
    plain, flagged = make_item(), make_item()
    HintFactory(item=flagged, code=HintCode.INSULT, reason="ein Wort der Liste")
    words = {"verdict": Verdict.DECLINE, "version": 1, "reason": Reason.INSULT}

    decisions = [decide(item, by=moderator, **words) for item in (plain, flagged)]
    by_rule = decide(make_item(), by=None, **words)

    assert [row.automation for row in (*decisions, by_rule)] == [
        Automation.NONE,
        Automation.DETECTED,
        Automation.AUTOMATIC,
    ]
    assert {row.occasion for row in decisions} == {Occasion.FIRST_LOOK}


def test_a_rule_of_trust_is_named_as_what_published(moderator):
    decision = decide(make_item(), verdict=Verdict.PUBLISH, version=1, by=None)

    assert decision.automation == Automation.TRUST_RULE


def test_other_owners_record_complete_decisions_through_one_function(moderator):
    idea, person = make("idea"), UserFactory()
    redact = Ruling(Verdict.REDACT, 1, Reason.PERSONAL_DATA)
    block = Ruling(Verdict.BLOCK, 1, Reason.INSULT, "Drei Beiträge an einem Tag.")

    decisions = [
        record(idea, redact, by=moderator),
        record(person, block, by=moderator),
    ]

    assert [statement_of(decision).is_complete for decision in decisions] == [True] * 2


def against_rows():
    for verdict in sorted(workflow.AGAINST):
        yield {"verdict": verdict, "state_before": Publication.SUBMITTED}


@pytest.mark.parametrize("row", tuple(against_rows()), ids=lambda row: row["verdict"])
@pytest.mark.parametrize("missing", ("basis", "facts"))
def test_the_database_refuses_a_no_without_its_reasons(row, missing):
    with (
        pytest.raises(IntegrityError, match="decision_no_states_its_reasons"),
        transaction.atomic(),
    ):
        DecisionFactory(target_id=1, **row, **{missing: ""})


def test_rows_from_before_stay_valid_and_are_told_by_their_reason():
    old = DecisionFactory(target_id=1, automation="", basis="", facts="")

    statement = statement_of(old)

    assert "Keine Werbung" in statement.basis
    assert (statement.facts, statement.automation) == (
        "Der Beitrag wirbt für ein Angebot.",
        "",
    )


def test_the_tables_keep_in_step_with_the_enums():
    told = {reason for reason in REASONS if reason in reasons.FACTS_OF}

    assert set(reasons.FAMILY_OF) == set(REASONS)
    assert set(reasons.SHORT) == set(REASONS)
    assert set(REASONS) - told == {Reason.UNLAWFUL, Reason.OTHER}
    assert set(REASONS) - set(reasons.BASIS_OF) == {Reason.UNLAWFUL}
    assert set(reasons.ANCHORS) == set(reasons.RULES)


def test_each_rule_has_its_section_on_the_page_of_rules(client):
    load_pages()
    body = Page.objects.get(slug=reasons.RULES_PAGE).body

    response = client.get(reverse("pages:page-show", args=[reasons.RULES_PAGE]))

    wanted = {*reasons.ANCHORS.values(), reasons.LAWS_ANCHOR}
    assert wanted - {section.anchor for section in sections_of(body)} == set()
    assert response.status_code == 200


def test_a_letter_answers_its_own_headings(moderator):
    idea = make("idea")

    against(idea, Verdict.REMOVE, Reason.INSULT, by=moderator)

    _line, _subject, text = read_by_author(idea)
    answer = "Was automatisch war: Nichts. Ein Mensch hat gelesen und entschieden."
    assert answer in text
