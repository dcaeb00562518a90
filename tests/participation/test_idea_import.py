import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from commons.audit.models import AuditEntry
from participation.ideas.models import Idea, Submission
from participation.moderation.enums import Publication
from participation.moderation.models import QueueItem
from tests.shared_data import shared

pytestmark = pytest.mark.django_db
HEAD = ["url", "datum", "titel", "text", "kategorie_buerger", "stimmen", "lon", "lat"]


def write(tmp_path, *rows, head=HEAD):
    path = tmp_path / "ideen.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return str(path)


def bring_in(path, *options):
    """What the command reports, and behind it what it says on the way."""
    out, said = StringIO(), StringIO()
    call_command(
        "import_ideas",
        path,
        "--source",
        "probe",
        *options,
        stdout=out,
        stderr=said,
    )
    return out.getvalue() + said.getvalue()


def row(number, **changes):
    values = {
        "url": f"https://example.org/{number}",
        "datum": "2017-10-18",
        "titel": f"Spiegel {number}",
        "text": "Bitte anbringen.",
        "kategorie_buerger": "Sonstiges",
        "stimmen": "3",
        "lon": "",
        "lat": "",
    }
    return list((values | changes).values())


def test_a_row_becomes_an_idea_with_its_date_number_and_support(tmp_path):
    bring_in(write(tmp_path, row(1)), "--region", "karow", "--publish")

    idea = Idea.objects.get()
    assert (idea.number, idea.title, idea.region.slug) == (
        "2017-00001",
        "Spiegel 1",
        "karow",
    )
    assert (idea.external_support, idea.total_support) == (3, 3)
    assert idea.topic.name == "Sonstiges"
    assert idea.publication == Publication.PUBLISHED
    assert AuditEntry.objects.filter(verb="idea.imported").count() == 1


def test_without_publish_ideas_wait_at_the_desk(tmp_path):
    bring_in(write(tmp_path, row(1), row(2)), "--region", "karow")

    assert QueueItem.objects.filter(closed_at=None).count() == 2


def test_a_second_run_changes_support_alone(tmp_path):
    bring_in(write(tmp_path, row(1), row(2)), "--region", "karow", "--publish")

    report = bring_in(
        write(tmp_path, row(1, stimmen="9"), row(2)), "--region", "karow", "--publish"
    )

    assert "neu 0, geändert 1, unverändert 1, abgelehnt 0" in report
    assert Idea.objects.count() == 2
    assert Idea.objects.get(title="Spiegel 1").external_support == 9


def test_bad_rows_are_named_and_the_rest_comes_in(tmp_path):
    report = bring_in(
        write(
            tmp_path,
            row(1),
            row(2, datum="gestern"),
            row(3, titel=""),
            row(1),
            row(5, stimmen="-1"),
        ),
        "--region",
        "karow",
    )

    assert "neu 1, geändert 0, unverändert 0, abgelehnt 4" in report
    assert "Zeile 3: „gestern“ ist kein Datum" in report
    assert "Zeile 4: Titel oder Kennung fehlt" in report


def test_a_dry_run_changes_nothing(tmp_path):
    report = bring_in(write(tmp_path, row(1)), "--region", "karow", "--dry-run")

    assert "neu 1" in report
    assert not Idea.objects.exists()


def test_a_place_outside_the_district_is_refused(tmp_path):
    path = write(tmp_path, row(1, lon="7.10", lat="50.75"))

    with pytest.raises(CommandError):
        bring_in(path)

    assert not Idea.objects.exists()


def test_the_middle_of_a_map_is_no_place(tmp_path):
    crowd = [row(number, lon="13.404", lat="52.5698") for number in range(1, 9)]
    alone = row(9, lon="13.41", lat="52.57")

    report = bring_in(write(tmp_path, *crowd, alone))

    assert "8 Ideen liegen genau auf 52.5698; 13.404" in report
    assert Idea.objects.filter(place_kind="none", lon=None).count() == 8
    assert Idea.objects.get(place_kind="pin").title == "Spiegel 9"


def test_an_unknown_region_names_those_that_exist(tmp_path):
    with pytest.raises(CommandError, match="karow"):
        bring_in(write(tmp_path, row(1)), "--region", "atlantis")


@pytest.mark.slow
def test_the_real_collection_comes_in_whole():
    path = shared("contributions/bonn_raddialog_2017.csv")

    report = bring_in(str(path), "--region", "helmholtzplatz", "--publish")

    assert "neu 2393, geändert 0, unverändert 0, abgelehnt 0" in report
    assert Idea.objects.count() == 2393
    # Of the 38 without a text, five have a title so long that it heads the text.
    assert Idea.objects.filter(text="").count() == 33
    assert Idea.objects.filter(text__startswith="**").count() >= 39
    assert sum(Idea.objects.values_list("external_support", flat=True)) == 697
    assert Submission.objects.values("source_id").distinct().count() == 2393
