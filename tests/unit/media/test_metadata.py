"""Metadata goes, pixels stay: bit by bit where the file need not be turned."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from velocitypost.media.metadata import Damaged, without_metadata

SECRETS = (b"SecretCam", b"51 North", b"by somebody", b"http://ns.adobe.com/xap", b"appended")


def noise(mode: str = "RGB") -> Image.Image:
    return Image.effect_noise((64, 48), 50).convert(mode)


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x010F] = "SecretCam"
    made[0x010E] = "51 North"
    return made


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(**options: Any) -> bytes:
    return saved(noise(), "JPEG", exif=exif(), comment=b"by somebody", xmp=b"http://ns.adobe.com/xap", **options)


def png() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "by somebody")
    text.add_itxt("XML:com.adobe.xmp", "http://ns.adobe.com/xap")
    return saved(noise("RGBA"), "PNG", exif=exif(), pnginfo=text)


def webp(**options: Any) -> bytes:
    return saved(noise(), "WEBP", exif=exif(), xmp=b"http://ns.adobe.com/xap", **options)


def gif() -> bytes:
    frames = [noise("P"), noise("P").rotate(90)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:], comment=b"by somebody", loop=3, duration=70)


PICTURES: list[tuple[str, Callable[[], bytes]]] = [
    ("image/jpeg", jpeg),
    ("image/jpeg", lambda: jpeg(progressive=True)),
    ("image/jpeg", lambda: saved(noise("L"), "JPEG", exif=exif())),
    ("image/jpeg", lambda: saved(noise("CMYK"), "JPEG", exif=exif())),
    ("image/png", png),
    ("image/webp", webp),
    ("image/webp", lambda: webp(lossless=True)),
    ("image/gif", gif),
]


def pixels(data: bytes) -> list[bytes]:
    with Image.open(BytesIO(data)) as image:
        frames = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            frames.append(image.convert("RGBA").tobytes())
        return frames


@pytest.mark.parametrize(("mime", "make"), PICTURES)
def test_what_tells_more_than_the_picture_is_gone_and_the_picture_is_the_same(
    mime: str, make: Callable[[], bytes]
) -> None:
    data = make()
    assert any(secret in data for secret in SECRETS)
    kept = without_metadata(data + b"appended", mime)
    assert not [secret for secret in SECRETS if secret in kept]
    assert pixels(kept) == pixels(data)
    assert without_metadata(kept, mime) == kept


@pytest.mark.parametrize(("mime", "make"), PICTURES)
def test_colour_profiles_and_loops_stay(mime: str, make: Callable[[], bytes]) -> None:
    from PIL import ImageCms

    if mime == "image/gif":
        with Image.open(BytesIO(without_metadata(make(), mime))) as image:
            assert (image.info["loop"], image.info["duration"]) == (3, 70)
        return
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(noise(), mime.rpartition("/")[2].upper(), icc_profile=profile, exif=exif())
    with Image.open(BytesIO(without_metadata(data, mime))) as image:
        assert image.info["icc_profile"] == profile


@pytest.mark.parametrize(("mime", "make"), PICTURES)
def test_a_file_cut_anywhere_is_damaged_or_still_a_file_that_ends(mime: str, make: Callable[[], bytes]) -> None:
    data = make()
    refused = 0
    for length in range(0, len(data) - 1, max(1, len(data) // 200)):
        try:
            without_metadata(data[:length], mime)
        except Damaged:
            refused += 1
    assert refused > 150


@pytest.mark.parametrize("mime", ["image/jpeg", "image/png", "image/webp", "image/gif"])
@given(data=st.binary(max_size=400))
def test_any_bytes_are_damaged_or_taken_and_nothing_else_happens(mime: str, data: bytes) -> None:
    start = {"image/jpeg": b"\xff\xd8\xff\xe0", "image/png": b"\x89PNG\r\n\x1a\n", "image/gif": b"GIF89a"}.get(
        mime, b"RIFF"
    )
    for tried in (data, start + data):
        try:
            without_metadata(tried, mime)
        except Damaged:
            continue


def test_a_hidden_text_that_unfolds_to_much_is_not_even_unfolded() -> None:
    packed = zlib.compress(b"\0" * 50_000_000)
    content = b"Comment\0\0" + packed
    chunk = struct.pack(">I", len(content)) + b"zTXt" + content + struct.pack(">I", zlib.crc32(b"zTXt" + content))
    data = png()
    place = data.index(b"IDAT") - 4
    assert without_metadata(data[:place] + chunk + data[place:], "image/png") == without_metadata(data, "image/png")
