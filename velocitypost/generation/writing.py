"""The way of every text: asked of a model, fitted, judged; and composed without one where no model writes it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace

from velocitypost.contract.capabilities import Platform
from velocitypost.core.log import get_logger
from velocitypost.generation import prompts
from velocitypost.generation.desk import Desk
from velocitypost.generation.engines.order import Order, Piece
from velocitypost.generation.engines.relay import Begun, Growing, NotWritten, Relay, Written
from velocitypost.generation.experts import Expert
from velocitypost.generation.model import Suggestion
from velocitypost.generation.passages import Passage
from velocitypost.generation.safety import OwnPost
from velocitypost.generation.usage import Purpose
from velocitypost.generation.voice import NEAR, differences, nearness

log = get_logger(__name__)


@dataclass(frozen=True)
class Slip:
    """One text that is to be written. `turn` is how many on the same wish came before it: no two are to be alike.

    From the texts in `earlier` it is to differ in more than words.
    """

    number: int
    platform: Platform
    turn: int
    form: str
    piece: Piece
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True)
class Errand:
    """What several slips have in common. `patience` is how many seconds may pass with waiting for a busy engine.

    `beside` gives the drafts made lately for a platform, which a new one should not repeat. Where `stop` is set, what
    is not begun is not written any more.
    """

    workspace_id: str
    desk: Desk
    purpose: Purpose
    patience: float
    beside: Callable[[str], Sequence[OwnPost]] = lambda _platform: ()
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Restarted:
    """These texts begin, or begin anew: what was shown of them is void."""

    engine: str
    platforms: tuple[str, ...]


@dataclass(frozen=True)
class Grew:
    """More of a platform's text, as it comes from the model: not fitted yet."""

    platform: str
    text: str


@dataclass(frozen=True)
class Wrote:
    """A slip is done."""

    number: int
    platform: str
    suggestion: Suggestion


@dataclass(frozen=True)
class Noticed:
    """Something about the whole that its author should know, in words."""

    message: str


Progress = Restarted | Grew | Wrote | Noticed


def slip(number: int, platform: Platform, desk: Desk, turn: int, *, earlier: Sequence[str] = ()) -> Slip:
    """The text of this turn: its form and its angle follow from the turn and the brief's seed."""
    seed = desk.brief.seed
    form = prompts.form_of(desk.expert, seed, turn)
    angle = prompts.angle_of(desk.expert, seed, turn) if turn else ""
    subject = desk.subject(turn)
    piece = prompts.piece(number, platform, form=form, angle=angle, subject=subject, idea=turn + 1, earlier=earlier)
    return Slip(number, platform, turn, form.key if form else "", piece, tuple(earlier))


class Writing:
    """Does errands."""

    def __init__(self, relay: Relay) -> None:
        self.relay = relay

    def run(self, errand: Errand, slips: Sequence[Slip]) -> Generator[Progress, None, None]:
        """A suggestion for each slip, whatever happens, unless it is stopped."""
        left = {slip.number: slip for slip in slips}
        if self.relay.can_write(errand.workspace_id):
            try:
                yield from self._by_model(errand, left)
            except NotWritten as failure:
                log.info("composed_instead", workspace_id=errand.workspace_id, reasons=failure.reasons)
                yield Noticed(f"Drafted without a model: {' '.join(failure.reasons)}")
        if left and not errand.stop.is_set():
            yield from _composed(errand, list(left.values()))

    def _by_model(self, errand: Errand, left: dict[int, Slip]) -> Iterator[Progress]:
        """Takes from `left` what was written. Raises `NotWritten`; what came before is written nevertheless."""
        slips, far = dict(left), dict[int, Suggestion]()
        failure: NotWritten | None = None
        try:
            for event in self._asked(errand, slips, errand.patience):
                if isinstance(event, Begun):
                    yield Restarted(event.engine, tuple(slips[number].platform.spec.key for number in event.numbers))
                elif isinstance(event, Growing):
                    yield Grew(slips[event.number].platform.spec.key, event.text)
                elif (suggestion := _taken(errand.desk, slips[event.number], event)) is not None:
                    del left[event.number]
                    if _is_far(errand.desk, suggestion):
                        far[event.number] = suggestion
                    else:
                        yield _wrote(errand, slips[event.number], suggestion)
        except NotWritten as error:
            failure = error
        for number, suggestion in self._nearer(errand, slips, far).items():
            yield _wrote(errand, slips[number], suggestion)
        if failure is not None:
            raise failure

    def _nearer(self, errand: Errand, slips: dict[int, Slip], far: dict[int, Suggestion]) -> dict[int, Suggestion]:
        """One more try at what does not sound like the author; the nearer of the two is kept."""
        voice = errand.desk.voice
        if voice is None or not far:
            return far
        again = {number: _corrected(slips[number], differences(voice, one.text)) for number, one in far.items()}
        best = dict(far)
        try:
            for event in self._asked(errand, again, 0.0):
                if isinstance(event, Written) and (second := _taken(errand.desk, again[event.number], event)):
                    first = far[event.number]
                    best[event.number] = max(first, second, key=lambda one: nearness(voice, one.text))
        except NotWritten:
            log.info("voice_not_tried_again", workspace_id=errand.workspace_id)
        return best

    def _asked(self, errand: Errand, slips: dict[int, Slip], patience: float) -> Iterator[Begun | Growing | Written]:
        order = _order(errand.desk, list(slips.values()))
        return self.relay.write(errand.workspace_id, order, purpose=errand.purpose, patience=patience, stop=errand.stop)


def _order(desk: Desk, slips: Sequence[Slip]) -> Order:
    brief, turn = desk.brief, min(slip.turn for slip in slips)
    platforms = list({slip.platform.spec.key: slip.platform for slip in slips}.values())
    return Order(
        system=prompts.system(desk.expert, platforms, desk.voice, brief, _material(desk, slips)),
        wish=brief.prompt.strip() or _usual(desk.expert, named=bool(desk.subject(turn))),
        pieces=tuple(slip.piece for slip in slips),
        creativity=brief.creativity,
        seed=brief.seed + turn,
    )


def _material(desk: Desk, slips: Sequence[Slip]) -> tuple[Passage, ...]:
    """The passages of the first turn, and those that the other turns start from."""
    turns = sorted({slip.turn for slip in slips})
    found = {passage.id: passage for passage in desk.passages(turns[0])}
    found |= {start.id: start for turn in turns if (start := desk.lead(turn)) is not None}
    return tuple(found.values())


def _usual(expert: Expert, *, named: bool) -> str:
    matter = f"{expert.name.lower()}: {expert.description.lower()}."
    return f"Posts from {matter}" if named else f"Choose the matter yourself, from {matter}"


def _taken(desk: Desk, slip: Slip, written: Written) -> Suggestion | None:
    suggestion = desk.suggestion(written, slip.platform, slip.form)
    if suggestion is None:
        log.info("text_of_nothing", engine=written.engine, platform=slip.platform.spec.key)
    return suggestion


def _is_far(desk: Desk, suggestion: Suggestion) -> bool:
    return desk.voice is not None and nearness(desk.voice, suggestion.text) < NEAR


def _corrected(slip: Slip, told: Sequence[str]) -> Slip:
    words = " ".join(("The last try did not sound like the author.", *told, "Write it anew in the author's way."))
    return replace(slip, piece=replace(slip.piece, told=f"{slip.piece.told} {words}"))


def _wrote(errand: Errand, slip: Slip, suggestion: Suggestion) -> Wrote:
    judged = errand.desk.judged(suggestion, slip.platform, beside=errand.beside(slip.platform.spec.key))
    return Wrote(slip.number, slip.platform.spec.key, judged)


def _composed(errand: Errand, slips: Sequence[Slip]) -> Iterator[Progress]:
    for slip in slips:
        yield _wrote(errand, slip, _varied(errand.desk, slip))


def _varied(desk: Desk, slip: Slip) -> Suggestion:
    """The composer's next text, or the first of its variations that differs from all the earlier ones."""
    varied = next(desk.composer.variations(slip.earlier, slip.platform), None) if slip.earlier else None
    return varied or desk.composer.compose(slip.platform, slip.turn)
