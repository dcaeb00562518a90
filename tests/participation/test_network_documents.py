"""Files of posts: what is taken, and who reads them."""

import io
import uuid
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from commons.files.models import StoredFile
from participation.moderation.services import reports
from participation.moderation.services.reports import Notice
from participation.networks.enums import Visibility
from participation.networks.models import Post, PostDocument
from participation.networks.services import posting
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.networks import make_network, member_of
from tests.factories.posts import PostFactory, document_of
from tests.pdfs import pdf

pytestmark = pytest.mark.django_db
QUERIES = 10


def picture():
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, "PNG")
    return SimpleUploadedFile("plan.png", content.getvalue(), "image/png")


def office(*, program=False):
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
        if program:
            archive.writestr("word/vbaProject.bin", "x")
    return SimpleUploadedFile("liste.docx", content.getvalue())


def paper(**options):
    return SimpleUploadedFile("plan.pdf", pdf(**options), "application/pdf")


def send(client, network, *uploads):
    return client.post(
        f"/netzwerke/schreiben/{network.pk}/",
        {"key": str(uuid.uuid4()), "text": "Anbei.", "uploads": list(uploads)},
    )


def test_pictures_papers_and_documents_come_along(client, sign_in):
    network, coordinator = make_network()
    sign_in(client, coordinator)

    send(client, network, picture(), paper(), office())

    kept = PostDocument.objects.values_list("title", "stored_file__mime")
    assert list(kept) == [
        ("plan.jpg", "image/jpeg"),
        ("plan.pdf", "application/pdf"),
        (
            "liste.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ]


@pytest.mark.parametrize(
    "upload",
    (
        lambda: SimpleUploadedFile("lied.mp3", b"ID3" + bytes(200), "audio/mpeg"),
        lambda: SimpleUploadedFile("seite.html", b"<html><script>1</script>"),
        lambda: SimpleUploadedFile("plan.svg", b"<svg onload='x'/>", "image/svg+xml"),
        lambda: SimpleUploadedFile("archiv.zip", b"PK\x03\x04" + bytes(200)),
        lambda: office(program=True),
        lambda: paper(script="app.alert(1)"),
    ),
)
def test_anything_else_is_refused_and_nothing_is_written(client, sign_in, upload):
    network, coordinator = make_network()
    sign_in(client, coordinator)

    response = send(client, network, upload())

    assert response.status_code == 422
    assert not Post.objects.exists()


def test_at_most_five(client, sign_in):
    network, coordinator = make_network()
    sign_in(client, coordinator)

    response = send(client, network, *(picture() for _ in range(6)))

    assert response.status_code == 422
    assert not PostDocument.objects.exists()


def test_files_are_taken_off_and_added(client, sign_in):
    network, coordinator = make_network()
    sign_in(client, coordinator)
    send(client, network, picture())
    document = PostDocument.objects.get()

    client.post(
        f"/netzwerke/beitrag/{document.post_id}/aendern/",
        {
            "text": "Anbei.",
            "version": 1,
            "detached": [document.pk],
            "uploads": [paper()],
        },
    )

    assert [each.title for each in PostDocument.objects.all()] == ["plan.pdf"]


@pytest.fixture
def kept(client, sign_in):
    """A file on the disk, in a network of members."""

    def keep(visibility):
        network, coordinator = make_network(visibility)
        sign_in(client, coordinator)
        send(client, network, picture())
        client.logout()
        return PostDocument.objects.get()

    return keep


def answers(client, sign_in, file, *people):
    statuses = []
    for person in people:
        sign_in(client, person) if person else client.logout()
        statuses.append(client.get(file.get_absolute_url()).status_code)
    return statuses


@pytest.mark.parametrize(
    ("visibility", "expected"),
    (
        (Visibility.OPEN, [200, 200, 200]),
        (Visibility.MEMBERS, [200, 404, 404]),
        (Visibility.HIDDEN, [200, 404, 404]),
    ),
)
def test_a_file_is_read_by_whoever_reads_the_post(
    client, sign_in, kept, visibility, expected
):
    document = kept(visibility)
    member = member_of(document.post.network)

    found = answers(client, sign_in, document.stored_file, member, UserFactory(), None)

    assert found == expected


def test_a_withdrawn_post_takes_its_files_along(client, sign_in, kept):
    document = kept(Visibility.OPEN)
    posting.withdraw(document.post, by=document.post.author)

    assert answers(client, sign_in, document.stored_file, UserFactory()) == [404]


def test_the_desk_reads_a_file_once_its_post_is_reported(client, sign_in, kept):
    document = kept(Visibility.HIDDEN)
    moderator, file = make_staff(), document.stored_file
    before = answers(client, sign_in, file, moderator)
    notice = Notice(reason="insult", text="Das Bild beleidigt.")

    reports.report(document.post, notice, by=document.post.author)

    assert (before, answers(client, sign_in, file, moderator)) == ([404], [200])


def test_the_list_shows_all_files_and_asks_once(client, django_assert_num_queries):
    network, _coordinator = make_network()
    document_of(PostFactory(network=network), title="erste.jpg")
    url = f"/netzwerke/dokumente/{network.pk}/"
    client.get(url)
    with django_assert_num_queries(QUERIES):
        client.get(url)
    for number in range(31):
        document_of(PostFactory(network=network), title=f"plan-{number}.jpg")

    with django_assert_num_queries(QUERIES):
        page = client.get(url)
    older = client.get(url, {"vor": page.context["documents"].next_before})

    assert StoredFile.objects.count() == 32
    assert len(page.context["documents"].rows) == 30
    assert "erste.jpg" in older.content.decode()
