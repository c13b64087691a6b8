"""What is wanted of a model, as a conversation and a schema; and its answer, checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from velocitypost.generation.engines.engine import Ask, Turn

JSON = Any
LETTERS_MOST = 4_000
_TOKENS_BESIDE = 160
_ONE_IDEA = (
    "Members with the same idea are one post: the same subject and the same point, "
    "told anew in the way of each place and not copied."
)
_REASONS = {
    "missing": "it lacks a member",
    "string_type": "a member is no text",
    "string_too_short": "its text is empty",
    "string_too_long": "its text is far too long",
    "list_type": "its hashtags are no list",
}


@dataclass(frozen=True)
class Piece:
    """One text that is wanted. `told` says what for and how; `letters` is about how long it may be.

    `titled` says that it needs a title too.
    """

    number: int
    told: str
    letters: int
    titled: bool = False

    @property
    def name(self) -> str:
        """Its member in the answer."""
        return f"post_{self.number}"


@dataclass(frozen=True)
class Order:
    """Texts wanted together. `system` says who writes and how, `wish` is what the person typed."""

    system: str
    wish: str
    pieces: tuple[Piece, ...]
    creativity: int = 50
    seed: int = 0

    def ask(self, missing: Collection[int], *, repair: tuple[Turn, ...] = ()) -> Ask:
        """The conversation for those pieces. `repair` are the turns that follow it where an answer was not usable."""
        pieces = [piece for piece in self.pieces if piece.number in missing]
        told = "\n\n".join(f"{piece.name}: {piece.told}" for piece in pieces)
        names = ", ".join(piece.name for piece in pieces)
        user = f"{self.wish}\n\n{told}\n\n{_ONE_IDEA} Answer with one JSON object that has exactly the members {names}."
        return Ask(
            turns=(Turn("system", self.system), Turn("user", user.strip()), *repair),
            schema=_schema(pieces),
            tokens_most=sum(min(piece.letters, LETTERS_MOST) // 2 + _TOKENS_BESIDE for piece in pieces),
            creativity=self.creativity,
            seed=self.seed,
        )


class Text(BaseModel):
    """One text as a model gives it."""

    model_config = ConfigDict(extra="ignore", strict=True)

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50_000)]
    hashtags: list[Annotated[str, StringConstraints(max_length=200)]] = []
    title: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1_000)] = ""


def read(value: Mapping[str, JSON]) -> Text | str:
    """The text, or in words what is wrong with it."""
    try:
        return Text.model_validate(value)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        return _REASONS.get(fault["type"], "it is not of the form that was asked for")


def complaint(faults: Mapping[str, str]) -> str:
    """What a model is told to do again. `faults` by the member's name."""
    listed = "; ".join(f"{name}: {reason}" for name, reason in faults.items())
    names = ", ".join(faults)
    return (
        f"That cannot be used ({listed}). Answer again with JSON only, no words around it: "
        f"one object with exactly the members {names}, each in the form that was asked for."
    )


def _schema(pieces: Collection[Piece]) -> dict[str, JSON]:
    """With every member required and no other allowed, as the strict modes of these services demand."""
    return _object({piece.name: _piece_schema(piece) for piece in pieces})


def _piece_schema(piece: Piece) -> dict[str, JSON]:
    members: dict[str, JSON] = {"title": {"type": "string"}} if piece.titled else {}
    return _object({**members, "text": {"type": "string"}, "hashtags": {"type": "array", "items": {"type": "string"}}})


def _object(members: Mapping[str, JSON]) -> dict[str, JSON]:
    return {
        "type": "object",
        "properties": dict(members),
        "required": list(members),
        "additionalProperties": False,
    }
