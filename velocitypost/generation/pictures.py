"""Pictures that a model draws, kept in the library with words for those who cannot see them."""

from __future__ import annotations

import re
import time
from io import BytesIO

from velocitypost.generation.engines.engine import EngineError
from velocitypost.generation.engines.pictures import PROMPT_MOST, TOKENS_MOST, Drawn, PictureEngine, Shape
from velocitypost.generation.keys import EngineKeys
from velocitypost.generation.ledger import Ledger
from velocitypost.media.model import ALT_MAX, Media
from velocitypost.media.service import MediaService

_WITHIN_SECONDS = 120.0
_ALT_MOST = 400
_NAME_WORDS, _NAME_MOST = 6, 60


class NoPictureEngine(Exception):
    """There is no key for the service that draws pictures."""


class BadDescription(Exception):
    """The description cannot be drawn. The text says why."""


class GeneratedPictures:
    """Draws at one service; there is no other to go to."""

    def __init__(self, engine: PictureEngine, keys: EngineKeys, ledger: Ledger, media: MediaService) -> None:
        self._engine = engine
        self._keys = keys
        self._ledger = ledger
        self._media = media

    def draw(self, workspace_id: str, user_id: str, prompt: str, shape: Shape, *, alt: str = "") -> Media:
        """Draws what `prompt` describes and keeps it. Without an `alt` of its own the description says what it shows.

        Raises `NoPictureEngine`, `BadDescription`, `BudgetUsedUp`, `EngineError`, or what the library says.
        """
        prompt = prompt.strip()
        if not prompt or len(prompt) > PROMPT_MOST:
            raise BadDescription(f"Describe the picture in at most {PROMPT_MOST:,} characters.")
        secret = self._keys.secret(workspace_id, self._engine.key)
        if secret is None:
            raise NoPictureEngine("Pictures are drawn by OpenAI, and there is no key for it yet.")
        drawn = self._drawn(workspace_id, prompt, shape, secret.text, own_key=secret.whose == workspace_id)
        described = (alt.strip() or _described(prompt))[:ALT_MAX]
        return self._media.add(workspace_id, user_id, BytesIO(drawn.data), name=_named(prompt), alt=described)

    def _drawn(self, workspace_id: str, prompt: str, shape: Shape, secret: str, *, own_key: bool) -> Drawn:
        entry = self._ledger.open(
            workspace_id, self._engine, len(prompt) // 3 + 1, TOKENS_MOST, purpose="picture", own_key=own_key
        )
        began, outcome, drawn = time.monotonic(), EngineError.outcome, None
        try:
            drawn = self._engine.draw(prompt, shape, secret, within=_WITHIN_SECONDS)
            outcome = "ok"
        except EngineError as error:
            outcome = error.outcome
            raise
        finally:
            answer = drawn.answer if drawn else None
            self._ledger.close(entry, outcome, answer, seconds=time.monotonic() - began)
        return drawn


def _named(prompt: str) -> str:
    """A name by which it is found again among other files."""
    words = re.findall(r"[\w'’-]+", prompt)[:_NAME_WORDS]
    return f"{' '.join(words)[:_NAME_MOST].strip() or 'drawn'}.png"


def _described(prompt: str) -> str:
    """The description as alternative text: whole sentences, as many as are short enough to listen to."""
    words = " ".join(prompt.split())
    if len(words) <= _ALT_MOST:
        return words
    cut = words[:_ALT_MOST]
    end = max(cut.rfind(". "), cut.rfind("! "), cut.rfind("? "))
    return cut[: end + 1] if end > 0 else f"{cut.rpartition(' ')[0]}…"
