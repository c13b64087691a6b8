"""Files as platforms take them: made once for each file and recipe, kept, and made again where they were lost."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from velocitypost.core.blobs import Blobs, NoSuchBlob
from velocitypost.core.clock import Clock
from velocitypost.core.ids import new_id
from velocitypost.core.log import get_logger
from velocitypost.media import child
from velocitypost.media.model import Media, Rendition
from velocitypost.media.recipes import Recipe, bitrate_for
from velocitypost.media.store import RenditionStore

log = get_logger(__name__)
_LEASE = timedelta(minutes=30)
_TRIES_MOST = 3
_SECONDS_MOST = 25 * 60.0
_QUALITIES = (92, 85, 78, 70, 60)
_SMALLER = 0.85
_MARGIN = 0.98
_SHRINKS_MOST = 8


class CannotFit(Exception):
    """The file cannot be brought into the form that the platform takes. The text says why."""


@dataclass(frozen=True)
class Fitted:
    """A file that is ready to be sent: its facts as they really are, and where it lies."""

    mime: str
    bytes: int
    width: int
    height: int
    key: str


class Renditions:
    """Makes and keeps them. Pictures are made at once, films by the workers."""

    def __init__(
        self, store: RenditionStore, blobs: Blobs, clock: Clock, *, folder: Path, find: Callable[[str, str], Media]
    ) -> None:
        """`folder` is for what is being made, on the same disk as the blobs. `find` gives a workspace's file."""
        self._store = store
        self._blobs = blobs
        self._clock = clock
        self._folder = folder
        self._find = find

    def want(self, media: Media, recipe: Recipe) -> Fitted | None:
        """The file by this recipe; None while a worker is still at it. Raises `CannotFit`."""
        rendition = self._store.find(media.id, recipe.key) or self._ask(media, recipe)
        if rendition.state == "failed":
            raise CannotFit(rendition.problem)
        if rendition.state == "ready" and self._blobs.path(_key(rendition)).exists():
            return _fitted(rendition)
        if recipe.kind == "image":
            return self._make(rendition, media)
        if rendition.state == "ready":  # its bytes are gone: once more
            self._store.delete(rendition.id)
            self._ask(media, recipe)
        return None

    def work(self) -> bool:
        """Makes the one that waits longest. Whether there was one."""
        now = self._clock.now()
        for rendition in self._store.wanted(now, most=4):
            if self._store.change(rendition, {"leased_until": now + _LEASE, "tries": rendition.tries + 1}):
                mine = replace(rendition, leased_until=now + _LEASE, tries=rendition.tries + 1)
                self._try(mine)
                return True
        return False

    def forget(self, media_id: str) -> None:
        """Removes all that was made of a file."""
        for rendition in self._store.of_media(media_id):
            self._store.delete(rendition.id)
            self._blobs.delete(_key(rendition))

    def open(self, fitted: Fitted) -> BinaryIO:
        """Its bytes from the start; the caller closes."""
        return self._blobs.open(fitted.key)

    def _ask(self, media: Media, recipe: Recipe) -> Rendition:
        now = self._clock.now()
        rendition = Rendition(
            id=new_id("rendition"),
            workspace_id=media.workspace_id,
            media_id=media.id,
            recipe_key=recipe.key,
            recipe=asdict(recipe),
            state="wanted",
            created_at=now,
            leased_until=now,
        )
        if self._store.insert(rendition):
            return rendition
        return self._store.find(media.id, recipe.key) or rendition

    def _try(self, rendition: Rendition) -> None:
        try:
            self._make(rendition, self._find(rendition.workspace_id, rendition.media_id))
        except CannotFit as error:
            log.info("rendition_failed", media=rendition.media_id, reason=str(error))
        except Exception as error:
            log.exception("rendition_broke", media=rendition.media_id)
            if rendition.tries >= _TRIES_MOST:
                self._store.change(rendition, {"state": "failed", "problem": f"It broke ({type(error).__name__})."})

    def _make(self, rendition: Rendition, media: Media) -> Fitted:
        recipe = Recipe.of(rendition.recipe)
        try:
            source = self._blobs.path(f"{media.id}.original")
            made = _picture(source, recipe) if recipe.kind == "image" else self._film(source, media, recipe)
        except NoSuchBlob as error:
            raise CannotFit("The file is gone.") from error
        except (CannotFit, child.ChildFailed) as error:
            problem = str(error) if isinstance(error, CannotFit) else f"The file could not be converted: {error}."
            self._store.change(rendition, {"state": "failed", "problem": problem, "leased_until": None})
            raise CannotFit(problem) from error
        written = self._keep(_key(rendition), made)
        facts = {"mime": recipe.mime, "bytes": written, "width": made.width, "height": made.height}
        self._store.change(rendition, {**facts, "state": "ready", "leased_until": None})
        return Fitted(key=_key(rendition), **facts)  # type: ignore[arg-type]

    def _keep(self, key: str, made: _Made) -> int:
        if isinstance(made.content, bytes):
            return self._blobs.write(key, [made.content]).bytes
        return self._blobs.adopt(key, made.content).bytes

    def _film(self, source: Path, media: Media, recipe: Recipe) -> _Made:
        """https://trac.ffmpeg.org/wiki/Encode/H.264: bounded bit rate, so that the result keeps to its size."""
        import imageio_ffmpeg

        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._folder / f"{new_id('film')}.mp4"
        rate = bitrate_for(recipe, (media.seconds or 1.0) * recipe.plays)
        sound = min(128_000, rate // 5)
        command = [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-loglevel", "error", "-y", "-threads", "1"),
            *(("-stream_loop", str(recipe.plays - 1)) if recipe.plays > 1 else ()),
            *("-i", str(source), "-map", "0:v:0", "-map", "0:a:0?", "-map_metadata", "-1"),
            *("-vf", _shaped(recipe), "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high"),
            *("-pix_fmt", "yuv420p", "-crf", "23", "-maxrate", str(rate - sound), "-bufsize", str(rate)),
            *("-threads", "1", "-c:a", "aac", "-b:a", str(sound), "-ac", "2", "-movflags", "+faststart"),
            *(("-r", f"{recipe.fps:g}") if recipe.fps else ()),
            str(target),
        ]
        try:
            child.run(command, seconds=_SECONDS_MOST)
            if target.stat().st_size > recipe.max_bytes:
                raise CannotFit(
                    f"This film is too long to fit into {recipe.max_bytes / 1024**2:.0f} MB in a good quality. Cut it."
                )
            kept = target.with_suffix(".done")
            target.replace(kept)
            return _Made(kept, recipe.width, recipe.height)
        finally:
            target.unlink(missing_ok=True)


@dataclass(frozen=True)
class _Made:
    content: bytes | Path
    width: int
    height: int


def _shaped(recipe: Recipe) -> str:
    width, height = recipe.width, recipe.height
    scaled = f"scale={width}:{height}:force_original_aspect_ratio=decrease:force_divisible_by=2"
    return f"{scaled},pad={width}:{height}:(ow-iw)/2:(oh-ih)/2,setsar=1"


def _picture(source: Path, recipe: Recipe) -> _Made:
    from PIL import Image

    with Image.open(source) as image:
        image.load()
        picture = _flat(image) if recipe.mime == "image/jpeg" else image.copy()
    if recipe.crop is not None:
        across, down = picture.size
        left, top, right, bottom = recipe.crop
        picture = picture.crop((round(left * across), round(top * down), round(right * across), round(bottom * down)))
    if picture.size != (recipe.width, recipe.height):
        picture = picture.resize((recipe.width, recipe.height), Image.Resampling.LANCZOS)
    for _ in range(_SHRINKS_MOST):
        size = 0
        for options in _ways(recipe.mime):
            out = BytesIO()
            picture.save(out, **options)
            size = out.tell()
            if size <= recipe.max_bytes:
                return _Made(out.getvalue(), *picture.size)
        share = min(_SMALLER, _MARGIN * math.sqrt(recipe.max_bytes / size))
        smaller = tuple(max(1, math.floor(side * share)) for side in picture.size)
        picture = picture.resize(smaller, Image.Resampling.LANCZOS)  # type: ignore[arg-type]
    raise CannotFit(f"This picture does not get smaller than {recipe.max_bytes / 1024**2:.1f} MB. Choose another one.")


def _flat(image: Any) -> Any:
    """On white where it is transparent: JPEG knows no transparency."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        upper = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(upper, mask=upper.getchannel("A"))
        return white
    return image.convert("RGB")


def _ways(mime: str) -> list[dict[str, Any]]:
    if mime == "image/png":
        return [{"format": "PNG", "optimize": True}]
    kind = "WEBP" if mime == "image/webp" else "JPEG"
    more = {} if kind == "WEBP" else {"optimize": True, "progressive": False}
    return [{"format": kind, "quality": quality, **more} for quality in _QUALITIES]


def _fitted(rendition: Rendition) -> Fitted:
    return Fitted(rendition.mime, rendition.bytes, rendition.width, rendition.height, _key(rendition))


def _key(rendition: Rendition) -> str:
    return f"{rendition.id}.fitted"
