"""Nothing takes a contribution from the public but a decision that states its reasons.

Every line of our code that writes `publication` is named here with its reason. A new
one has to be looked at: it belongs into a kind's `apply`, which the desk calls with a
decision, or it must not be able to take anything from the public.
"""

import ast
import re

from participation.moderation import desk
from participation.moderation.enums import Verdict
from tests.architecture.house import ROOT, python_files

# The kinds' own answers to a decision, and what undoes them.
BY_DECISION = {
    "participation/discussion/services/publication.py:apply",
    "participation/ideas/services/amending.py:apply",
    "participation/ideas/services/merging.py:merge",
    "participation/ideas/services/merging.py:part",
    "participation/ideas/services/publication.py:apply",
    "participation/moderation/services/following.py:follow",
}
# Answers that leave the writing to `following.follow`; nobody else may call it.
BY_FOLLOWING = {
    "events/calendar/services/publication.py:apply",
    "events/live/services/publication.py:apply",
    "participation/actors/services/changing.py:apply",
    "participation/actors/services/publication.py:apply",
    "participation/networks/services/publication.py:apply",
    "participation/networks/services/taking_down.py:apply",
    "participation/pool/services/publication.py:apply",
    "participation/together/services/publication.py:apply",
}
# Nobody else decides there: authors take back or hand in, and new rows are born.
BY_AUTHOR = {
    "config/demo/directory.py:_old",
    "events/calendar/services/announcing.py:_unsaved",
    "events/calendar/services/announcing.py:leave_public_unless",
    "events/calendar/services/cancelling.py:withdraw",
    # Born public: only a verified actor's calendar is read.
    "events/calendar/services/importing.py:_new_event",
    "participation/actors/services/changing.py:withdraw",
    "participation/actors/services/profile.py:_resubmit",
    "participation/actors/services/publication.py:withdraw",
    "participation/networks/services/founding.py:_write",
    "participation/networks/services/founding.py:change",
    "participation/networks/services/founding.py:found",
    "participation/networks/services/founding.py:withdraw",
    "participation/networks/services/posting.py:withdraw",
    "participation/networks/services/posting.py:write",
    "participation/discussion/services/editing.py:withdraw",
    "participation/discussion/services/writing.py:_born",
    "participation/ideas/services/amending.py:withdraw",
    "participation/ideas/services/intake.py:_idea",
    "participation/ideas/services/publication.py:withdraw",
    "participation/ideas/services/revision.py:resubmit",
    "participation/pool/services/offering.py:edit",
    "participation/pool/services/offering.py:submit",
    "participation/pool/services/offering.py:withdraw",
    "participation/together/services/reporting.py:_written",
    "participation/together/services/reporting.py:withdraw",
}
# Puts back what was before a decision that nobody was told of yet.
BY_UNDOING = {"participation/moderation/services/keeping.py:restore"}
FOLLOW = "participation.moderation.services.following"
WRITES_SQL = re.compile(r"\bset\b[^;]*\bpublication\s*=", re.IGNORECASE)
SAFE_CALLS = frozenset({"filter", "exclude", "get", "Q", "When", "CheckConstraint"})


def written_in(path):
    """`file:function` of every write of `publication` in a module."""
    tree = ast.parse(path.read_text())
    name = path.relative_to(ROOT)
    names_it = any(
        isinstance(node, ast.Constant) and node.value == "publication"
        for node in ast.walk(tree)
    )
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if writes(node) or (names_it and writes_anything(node)):
                    yield f"{name}:{function.name}"
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and WRITES_SQL.search(node.value):
            yield f"{name}:sql"


def writes(node):
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(is_publication(each) for target in targets for each in parts(target))
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    called = node.func.id if isinstance(node.func, ast.Name) else called
    if called == "setattr":
        name = node.args[1] if len(node.args) > 1 else None
        return isinstance(name, ast.Constant) and name.value == "publication"
    named = any(keyword.arg == "publication" for keyword in node.keywords)
    return named and called not in SAFE_CALLS


def writes_anything(node):
    """`setattr` with a name that is only known when it runs."""
    is_setattr = isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr"
    return is_setattr and not isinstance(node.args[1], ast.Constant)


def parts(target):
    return target.elts if isinstance(target, ast.Tuple | ast.List) else [target]


def is_publication(target):
    return isinstance(target, ast.Attribute) and target.attr == "publication"


def written():
    files = [path for path in python_files() if "migrations" not in path.parts]
    return {where for path in files for where in written_in(path)}


def calling(module):
    """`file:function` of every call of that module's `follow`."""
    for path in python_files():
        text = path.read_text()
        if f"from {module} import" not in text:
            continue
        for function in ast.walk(ast.parse(text)):
            if isinstance(function, ast.FunctionDef) and any(
                isinstance(node, ast.Call) and ast.unparse(node.func) == "follow"
                for node in ast.walk(function)
            ):
                yield f"{path.relative_to(ROOT)}:{function.name}"


def test_publication_is_written_only_where_a_decision_or_its_author_says_so():
    assert written() == BY_DECISION | BY_AUTHOR | BY_UNDOING


def test_only_a_kinds_own_answer_follows_a_decision():
    assert set(calling(FOLLOW)) == BY_FOLLOWING


def test_every_kind_answers_decisions_by_a_function_of_that_list():
    answering = {
        f"{desk_kind.apply.__module__.replace('.', '/')}.py:{desk_kind.apply.__name__}"
        for desk_kind in desk.all_kinds()
    }

    assert answering <= BY_DECISION | BY_FOLLOWING
    assert {kind.kind for kind in desk.all_kinds() if Verdict.REMOVE in kind.verdicts}


def test_a_planted_write_is_found():
    planted = {
        "idea.publication = 'hidden'": True,
        "idea.title, idea.publication = 1, 2": True,
        "Idea.objects.update(publication='hidden')": True,
        "setattr(idea, 'publication', 'hidden')": True,
        "Idea.objects.filter(publication='hidden')": False,
        "shown = idea.publication": False,
    }

    found = {
        line: any(writes(node) for node in ast.walk(ast.parse(line)))
        for line in planted
    }

    assert found == planted
    assert WRITES_SQL.search("UPDATE ideas_idea SET x = 1, publication = 'hidden'")
