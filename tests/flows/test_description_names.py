"""Two shapes of the API never share a name: in its description one would hide the other."""

from __future__ import annotations

import inspect
import pkgutil
from collections import defaultdict
from importlib import import_module

from pydantic import BaseModel

from velocitypost.web import api


def test_no_two_shapes_share_a_name() -> None:
    shapes: dict[str, set[str]] = defaultdict(set)
    for module in pkgutil.iter_modules(api.__path__):
        for name, kind in inspect.getmembers(import_module(f"{api.__name__}.{module.name}"), inspect.isclass):
            if issubclass(kind, BaseModel) and kind.__module__.startswith(api.__name__):
                shapes[name].add(kind.__module__)
    described = {name: places for name, places in shapes.items() if not name.endswith(("Path", "Query"))}
    assert {name: places for name, places in described.items() if len(places) > 1} == {}
