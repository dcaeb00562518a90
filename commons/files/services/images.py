"""Every uploaded image is decoded and written anew.

What comes out holds pixels only: no EXIF (cameras write coordinates into it), no
profile, no comments, no second file hidden behind the first.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from commons.errors import RuleViolation

MOST_BYTES = 25 * 1024 * 1024
MOST_PIXELS = 50_000_000
LARGE = 1600  # pixels of the long edge: enough for print in a dossier
SMALL = 480  # pixels of the long edge: as cards and forms show it
FORMATS = ("JPEG", "PNG", "WEBP")
WHITE = (255, 255, 255)


@dataclass(frozen=True)
class Renditions:
    """`large` is a JPEG, which a PDF can hold as it is; `small` is a WebP."""

    large: bytes
    small: bytes
    width: int
    height: int


def re_encode(stream: IO[bytes], size: int) -> Renditions:
    """Decode an image and write it anew in two sizes.

    Args:
        size: bytes of the upload.

    Raises:
        RuleViolation: `too_many_bytes`, `too_many_pixels`, `animated`, `no_image`.
    """
    if size > MOST_BYTES:
        message = _("Das Bild ist größer als 25 Megabyte. Bitte verkleinern Sie es.")
        raise RuleViolation(message, code="too_many_bytes")
    try:
        return _renditions(stream)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    # Decoders answer broken files with all of these.
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        TypeError,
        SyntaxError,
        ArithmeticError,
        EOFError,
        IndexError,
        MemoryError,
    ) as error:
        message = _(
            "Das ist kein Bild im Format JPEG, PNG oder WebP, oder es ist defekt."
        )
        raise RuleViolation(message, code="no_image") from error


def _renditions(stream: IO[bytes]) -> Renditions:
    with Image.open(stream, formats=FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            raise _too_many_pixels()
        # MPO: a JPEG with a second picture, as phones write it; the first counts.
        if image.format != "MPO" and getattr(image, "is_animated", False):
            message = _("Bewegte Bilder sind nicht möglich. Bitte wählen Sie ein Foto.")
            raise RuleViolation(message, code="animated")
        if image.format == "JPEG":
            # Decodes at a fraction of the size: less memory, much less time.
            image.draft("RGB", (LARGE, LARGE))
        upright = _pixels(image)
    large = _scaled(upright, LARGE)
    small = _scaled(large, SMALL)
    return Renditions(
        large=_written(large, "JPEG", quality=82, optimize=True, progressive=True),
        small=_written(small, "WEBP", quality=75, method=4),
        width=large.width,
        height=large.height,
    )


def _pixels(image: Image.Image) -> Image.Image:
    """The picture upright, in sRGB, on white where it was transparent."""
    upright = ImageOps.exif_transpose(image)
    if "A" in upright.getbands() or "transparency" in upright.info:
        with_alpha = upright.convert("RGBA")
        ground = Image.new("RGB", with_alpha.size, WHITE)
        ground.paste(with_alpha, mask=with_alpha.getchannel("A"))
        return ground
    return _in_srgb(upright).convert("RGB")


def _in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "CMYK"}:
        return image
    try:
        return (
            ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
            or image
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a broken profile: the plain values will do


def _scaled(image: Image.Image, edge: int) -> Image.Image:
    scaled = image.copy()
    scaled.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    scaled.info.clear()
    return scaled


def _written(image: Image.Image, encoder: str, **options: int | bool) -> bytes:
    out = BytesIO()
    image.save(out, encoder, **options)
    return out.getvalue()


def _too_many_pixels() -> RuleViolation:
    message = _("Das Bild hat mehr als 50 Millionen Pixel. Bitte verkleinern Sie es.")
    return RuleViolation(message, code="too_many_pixels")
