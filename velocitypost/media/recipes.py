"""How a file has to be changed until a platform takes it, as a value: pure rules, no file is touched here."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from velocitypost.contract.spec import Limits
from velocitypost.media.model import Media

Focus = tuple[float, float]
_CENTRE: Focus = (0.5, 0.5)
_ASPECT_SLACK = 0.005
_PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp")
_PLAYED = ("h264", "aac")
_WIDEST_FILM = 1920
_BITS_A_BYTE = 8
_FILLED = 0.92
_BITRATE_MOST = 8_000_000
_BITRATE_LEAST = 200_000
_GIF_SECONDS = 1.0
_GIF_FPS = 25.0
_PLAYS_MOST = 60


@dataclass(frozen=True)
class Recipe:
    """A change of one file. `crop` is what is kept: left, top, right and bottom, each from 0 to 1.

    `width` and `height` are those of the result in pixels, `max_bytes` what it may have at most. A film keeps its whole
    picture: where it is of another shape it gets bars (`bars`). `plays` is how often it is shown, one after the other.
    """

    kind: Literal["image", "video"]
    mime: str
    width: int
    height: int
    max_bytes: int
    crop: tuple[float, float, float, float] | None = None
    bars: bool = False
    fps: float | None = None
    plays: int = 1

    @property
    def key(self) -> str:
        """The same for the same change."""
        told = {name: value for name, value in asdict(self).items() if name != "plays" or value != 1}
        plain = json.dumps(told, sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()[:24]

    @classmethod
    def of(cls, plain: Any) -> Recipe:
        """From plain JSON."""
        crop = plain.get("crop")
        return cls(**{**plain, "crop": tuple(crop) if crop else None})


def recipe_for(media: Media, limits: Limits, focus: Focus | None = None) -> Recipe | None:
    """What to do with the file so that it keeps to `limits`; None where it does already, or where nothing can help."""
    if media.kind == "image" and limits.images_max:
        return _picture(media, limits, focus or _CENTRE)
    if media.kind == "video" and limits.videos_max:
        return _film(media, limits)
    if media.kind == "gif" and limits.videos_max and media.bytes > limits.gif_max_bytes:
        return _film_of_gif(media, limits)
    return None


def described(recipe: Recipe, media: Media, name: str) -> str:
    """What the recipe does, for the person."""
    done = []
    if media.kind == "gif":
        often = "" if recipe.plays == 1 else f" that plays {recipe.plays} times"
        return f"{name} takes no GIFs like this one, so it becomes a video{often}."
    if recipe.crop is not None:
        done.append(f"cut to {_shape(recipe.width, recipe.height)}")
    if recipe.bars:
        done.append(f"given bars, so that it is {_shape(recipe.width, recipe.height)}")
    if recipe.crop is None and not recipe.bars and recipe.width != media.width:
        done.append(f"made {'smaller' if recipe.width < media.width else 'larger'}, {recipe.width} pixels wide")
    if recipe.mime != media.mime:
        done.append(f"saved as {recipe.mime.partition('/')[2].upper()}")
    if recipe.fps is not None:
        done.append(f"slowed to {recipe.fps:g} frames a second")
    if not done:
        done.append("compressed" if recipe.kind == "image" else "converted to H.264 and AAC")
    return f"For {name} it is {_listed(done)}."


def _picture(media: Media, limits: Limits, focus: Focus) -> Recipe | None:
    mime = media.mime if media.mime in limits.image_types else _first_of(limits.image_types)
    crop = _crop(media.width / media.height, limits.image_aspect, focus)
    width = media.width if crop is None else round(media.width * (crop[2] - crop[0]))
    height = media.height if crop is None else round(media.height * (crop[3] - crop[1]))
    width, height = _within(width, height, limits.image_width)
    recipe = Recipe("image", mime, width, height, limits.image_max_bytes, crop)
    fits = mime == media.mime and crop is None and width == media.width and media.bytes <= limits.image_max_bytes
    return None if fits else recipe


def _film(media: Media, limits: Limits) -> Recipe | None:
    mime = media.mime if media.mime in limits.video_types else _first_of(limits.video_types) or "video/mp4"
    if mime not in ("video/mp4", "video/quicktime"):
        mime = "video/mp4"
    aspect = media.width / media.height
    wanted = _nearest(aspect, limits.video_aspect)
    bars = wanted is not None
    width, height = media.width, media.height
    if wanted is not None:
        width, height = (width, round(width / wanted)) if wanted < aspect else (round(height * wanted), height)
    least, most = limits.video_width
    width, height = _even(*_within(width, height, (least, min(most or _WIDEST_FILM, max(_WIDEST_FILM, least)))))
    fps = None
    if media.fps and limits.video_fps and media.fps > limits.video_fps[1] + 0.1:
        fps = limits.video_fps[1]
    played = all(codec in _PLAYED for codec in media.codecs)
    same = mime == media.mime and played and not bars and fps is None and media.bytes <= limits.video_max_bytes
    if same and not (most and media.width > most) and media.width >= least:
        return None
    return Recipe("video", mime, width, height, limits.video_max_bytes, None, bars, fps)


def _film_of_gif(media: Media, limits: Limits) -> Recipe | None:
    """As a film that repeats what moves until it is as long as the platform wants at least."""
    seconds = media.seconds or _GIF_SECONDS
    recipe = _film(replace(media, kind="video", mime="", fps=None), limits)
    if recipe is None:
        return None
    shortest = limits.video_seconds[0] if limits.video_seconds else 0.0
    slowest = limits.video_fps[0] if limits.video_fps else 0.0
    plays = min(_PLAYS_MOST, max(1, math.ceil(shortest / seconds)))
    return replace(recipe, fps=max(_GIF_FPS, slowest), plays=plays)


def bitrate_for(recipe: Recipe, seconds: float) -> int:
    """Bits a second for picture and sound together, so that the result keeps to the recipe's size."""
    room = recipe.max_bytes * _BITS_A_BYTE * _FILLED / max(seconds, 1.0)
    return int(min(_BITRATE_MOST, max(_BITRATE_LEAST, room)))


def _first_of(types: tuple[str, ...]) -> str:
    return next((mime for mime in _PICTURE_TYPES if mime in types), types[0] if types else "")


def _crop(aspect: float, allowed: tuple[float, float] | None, focus: Focus) -> tuple[float, float, float, float] | None:
    wanted = _nearest(aspect, allowed)
    if wanted is None:
        return None
    if wanted > aspect:
        share = aspect / wanted
        top = min(max(focus[1] - share / 2, 0.0), 1.0 - share)
        return (0.0, round(top, 6), 1.0, round(top + share, 6))
    share = wanted / aspect
    left = min(max(focus[0] - share / 2, 0.0), 1.0 - share)
    return (round(left, 6), 0.0, round(left + share, 6), 1.0)


def _nearest(aspect: float, allowed: tuple[float, float] | None) -> float | None:
    """The allowed shape that is nearest; None where it is allowed as it is."""
    if allowed is None or allowed[0] * (1 - _ASPECT_SLACK) <= aspect <= allowed[1] * (1 + _ASPECT_SLACK):
        return None
    return allowed[0] if aspect < allowed[0] else allowed[1]


def _within(width: int, height: int, bounds: tuple[int, int]) -> tuple[int, int]:
    least, most = bounds
    scale = 1.0
    if most and width > most:
        scale = most / width
    elif least and width < least:
        scale = least / width
    return max(1, round(width * scale)), max(1, round(height * scale))


def _even(width: int, height: int) -> tuple[int, int]:
    """H.264 halves both for its colours."""
    return max(2, width - width % 2), max(2, height - height % 2)


def _shape(width: int, height: int) -> str:
    aspect = width / height
    for across, down in ((1, 1), (4, 5), (5, 4), (9, 16), (16, 9), (2, 3), (3, 2), (3, 4), (4, 3)):
        if abs(aspect - across / down) < 0.01:
            return f"{across}:{down}"
    return f"{aspect:.2f}:1"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def foretold(media: Media, recipe: Recipe | None) -> Media:
    """The file as it will be when the recipe is done; its size is then the most it may have."""
    if recipe is None:
        return media
    return replace(
        media,
        kind=recipe.kind,
        seconds=(media.seconds or _GIF_SECONDS) * recipe.plays if media.kind == "gif" else media.seconds,
        mime=recipe.mime,
        width=recipe.width,
        height=recipe.height,
        bytes=min(media.bytes, recipe.max_bytes),
        fps=recipe.fps or media.fps,
    )
