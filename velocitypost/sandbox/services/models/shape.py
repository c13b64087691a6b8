"""What a request body may hold, and everything that is wrong with one, before a house puts it into its words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["unknown", "missing", "type", "least", "most", "choice"]


@dataclass(frozen=True)
class Fault:
    """`path` leads to the member; `wanted` is the type, the bound or the choices that it misses."""

    path: tuple[str | int, ...]
    kind: Kind
    value: Any = None
    wanted: Any = None

    @property
    def member(self) -> str:
        """The innermost name."""
        return str(next(part for part in reversed(self.path) if isinstance(part, str)))

    @property
    def dotted(self) -> str:
        """Such as `messages[0].role`."""
        return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path).lstrip(".")


Check = Callable[[Any, tuple[str | int, ...]], list[Fault]]


def number(least: float | None = None, most: float | None = None, *, whole: bool = False) -> Check:
    """A number within bounds."""
    name = "integer" if whole else "number"

    def check(value: Any, path: tuple[str | int, ...]) -> list[Fault]:
        fits = isinstance(value, int) if whole else isinstance(value, int | float)
        if not fits or isinstance(value, bool):
            return [Fault(path, "type", value, name)]
        if least is not None and value < least:
            return [Fault(path, "least", value, least)]
        return [Fault(path, "most", value, most)] if most is not None and value > most else []

    return check


def text(*choices: str) -> Check:
    """A text, or one of those."""

    def check(value: Any, path: tuple[str | int, ...]) -> list[Fault]:
        if not isinstance(value, str):
            return [Fault(path, "type", value, "string")]
        return [Fault(path, "choice", value, choices)] if choices and value not in choices else []

    return check


def flag(value: Any, path: tuple[str | int, ...]) -> list[Fault]:
    """True or false."""
    return [] if isinstance(value, bool) else [Fault(path, "type", value, "boolean")]


def anything(_value: Any, _path: tuple[str | int, ...]) -> list[Fault]:
    """Not looked at."""
    return []


def free(value: Any, path: tuple[str | int, ...]) -> list[Fault]:
    """An object of any members."""
    return [] if isinstance(value, dict) else [Fault(path, "type", value, "object")]


def maybe(check: Check) -> Check:
    """That, or null."""
    return lambda value, path: [] if value is None else check(value, path)


def either(first: Check, second: Check) -> Check:
    """One of the two; the faults of the second are told where neither fits."""
    return lambda value, path: [] if not first(value, path) else second(value, path)


def many(of: Check, least: int = 0, most: int | None = None) -> Check:
    """A list."""

    def check(value: Any, path: tuple[str | int, ...]) -> list[Fault]:
        if not isinstance(value, list):
            return [Fault(path, "type", value, "array")]
        if len(value) < least:
            return [Fault(path, "least", value, least)]
        if most is not None and len(value) > most:
            return [Fault(path, "most", value, most)]
        return [fault for place, item in enumerate(value) for fault in of(item, (*path, place))]

    return check


def members(of: Mapping[str, Check], required: Sequence[str] = ()) -> Check:
    """An object of these members and no others."""

    def check(value: Any, path: tuple[str | int, ...]) -> list[Fault]:
        if not isinstance(value, dict):
            return [Fault(path, "type", value, "object")]
        faults = [Fault((*path, name), "missing") for name in required if name not in value]
        for name, item in value.items():
            if (one := of.get(name)) is None:
                faults.append(Fault((*path, name), "unknown", item, tuple(of)))
            else:
                faults += one(item, (*path, name))
        return faults

    return check


def by(name: str, kinds: Mapping[str, Check]) -> Check:
    """An object whose member `name` says which of these it is."""

    def check(value: Any, path: tuple[str | int, ...]) -> list[Fault]:
        if not isinstance(value, dict):
            return [Fault(path, "type", value, "object")]
        if name not in value:
            return [Fault((*path, name), "missing")]
        kind = kinds.get(value[name]) if isinstance(value[name], str) else None
        if kind is None:
            return [Fault((*path, name), "choice", value[name], tuple(kinds))]
        return kind(value, path)

    return check
