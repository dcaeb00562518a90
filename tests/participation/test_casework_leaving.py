"""Zur Akte, when an idea leaves the public, and what a killed worker leaves behind."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from participation.casework.enums import FileState
from participation.casework.services import files, making
from participation.moderation.services.decisions import decide_directly
from tests.factories.accounts import make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }


def test_what_an_amt_asked_for_goes_with_the_idea(django_capture_on_commit_callbacks):
    by = make_staff()
    idea = IdeaFactory(case="referred")
    referral = ReferralFactory(idea=idea)
    ready, ours = files.ask(idea, by=by, referral=referral), files.ask(idea, by=by)
    assert making.make(ready.pk)
    ready.refresh_from_db()
    path = Path(default_storage.path(ready.path))
    assert path.exists()

    with django_capture_on_commit_callbacks(execute=True):
        decide_directly(
            idea, verdict="hide", version=idea.version, by=by, reason="insult"
        )

    ready.refresh_from_db()
    ours.refresh_from_db()
    assert (ready.state, ours.state) == (FileState.GONE, FileState.WAITING)
    assert not path.exists()


def test_half_an_archive_of_a_killed_worker_is_swept():
    by = make_staff()
    file = files.ask(IdeaFactory(case="open"), by=by)
    assert making.make(file.pk)
    file.refresh_from_db()
    folder = Path(default_storage.path(files.FOLDER))
    old, new = folder / "1-old.zip", folder / "2-new.zip"
    for path in (old, new):
        path.write_bytes(b"PK")
    then = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(old, (then, then))

    files.sweep(timezone.now())

    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [Path(file.path).name, new.name]
    )


def test_where_nothing_can_be_written_it_says_so(tmp_path):
    """A full disk, or a folder that is not ours: no waiting that never ends."""
    by = make_staff()
    file = files.ask(IdeaFactory(case="open"), by=by)
    (tmp_path / files.FOLDER).write_text("in the way")

    assert making.make(file.pk) is False

    file.refresh_from_db()
    assert (file.state, file.path) == (FileState.FAILED, "")
