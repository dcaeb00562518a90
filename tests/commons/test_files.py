"""Uploads are written anew, private, and served so that they can do nothing."""

import io
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings as hypothesis, strategies as st
from PIL import Image

from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.files import registry, services
from commons.files.enums import Rendition
from commons.files.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("foto@example.org")


def picture(size=(64, 48), mode="RGB", fmt="JPEG", colour="green", **options):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, fmt, **options)
    return out.getvalue()


def upload(content, name="baum.jpg"):
    return SimpleUploadedFile(name, content)


def stored_image(file, rendition=Rendition.LARGE):
    return Image.open(io.BytesIO(services.read(file, rendition)))


def refusal_of(content, name="baum.jpg"):
    with pytest.raises(RuleViolation) as refusal:
        services.store_image(upload(content, name), by=None)
    return refusal.value.code


@pytest.mark.parametrize(
    ("fmt", "mode"),
    (("JPEG", "RGB"), ("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "RGB"), ("PNG", "RGBA"),
     ("PNG", "P"), ("PNG", "LA"), ("PNG", "1"), ("PNG", "I;16"), ("WEBP", "RGBA")),
)  # fmt: skip
def test_every_kind_of_picture_becomes_a_jpeg_and_a_small_webp(user, fmt, mode):
    colour = 1 if mode in {"1", "P", "L", "I;16"} else None
    file = services.store_image(
        upload(picture(mode=mode, fmt=fmt, colour=colour)), by=user
    )

    large, small = stored_image(file), stored_image(file, Rendition.SMALL)
    assert (large.format, large.mode, large.size) == ("JPEG", "RGB", (64, 48))
    assert (small.format, small.size) == ("WEBP", (64, 48))
    assert (file.width, file.height, file.mime) == (64, 48, "image/jpeg")


def test_large_pictures_come_in_two_smaller_sizes(user):
    file = services.store_image(upload(picture((4000, 3000))), by=user)

    assert stored_image(file).size == (1600, 1200)
    assert stored_image(file, Rendition.SMALL).size == (480, 360)


def test_the_coordinates_in_exif_are_gone_and_the_picture_is_upright(user):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "Vor meiner Haustür"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 0.0)
    content = picture((60, 40), exif=exif, comment=b"geheim")
    assert b"Haust" in content

    file = services.store_image(upload(content), by=user)

    for rendition in Rendition:
        image = stored_image(file, rendition)
        assert image.size == (40, 60)
        assert dict(image.getexif()) == {}
        assert {"exif", "comment", "icc_profile", "xmp"}.isdisjoint(image.info)
        assert b"Haust" not in services.read(file, rendition)


def test_transparency_becomes_white(user):
    file = services.store_image(
        upload(picture(mode="RGBA", fmt="PNG", colour=(255, 0, 0, 0))), by=user
    )

    assert stored_image(file).getpixel((5, 5)) == (255, 255, 255)


def test_a_second_file_hidden_in_a_picture_is_lost(user):
    content = picture() + b"PK\x03\x04<script>alert(1)</script>"

    file = services.store_image(upload(content), by=user)

    assert b"<script>" not in services.read(file)


def test_a_phones_jpeg_with_a_second_picture_is_a_still_picture(user):
    out = io.BytesIO()
    second = Image.new("RGB", (10, 10))
    Image.new("RGB", (20, 10), "red").save(
        out, "MPO", save_all=True, append_images=[second]
    )

    assert services.store_image(upload(out.getvalue()), by=user).width == 20


@pytest.mark.parametrize("fmt", ("WEBP", "PNG"))
def test_moving_pictures_are_refused(fmt):
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, fmt, save_all=True, append_images=frames[1:])

    assert refusal_of(out.getvalue()) == "animated"


@pytest.mark.parametrize(
    "content",
    (
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html>",
        picture(fmt="GIF", mode="P", colour=1),
        picture(fmt="BMP"),
        picture()[:200],
        b"\xff\xd8\xff\xe0" + b"\x00" * 100,
    ),
)
def test_what_is_no_picture_is_refused_whatever_its_name(content):
    assert refusal_of(content, "baum.png") == "no_image"


def test_bombs_are_refused_before_they_are_decoded():
    assert (
        refusal_of(picture((9000, 9000), mode="1", fmt="PNG", colour=0))
        == "too_many_pixels"
    )
    assert (
        refusal_of(picture((20_000, 20_000), mode="1", fmt="PNG", colour=0))
        == "too_many_pixels"
    )
    assert refusal_of(picture() + b"\x00" * 26 * 1024 * 1024) == "too_many_bytes"


@pytest.mark.slow
@given(
    st.binary(max_size=60),
    st.integers(0, 600),
    st.sampled_from(("JPEG", "PNG", "WEBP")),
)
@hypothesis(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damaged_pictures_are_refused_or_read_but_never_crash(noise, at, fmt):
    sound = picture(fmt=fmt)
    content = sound[: at % len(sound)] + noise + sound[at % len(sound) + len(noise) :]

    with suppress(RuleViolation):
        renditions = services.re_encode(io.BytesIO(content), len(content))

        assert max(renditions.width, renditions.height) <= 1600


@pytest.mark.parametrize(
    ("raw", "name"),
    (
        ("foto.PNG", "foto.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Bilder\\mein baum.jpeg", "mein baum.jpg"),
        ("baum\u202egpj.exe", "baumgpj.jpg"),
        ("a\x00b\r\nSet-Cookie: x.jpg", "ab Set-Cookie_ x.jpg"),
        ('"><script>.jpg', "___script_.jpg"),
        ("", "Datei.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("x" * 300 + ".jpg", "x" * 100 + ".jpg"),
        ("Ba\u0308ume.jpg", "Bäume.jpg"),
    ),
)
def test_hostile_names_become_harmless(raw, name):
    assert services.clean_name(raw, extension=".jpg") == name


@given(st.text())
def test_a_name_is_one_short_line_without_a_path(raw):
    name = services.clean_name(raw)

    assert 0 < len(name) <= 120
    assert name == " ".join(name.split())
    assert not set(name) & set('/\\\x00\r\n"<>')


def test_equal_content_is_kept_once_and_as_long_as_a_row_needs_it(
    user, django_capture_on_commit_callbacks
):
    first = services.store_image(upload(picture()), by=user)
    second = services.store_image(upload(picture()), by=user)
    assert first.path == second.path

    with django_capture_on_commit_callbacks(execute=True):
        services.delete([first])
    assert default_storage.exists(second.path)
    with django_capture_on_commit_callbacks(execute=True):
        services.delete([second])

    assert not default_storage.exists(second.path)
    assert not default_storage.exists(second.small_path)


def test_documents_are_kept_as_they_are(user):
    file = services.store_bytes(
        "Dossier: 2026-00042", b"%PDF-1.7", "application/pdf", by=user
    )

    assert file.name == "Dossier_ 2026-00042.pdf"
    assert services.read(file) == b"%PDF-1.7"


@pytest.mark.parametrize(
    ("content", "mime", "code"),
    ((b"<html>", "text/html", "mime"), (b"", "text/csv", "size")),
)
def test_other_documents_are_refused(content, mime, code):
    with pytest.raises(RuleViolation) as refusal:
        services.store_bytes("x", content, mime)

    assert refusal.value.code == code


def test_the_table_refuses_an_image_without_its_small_rendition(user):
    file = services.store_image(upload(picture()), by=user)

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(pk=file.pk).update(small_path="")


def test_only_its_uploader_sees_a_file_without_purpose(
    client, sign_in, user, django_user_model
):
    file = services.store_image(upload(picture()), by=user)
    anonymous = services.store_image(upload(picture()), by=None)
    other = django_user_model.objects.create_user("andere@example.org")

    assert client.get(file.get_absolute_url()).status_code == 404
    assert client.get(anonymous.get_absolute_url()).status_code == 404
    sign_in(client, other)
    assert client.get(file.get_absolute_url()).status_code == 404
    assert client.get(anonymous.get_absolute_url()).status_code == 404
    sign_in(client, user)
    assert client.get(file.get_absolute_url()).status_code == 200


@pytest.fixture
def _everybody(monkeypatch):
    monkeypatch.setattr(registry, "_guards", {})
    registry.guard("test", lambda visitor, file: True, is_public=lambda file: True)
    registry.guard("test-private", lambda visitor, file: visitor.is_signed_in)


@pytest.mark.usefixtures("_everybody")
def test_a_public_picture_may_be_kept_for_an_hour(client):
    file = services.store_image(upload(picture()), by=None, purpose="test")

    response = client.get(file.get_absolute_url())

    assert response.content == services.read(file)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=3600, immutable"
    assert response["Content-Disposition"] == 'inline; filename="baum.jpg"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.usefixtures("_everybody")
def test_the_small_picture_has_its_own_address(client):
    file = services.store_image(upload(picture((900, 900))), by=None, purpose="test")

    response = client.get(file.small_url)

    assert response["Content-Type"] == "image/webp"
    assert response.content == services.read(file, Rendition.SMALL)


@pytest.mark.usefixtures("_everybody")
def test_head_and_unchanged_pictures_send_no_content(client):
    file = services.store_image(upload(picture()), by=None, purpose="test")
    etag = client.get(file.get_absolute_url())["ETag"]

    unchanged = client.get(file.get_absolute_url(), headers={"If-None-Match": etag})
    head = client.head(file.get_absolute_url())

    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == etag


@pytest.mark.usefixtures("_everybody")
def test_a_private_document_is_offered_for_download_and_kept_nowhere(
    client, sign_in, user
):
    file = services.store_bytes(
        "Ä.pdf", b"%PDF", "application/pdf", purpose="test-private"
    )
    assert client.get(file.get_absolute_url()).status_code == 404
    sign_in(client, user)

    response = client.get(file.get_absolute_url())

    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C3%84.pdf"


@pytest.mark.usefixtures("_everybody")
@pytest.mark.parametrize("size", ("klein", "riesig"))
def test_a_document_has_no_sizes(client, size):
    file = services.store_bytes("x.pdf", b"%PDF", "application/pdf", purpose="test")

    assert client.get(f"{file.get_absolute_url()}{size}/").status_code == 404


@pytest.mark.usefixtures("_everybody")
def test_what_is_not_there_is_not_found(client):
    file = services.store_bytes("x.pdf", b"%PDF", "application/pdf", purpose="test")
    default_storage.delete(file.path)

    assert client.get(file.get_absolute_url()).status_code == 404
    assert client.get(f"/dateien/{uuid4()}/").status_code == 404


def test_what_nothing_holds_is_swept_after_a_day(
    user, django_capture_on_commit_callbacks
):
    now = timezone.now()
    held = services.store_image(upload(picture(colour="red")), by=user)
    loose = services.store_image(upload(picture(colour="blue")), by=user)
    draft = Draft.objects.create(form="x", owner=user, created_at=now, updated_at=now)
    draft.files.add(held)

    assert services.sweep(now) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert services.sweep(now + timedelta(hours=25)) == 1

    assert list(StoredFile.objects.all()) == [held]
    assert default_storage.exists(held.path)
    assert not default_storage.exists(loose.path)
