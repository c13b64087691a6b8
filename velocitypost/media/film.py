"""Looks at a film: its shape, its duration, how it is coded, and a picture from its beginning. Run as a program.

    python -m velocitypost.media.film FILE THUMBNAIL

Prints JSON. Whatever it is given, it ends with an error or a true answer.
"""

from __future__ import annotations

import json
import sys
from typing import Any

_SIDE = 640
_SHOWN_AT_SECONDS = 1.0


def look(path: str, thumbnail: str) -> dict[str, Any]:
    """What is known of the film; its picture is written to `thumbnail`."""
    import av

    with av.open(path) as container:
        track = container.streams.video[0]
        track.thread_count = 1
        seconds = float(container.duration or 0) / 1_000_000
        if seconds <= 0 and track.duration and track.time_base:
            seconds = float(track.duration * track.time_base)
        shown = None
        for frame in container.decode(track):
            shown = frame
            if frame.time >= min(_SHOWN_AT_SECONDS, seconds / 2):
                break
        if shown is None or seconds <= 0:
            raise ValueError("it holds no picture")
        turned = abs(round(shown.rotation)) % 180 == 90
        width, height = (shown.height, shown.width) if turned else (shown.width, shown.height)
        picture = shown.to_image()  # type: ignore[no-untyped-call]
        if rotation := round(shown.rotation):
            picture = picture.rotate(rotation, expand=True)
        picture.thumbnail((_SIDE, _SIDE))
        picture.save(thumbnail, "WEBP", quality=80)
        sounds = [stream.codec_context.name for stream in container.streams.audio]
        return {
            "width": width,
            "height": height,
            "seconds": round(seconds, 3),
            "fps": round(float(track.average_rate), 3) if track.average_rate is not None else None,
            "codecs": [track.codec_context.name.replace("libx264", "h264"), *sounds],
            "container": container.format.name,
        }


if __name__ == "__main__":
    try:
        print(json.dumps(look(sys.argv[1], sys.argv[2])))
    except Exception as error:
        sys.exit(f"{type(error).__name__}: {error}")
