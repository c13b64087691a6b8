"""Checking a JSON body against a shape, strictly: unknown members are faults."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_NAMES = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that does not fit: where (`$.reply`), the value there, and what is wrong, in words."""

    path: str
    value: Any
    message: str


@dataclass(frozen=True, slots=True)
class Text:
    least: int = 0
    most: int | None = None
    pattern: str | None = None
    one_of: tuple[str, ...] = ()

    def check(self, value: Any, path: str) -> list[Wrong]:
        if not isinstance(value, str):
            return [_type(path, value, "string")]
        if len(value) < self.least:
            return [Wrong(path, value, f"{path}: must be at least {self.least} characters long")]
        if self.most is not None and len(value) > self.most:
            return [Wrong(path, value, f"{path}: may only be {self.most} characters long")]
        if self.pattern and not re.fullmatch(self.pattern, value):
            return [Wrong(path, value, f"{path}: does not match the regex pattern ^{self.pattern}$")]
        if self.one_of and value not in self.one_of:
            return [Wrong(path, value, f"{path}: does not have a value in the enumeration [{', '.join(self.one_of)}]")]
        return []


@dataclass(frozen=True, slots=True)
class Whole:
    least: int | None = None
    most: int | None = None

    def check(self, value: Any, path: str) -> list[Wrong]:
        if not isinstance(value, int) or isinstance(value, bool):
            return [_type(path, value, "integer")]
        if self.least is not None and value < self.least:
            return [Wrong(path, value, f"{path}: must have a minimum value of {self.least}")]
        if self.most is not None and value > self.most:
            return [Wrong(path, value, f"{path}: must have a maximum value of {self.most}")]
        return []


@dataclass(frozen=True, slots=True)
class Flag:
    def check(self, value: Any, path: str) -> list[Wrong]:
        return [] if isinstance(value, bool) else [_type(path, value, "boolean")]


@dataclass(frozen=True, slots=True)
class Anything:
    def check(self, _value: Any, _path: str) -> list[Wrong]:
        return []


@dataclass(frozen=True, slots=True)
class Many:
    of: "Shape"
    least: int = 0
    most: int | None = None

    def check(self, value: Any, path: str) -> list[Wrong]:
        if not isinstance(value, list):
            return [_type(path, value, "array")]
        if len(value) < self.least:
            return [Wrong(path, value, f"{path}: there must be a minimum of {self.least} items in the array")]
        if self.most is not None and len(value) > self.most:
            return [Wrong(path, value, f"{path}: there must be a maximum of {self.most} items in the array")]
        return [wrong for i, item in enumerate(value) for wrong in self.of.check(item, f"{path}[{i}]")]


@dataclass(frozen=True, slots=True)
class Members:
    of: Mapping[str, "Shape"]
    required: tuple[str, ...] = ()

    def check(self, value: Any, path: str) -> list[Wrong]:
        if not isinstance(value, dict):
            return [_type(path, value, "object")]
        wrongs = [
            Wrong(path, value, f"{path}.{name}: is missing but it is required")
            for name in self.required
            if name not in value
        ]
        for name, item in value.items():
            shape, where = self.of.get(name), f"{path}.{name}"
            if shape is None:
                unknown = "is not defined in the schema and the schema does not allow additional properties"
                wrongs.append(Wrong(where, item, f"{where}: {unknown}"))
            else:
                wrongs.extend(shape.check(item, where))
        return wrongs


Shape = Text | Whole | Flag | Anything | Many | Members


def _type(path: str, value: Any, wanted: str) -> Wrong:
    found = "null" if value is None else _NAMES.get(type(value), "unknown")
    return Wrong(path, value, f"{path}: {found} found, {wanted} expected")


def printed(value: Any) -> str:
    """A value as an error body quotes it."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:280]
