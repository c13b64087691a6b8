"""Pictures as OpenAI's twin draws them: a gradient of colours that the prompt decides. https://platform.openai.com/docs/api-reference/images"""

import base64
import hashlib
import struct
import time
import zlib
from typing import Any

from velocitypost.sandbox.services.models.writer import tokens

_SIZES = {"1024x1024": (1024, 1024), "1536x1024": (1536, 1024), "1024x1536": (1024, 1536)}
_TOKENS = {"low": 272, "medium": 1056, "high": 4160}
_UNSAFE = ("gore", "nude", "naked", "beheading")


def refuses(prompt: str) -> bool:
    """Whether its safety system would."""
    return any(word in prompt.lower() for word in _UNSAFE)


def answered(body: dict[str, Any]) -> dict[str, Any]:
    """The answer to a request that was found fit."""
    size = body.get("size") if body.get("size") in _SIZES else "1024x1024"
    quality = body.get("quality") if body.get("quality") in _TOKENS else "medium"
    count = int(body.get("n") or 1)
    drawn = [png(f"{body['prompt']}:{number}", *_SIZES[str(size)]) for number in range(count)]
    asked, made = tokens(body["prompt"]), _TOKENS[str(quality)] * count
    return {
        "created": int(time.time()),
        "background": "opaque",
        "data": [{"b64_json": base64.b64encode(picture).decode()} for picture in drawn],
        "output_format": "png",
        "quality": quality,
        "size": size,
        "usage": {
            "input_tokens": asked,
            "output_tokens": made,
            "total_tokens": asked + made,
            "input_tokens_details": {"image_tokens": 0, "text_tokens": asked},
        },
    }


def png(about: str, width: int, height: int) -> bytes:
    """A picture whose every row has one colour, from one of two that `about` decides to the other."""
    first, second = (hashlib.sha256(f"{about}{end}".encode()).digest()[:3] for end in "ab")
    rows = b"".join(
        b"\0" + bytes(a + (b - a) * row // height for a, b in zip(first, second, strict=True)) * width
        for row in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 6)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
