"""Looks at a PDF: how many pages it has, and a picture of the first. Run as a program.

    python -m velocitypost.media.paper FILE THUMBNAIL

Prints JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any

_SIDE = 640


def look(path: str, thumbnail: str) -> dict[str, Any]:
    """What is known of the document; a picture of its first page is written to `thumbnail`."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    page = document[0]
    width, height = page.get_size()
    picture = page.render(scale=_SIDE / max(width, height)).to_pil()
    picture.convert("RGB").save(thumbnail, "WEBP", quality=80)
    return {"pages": len(document), "width": round(width), "height": round(height)}


if __name__ == "__main__":
    try:
        print(json.dumps(look(sys.argv[1], sys.argv[2])))
    except Exception as error:
        sys.exit(f"{type(error).__name__}: {error}")
