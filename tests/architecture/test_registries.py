"""What is said by name exists: verbs, tasks, kinds, renderers, slots."""

import pytest
from celery import current_app
from django.conf import settings
from django.template.loader import get_template

from commons import kinds, schedule, slots, wake
from commons.incoming import workflow as incoming_workflow
from commons.verbs import registry
from events.calendar import registration_states
from neighbourhood.rounds import party_states, workflow as rounds_workflow
from participation.actors import workflow as actors_workflow
from participation.ideas import workflow as ideas_workflow
from participation.moderation import desk, workflow as moderation_workflow
from participation.networks import concern_states
from participation.notices import workflow as notices_workflow
from participation.referrals import (
    answer_set_states,
    promise_states,
    reply_states,
    reuse_states,
    transcript_states,
    workflow as referrals_workflow,
)
from participation.together import workflow as together_workflow
from tests.architecture.house import ROOT, calls_of, literal_argument, python_files


def test_everything_that_happens_is_a_declared_verb():
    declared = {verb.key for verb in registry.all_verbs()}
    said = {
        literal_argument(call): f"{path.relative_to(ROOT)}:{call.lineno}"
        for path, call in calls_of("happened")
        if literal_argument(call)
    }

    assert {verb: where for verb, where in said.items() if verb not in declared} == {}


def test_every_declared_verb_is_said_somewhere():
    text = "\n".join(
        path.read_text() for path in python_files() if path.name != "verbs.py"
    )

    unsaid = [verb.key for verb in registry.all_verbs() if f'"{verb.key}"' not in text]

    assert unsaid == []


def test_every_woken_name_is_a_task():
    current_app.loader.import_default_modules()

    assert wake.known_names - set(current_app.tasks) == set()


def test_every_scheduled_name_is_a_task():
    current_app.loader.import_default_modules()

    assert {entry.task for entry in schedule.entries()} - set(
        current_app.tasks
    ) == set()


def test_every_kind_names_a_model_and_its_rule():
    for kind in kinds.all_kinds():
        assert kind.model_class._meta.label == kind.model
        assert kinds.of(kind.model_class()) is kind


def test_every_filling_has_its_template():
    for fillings in slots.all_slots().values():
        for filling in fillings:
            get_template(filling.template)
            assert filling.query_budget <= 6


def test_every_desk_kind_is_a_kind_with_a_template():
    for desk_kind in desk.all_kinds():
        assert kinds.get(desk_kind.kind).key == desk_kind.kind
        get_template(desk_kind.template)


WORKFLOWS = {
    "publication": moderation_workflow,
    "actor_invitation": actors_workflow,
    "case": ideas_workflow,
    "referral": referrals_workflow,
    "reuse": reuse_states,
    "answer_set": answer_set_states,
    "promise": promise_states,
    "round": rounds_workflow,
    "round_party": party_states,
    "reply": reply_states,
    "mail": incoming_workflow,
    "transcript": transcript_states,
    "notice": notices_workflow,
    "together": together_workflow,
    "concern": concern_states,
    "registration": registration_states,
}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_state_is_reachable(name):
    workflow = WORKFLOWS[name]
    reached, frontier = {workflow.INITIAL}, [workflow.INITIAL]
    while frontier:
        for state in workflow.MAY_FOLLOW[frontier.pop()] - reached:
            reached.add(state)
            frontier.append(state)

    assert reached == set(type(workflow.INITIAL))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_waiting_state_has_an_exit_and_a_time_out(name):
    workflow = WORKFLOWS[name]
    current_app.loader.import_default_modules()

    for state, task in workflow.WAITING.items():
        assert workflow.MAY_FOLLOW[state], f"{state} has no exit"
        assert task in current_app.tasks, f"{state}: {task} is no task"


def test_settings_stay_small():
    settings_lines = (ROOT / "config" / "settings.py").read_text().splitlines()
    test_lines = (ROOT / "config" / "settings_test.py").read_text().splitlines()

    assert len(settings_lines) < 300
    assert len(test_lines) <= 30
    assert settings.DEFAULT_AUTO_FIELD == "django.db.models.BigAutoField"
