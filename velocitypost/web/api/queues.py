"""Queues: slots of the week that posts fill one after the other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response
from pydantic import BaseModel, Field

from velocitypost.automation.queue_board import Held
from velocitypost.automation.queues import NAME_MOST, SLOTS_MOST, Colour, Queue, Slot, Turn, Wanted
from velocitypost.automation.queues_service import Offer, Place
from velocitypost.web.api.posts import PostAnswer, post_answer
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.requests import Body

routes = api_blueprint("queues", prefix="/api/queues", about="Slots of the week that posts fill one after the other")

_ID = Field(max_length=60)
_LINE_MOST = 500


class SlotBody(Body):
    """A weekday, 0 is Monday, and a time of the clock. `category_id`: whose evergreen posts fill it, else empty."""

    weekday: int = Field(ge=0, le=6)
    time: str = Field(max_length=5, examples=["10:00"])
    category_id: str = Field("", max_length=60)


class QueueBody(Body):
    """A whole queue. Without a zone it is read off the clock of the workspace."""

    name: str = Field(max_length=4 * NAME_MOST, examples=["Weekdays"])
    colour: Colour = "blue"
    zone: str = Field("", max_length=60, examples=["Europe/Berlin"])
    connection_ids: list[str] = Field(max_length=50)
    slots: list[SlotBody] = Field(max_length=SLOTS_MOST)

    def wanted(self) -> Wanted:
        zone = self.zone or product().workspaces.get(viewer().workspace_id).time_zone
        slots = tuple(Slot(slot.weekday, slot.time, slot.category_id) for slot in self.slots)
        return Wanted(self.name, zone, tuple(self.connection_ids), slots, self.colour)


class QueueChangeBody(QueueBody):
    """The whole queue anew; `version` is the one that was read."""

    version: int


class LineBody(Body):
    """A post that shall stand in line."""

    post_id: str = _ID


class OrderBody(Body):
    """The posts in line, in the order that they shall go out in."""

    post_ids: list[str] = Field(max_length=_LINE_MOST)


class QueuePath(BaseModel):
    """Which queue."""

    queue_id: str = _ID


class NextQuery(BaseModel):
    """For which accounts, with commas between; all queues where none is named."""

    accounts: str = Field("", max_length=4000)


class TurnsQuery(BaseModel):
    """How far ahead."""

    days: int = Field(14, ge=1, le=60)


class SlotShown(BaseModel):
    """A slot of the week."""

    weekday: int
    time: str
    category_id: str


class TurnShown(BaseModel):
    """One coming time of a slot: on the clock of the queue's zone, and as an instant."""

    local: str
    zone: str
    at: datetime

    @classmethod
    def of(cls, turn: Turn, zone: str) -> TurnShown:
        return cls(local=turn.local, zone=zone, at=turn.at)


class PostQueueShown(BaseModel):
    """A queue. `next` is its next free turn; null where it is paused, or none is free."""

    id: str
    name: str
    colour: Colour
    zone: str
    connection_ids: list[str]
    slots: list[SlotShown]
    paused: bool
    next: TurnShown | None
    notices: list[str]
    version: int

    @classmethod
    def of(cls, queue: Queue, offer: Offer | None = None) -> PostQueueShown:
        offer = offer or product().queue_room.queues.offer(queue)
        return cls(
            id=queue.id,
            name=queue.name,
            colour=queue.colour,
            zone=queue.zone,
            connection_ids=list(queue.connection_ids),
            slots=[SlotShown.model_validate(vars(slot)) for slot in queue.slots],
            paused=queue.paused,
            next=TurnShown.of(offer.turn, queue.zone) if offer.turn else None,
            notices=list(offer.notices),
            version=queue.version,
        )


class QueuedPostShown(BaseModel):
    """A post that stands at a time. `recycled` says that it came of an evergreen post."""

    post_id: str
    text: str
    state: str
    connection_ids: list[str]
    recycled: bool


class QueuePlaceShown(BaseModel):
    """A coming time of a queue, and what stands there.

    `queued`: the post took the turn. Where it did not, it was planned by itself for the same time and accounts.
    `slot` is false where the post stands at a time that is no slot any more. `emptied`: a person took the recycled
    post out, and nothing fills the turn by itself again. `full_day`: the plan sends no more posts on that day.
    """

    at: datetime
    local: str
    slot: bool
    category_id: str
    post: QueuedPostShown | None
    queued: bool
    emptied: bool
    full_day: bool
    notes: list[str]

    @classmethod
    def of(cls, place: Place) -> QueuePlaceShown:
        return cls(
            at=place.at,
            local=place.local,
            slot=place.turn is not None,
            category_id=place.turn.slot.category_id if place.turn else "",
            post=_held(place.held, recycled=place.recycled) if place.held else None,
            queued=place.own,
            emptied=place.emptied,
            full_day=place.full_day,
            notes=list(place.notes),
        )


class QueueAnswer(BaseModel):
    """One queue."""

    queue: PostQueueShown


class QueuesAnswer(BaseModel):
    """All queues, the oldest first."""

    queues: list[PostQueueShown]


class NextTurnsAnswer(BaseModel):
    """The queues that serve the accounts and are not paused, the one with the soonest free turn first."""

    queues: list[PostQueueShown]


class PlacesAnswer(BaseModel):
    """The coming times of a queue, in their order."""

    places: list[QueuePlaceShown]


class QueuePausedAnswer(BaseModel):
    """The queue, and how many of its posts were taken off the calendar: they are drafts now."""

    queue: PostQueueShown
    taken_back: int


class QueueResumedAnswer(BaseModel):
    """The queue, and how many posts were given turns again."""

    queue: PostQueueShown
    placed: int
    notices: list[str]


class QueuedAnswer(PostAnswer):
    """The post as it is planned now, and its turn."""

    queue_id: str
    turn: TurnShown


class MovedAnswer(BaseModel):
    """How many posts have another turn now. `notices` say of the others what became of them."""

    moved: int
    notices: list[str]


@routes.get("", operation_id="listQueues", summary="All queues", responses={200: QueuesAnswer})
def list_queues() -> dict[str, Any]:
    queues = product().queue_room.queues.list(viewer().workspace_id)
    return QueuesAnswer(queues=[PostQueueShown.of(queue) for queue in queues]).model_dump(mode="json")


@routes.post(
    "", operation_id="createQueue", summary="Make a queue", responses={201: QueueAnswer, **problems("conflict")}
)
def create_queue(body: QueueBody) -> tuple[dict[str, Any], int]:
    who = viewer()
    return _one(product().queue_room.queues.create(who.workspace_id, who.user_id, body.wanted())), 201


@routes.post(
    "/default",
    operation_id="createDefaultQueue",
    summary="Make a queue for all accounts, at the hours when followers answer best; asked twice, there is one",
    responses={200: QueueAnswer},
)
def create_default_queue() -> dict[str, Any]:
    who = viewer()
    return _one(product().queue_room.queues.create_default(who.workspace_id, who.user_id))


@routes.get(
    "/next",
    operation_id="nextFreeTurns",
    summary="The next free turn of each queue that serves these accounts",
    responses={200: NextTurnsAnswer},
)
def next_free_turns(query: NextQuery) -> dict[str, Any]:
    accounts = [account for account in query.accounts.split(",") if account]
    offers = product().queue_room.queues.next(viewer().workspace_id, accounts)
    return NextTurnsAnswer(queues=[PostQueueShown.of(offer.queue, offer) for offer in offers]).model_dump(mode="json")


@routes.get("/<queue_id>", operation_id="getQueue", summary="One queue", responses={200: QueueAnswer})
def get_queue(path: QueuePath) -> dict[str, Any]:
    return _one(product().queue_room.queues.get(viewer().workspace_id, path.queue_id))


@routes.put(
    "/<queue_id>",
    operation_id="changeQueue",
    summary="Change a queue whole; posts in line keep their times",
    responses={200: QueueAnswer, **problems("conflict")},
)
def change_queue(path: QueuePath, body: QueueChangeBody) -> dict[str, Any]:
    queues = product().queue_room.queues
    return _one(queues.change(viewer().workspace_id, path.queue_id, body.wanted(), version=body.version))


@routes.delete(
    "/<queue_id>",
    operation_id="deleteQueue",
    summary="Forget a queue; its posts stay on the calendar",
    responses={204: None, **problems("conflict")},
)
def delete_queue(path: QueuePath) -> Response:
    product().queue_room.queues.delete(viewer().workspace_id, path.queue_id)
    return Response(status=204)


@routes.post(
    "/<queue_id>/pause",
    operation_id="pauseQueue",
    summary="Take its posts off the calendar, as drafts that keep their order",
    responses={200: QueuePausedAnswer, **problems("conflict")},
)
def pause_queue(path: QueuePath) -> dict[str, Any]:
    queue, taken_back = product().queue_room.queues.pause(viewer().workspace_id, path.queue_id)
    return QueuePausedAnswer(queue=PostQueueShown.of(queue), taken_back=taken_back).model_dump(mode="json")


@routes.post(
    "/<queue_id>/resume",
    operation_id="resumeQueue",
    summary="Give what the pause took off the next free turns",
    responses={200: QueueResumedAnswer, **problems("conflict")},
)
def resume_queue(path: QueuePath) -> dict[str, Any]:
    queue, placed, notices = product().queue_room.queues.resume(viewer().workspace_id, path.queue_id)
    shown = PostQueueShown.of(queue)
    return QueueResumedAnswer(queue=shown, placed=placed, notices=list(notices)).model_dump(mode="json")


@routes.get(
    "/<queue_id>/turns",
    operation_id="listQueueTurns",
    summary="The coming times of a queue, and what stands there",
    responses={200: PlacesAnswer},
)
def list_queue_turns(path: QueuePath, query: TurnsQuery) -> dict[str, Any]:
    room = product().queue_room
    queue = room.queues.get(viewer().workspace_id, path.queue_id)
    places = room.queues.coming(queue, days=query.days, notes=room.recycling.why_empty(queue))
    return PlacesAnswer(places=[QueuePlaceShown.of(place) for place in places]).model_dump(mode="json")


@routes.post(
    "/<queue_id>/posts",
    operation_id="addToQueue",
    summary="Plan a post for the next free turn; one that stands in line already keeps its turn",
    responses={
        200: QueuedAnswer,
        **problems("conflict", "already_published", "cannot_schedule", "plan_limit", "not_found"),
    },
)
def add_to_queue(path: QueuePath, body: LineBody) -> dict[str, Any]:
    added = product().queue_room.queues.add(viewer().workspace_id, path.queue_id, body.post_id)
    shown = post_answer(added.scheduled)
    return QueuedAnswer(
        post=shown.post,
        notices=shown.notices,
        queue_id=added.queue.id,
        turn=TurnShown.of(added.turn, added.queue.zone),
    ).model_dump(mode="json")


@routes.post(
    "/<queue_id>/order",
    operation_id="orderQueue",
    summary="Let the posts in line take one another's turns, in this order",
    responses={200: MovedAnswer, **problems("conflict")},
)
def order_queue(path: QueuePath, body: OrderBody) -> dict[str, Any]:
    moved, notices = product().queue_room.queues.reorder(viewer().workspace_id, path.queue_id, body.post_ids)
    return MovedAnswer(moved=moved, notices=list(notices)).model_dump(mode="json")


@routes.post(
    "/<queue_id>/shuffle",
    operation_id="shuffleQueue",
    summary="Let the posts in line take one another's turns by chance",
    responses={200: MovedAnswer, **problems("conflict")},
)
def shuffle_queue(path: QueuePath) -> dict[str, Any]:
    moved, notices = product().queue_room.queues.shuffle(viewer().workspace_id, path.queue_id)
    return MovedAnswer(moved=moved, notices=list(notices)).model_dump(mode="json")


def _one(queue: Queue) -> dict[str, Any]:
    return QueueAnswer(queue=PostQueueShown.of(queue)).model_dump(mode="json")


def _held(held: Held, *, recycled: bool) -> QueuedPostShown:
    return QueuedPostShown(
        post_id=held.post_id,
        text=held.text,
        state=held.state,
        connection_ids=list(held.accounts),
        recycled=recycled,
    )
