"""One file for each platform, named by its key."""

from __future__ import annotations

import importlib
from pathlib import Path

from tests.contract.scenes._scene import Scene


def load() -> dict[str, Scene]:
    """Every scene, by the platform's key."""
    keys = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    return {key: importlib.import_module(f"{__name__}.{key}").SCENE for key in keys}
