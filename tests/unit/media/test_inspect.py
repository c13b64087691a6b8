from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from velocitypost.media.inspect import inspect
from velocitypost.media.model import MediaRefused


def turned(kind: str, orientation: int, **options: Any) -> bytes:
    """A picture that is red at the left and green at the right once it is turned as its metadata says."""
    upright = Image.new("RGB", (60, 40), "green")
    upright.paste("red", (0, 0, 30, 40))
    undo = {
        1: None,
        3: Image.Transpose.ROTATE_180,
        6: Image.Transpose.ROTATE_90,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    image = upright if undo is None else upright.transpose(undo)
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = BytesIO()
    image.save(out, kind, exif=exif, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_picture_is_kept_the_way_its_camera_was_held(kind: str, orientation: int) -> None:
    found = inspect(turned(kind, orientation))
    assert (found.width, found.height) == (60, 40)
    for data in (found.original, found.thumbnail):
        with Image.open(BytesIO(data)) as image:
            assert image.getexif().get(0x0112) is None
            red, green, _ = image.convert("RGB").getpixel((5, 20))  # type: ignore[misc]
            assert red > green


def test_a_picture_that_is_upright_is_kept_bit_by_bit() -> None:
    out = BytesIO()
    Image.effect_noise((50, 50), 30).save(out, "JPEG", quality=60)
    assert inspect(out.getvalue()).original == out.getvalue()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_mode_have_a_thumbnail(mode: str) -> None:
    out = BytesIO()
    Image.new(mode, (30, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    with Image.open(BytesIO(inspect(out.getvalue()).thumbnail)) as thumbnail:
        assert thumbnail.size == (30, 20)


def test_transparency_stays_in_the_thumbnail() -> None:
    out = BytesIO()
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(BytesIO(inspect(out.getvalue()).thumbnail)) as thumbnail:
        assert thumbnail.convert("RGBA").getpixel((3, 3))[3] == 0  # type: ignore[index]


def test_an_animation_without_end_is_refused() -> None:
    frames = [Image.new("P", (2, 2), shade % 200) for shade in range(2_100)]
    for number, frame in enumerate(frames):
        frame.putpalette([number % 256, number // 256, 0] * 256)
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(MediaRefused, match="frames"):
        inspect(out.getvalue())


def test_a_picture_that_says_it_is_another_kind_is_taken_for_what_it_is() -> None:
    out = BytesIO()
    Image.new("RGB", (10, 10)).save(out, "WEBP")
    assert inspect(out.getvalue()).mime == "image/webp"
    with pytest.raises(MediaRefused):
        inspect(b"\x89PNG\r\n\x1a\n" + out.getvalue())


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "AVIF"])
def test_kinds_that_no_platform_takes_are_refused(kind: str) -> None:
    out = BytesIO()
    Image.new("RGB", (16, 16)).save(out, kind)
    with pytest.raises(MediaRefused, match="JPEG, PNG, WebP, GIF"):
        inspect(out.getvalue())
