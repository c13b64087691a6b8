"""Which models write here, with whose keys, and what they have cost."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flask import Response
from pydantic import BaseModel, Field

from velocitypost.generation import composer
from velocitypost.generation.engines.engine import Engine
from velocitypost.generation.engines.prices import MICRO, Price
from velocitypost.generation.keys import KeyState, NoSuchEngine
from velocitypost.generation.usage import Call, Month, Spent
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint
from velocitypost.web.requests import Body

routes = api_blueprint("engines", prefix="/api/ai", about="The models that write, their keys and their cost")

_MONTH = Field(None, pattern=r"^\d{4}-(0[1-9]|1[0-2])$", examples=["2026-03"])


class EnginePath(BaseModel):
    """Which engine."""

    engine: str = Field(max_length=40, description="Its key, such as `mistral`")


class KeyBody(Body):
    """A key of the workspace's own. It is never shown again."""

    key: str = Field(min_length=1, max_length=1000)


class UsageQuery(BaseModel):
    """Which month, in the workspace's own zone; the present one when not given."""

    month: str | None = _MONTH


class CallsQuery(BaseModel):
    """A page, the latest first."""

    cursor: str | None = Field(None, max_length=60)
    limit: int = Field(50, ge=1, le=200)


class PriceShown(BaseModel):
    """US dollars for a million tokens, as the service's own page said on that day."""

    tokens_in: float
    tokens_out: float
    source: str
    verified_on: date

    @classmethod
    def of(cls, price: Price) -> PriceShown:
        return cls(
            tokens_in=price.tokens_in,
            tokens_out=price.tokens_out,
            source=price.source,
            verified_on=price.verified_on,
        )


class EngineShown(BaseModel):
    """A model that can write. `key_source` is workspace or installation; null where there is no key."""

    key: str
    name: str
    model: str
    key_source: str | None
    key_set_at: datetime | None
    key_checked: bool = Field(description="Whether the service accepted the workspace's key when it was given")
    price: PriceShown | None


class EnginesAnswer(BaseModel):
    """In the order in which they are asked. `writes_with` is the first that has a key, or "composer"."""

    engines: list[EngineShown]
    writes_with: str


class EngineAnswer(BaseModel):
    """One engine."""

    engine: EngineShown


class SpentShown(BaseModel):
    """What one engine took. Calls whose model has no known price are in `unpriced_calls`, and in no sum of dollars."""

    calls: int
    failures: int
    tokens_in: int
    tokens_out: int
    cost_usd: float
    seconds: float
    unpriced_calls: int

    @classmethod
    def of(cls, spent: Spent) -> SpentShown:
        return cls(
            calls=spent.calls,
            failures=spent.failures,
            tokens_in=spent.tokens_in,
            tokens_out=spent.tokens_out,
            cost_usd=spent.micro_usd / MICRO,
            seconds=round(spent.seconds, 3),
            unpriced_calls=spent.unpriced_calls,
        )


class MonthShown(BaseModel):
    """A month's sums."""

    month: str
    tokens: int
    cost_usd: float
    engines: dict[str, SpentShown]

    @classmethod
    def of(cls, month: Month) -> MonthShown:
        return cls(
            month=month.month,
            tokens=month.tokens,
            cost_usd=month.micro_usd / MICRO,
            engines={key: SpentShown.of(spent) for key, spent in month.engines.items()},
        )


class UsageAnswer(BaseModel):
    """A month, the budget that holds, and the months before. Null budgets are without a limit."""

    usage: MonthShown
    budget_tokens: int | None
    budget_usd: float | None
    months: list[MonthShown]


class CallShown(BaseModel):
    """One call to a model. `outcome` is ok, or what went wrong."""

    id: str
    at: datetime
    engine: str
    model: str
    purpose: str
    outcome: str
    tokens_in: int
    tokens_out: int
    cost_usd: float | None
    seconds: float
    counted: bool = Field(description="Whether the service told the tokens; otherwise they are an estimate")
    own_key: bool

    @classmethod
    def of(cls, call: Call) -> CallShown:
        shown = {name: getattr(call, name) for name in cls.model_fields if name != "cost_usd"}
        return cls(**shown, cost_usd=None if call.micro_usd is None else call.micro_usd / MICRO)


class CallsAnswer(BaseModel):
    """A page of calls."""

    calls: list[CallShown]
    next_cursor: str | None


@routes.get(
    "/engines", operation_id="listEngines", summary="The models that can write here", responses={200: EnginesAnswer}
)
def list_engines() -> dict[str, Any]:
    generation = product().generation
    states = generation.keys.states(viewer().workspace_id)
    shown = [_shown(engine, states.get(engine.key)) for engine in generation.relay.engines]
    first = next((one.key for one in shown if one.key_source), composer.ENGINE)
    return EnginesAnswer(engines=shown, writes_with=first).model_dump(mode="json")


@routes.put(
    "/engines/<engine>/key",
    operation_id="setEngineKey",
    summary="Use a key of your own; the service is asked whether it takes it",
    responses={200: EngineAnswer},
)
def set_key(path: EnginePath, body: KeyBody) -> dict[str, Any]:
    who, engine = viewer(), _engine(path.engine)
    state = product().generation.keys.set(who.workspace_id, who.user_id, engine, body.key)
    return EngineAnswer(engine=_shown(engine, state)).model_dump(mode="json")


@routes.delete(
    "/engines/<engine>/key",
    operation_id="removeEngineKey",
    summary="Forget the workspace's own key",
    responses={204: None},
)
def remove_key(path: EnginePath) -> Response:
    product().generation.keys.remove(viewer().workspace_id, _engine(path.engine).key)
    return Response(status=204)


@routes.get(
    "/usage",
    operation_id="readAiUsage",
    summary="What models have cost in a month, and the budget",
    responses={200: UsageAnswer},
)
def read_usage(query: UsageQuery) -> dict[str, Any]:
    generation, workspace_id = product().generation, viewer().workspace_id
    budget = generation.ledger.budget_of(generation.style.preferences(workspace_id))
    return UsageAnswer(
        usage=MonthShown.of(generation.ledger.month(workspace_id, query.month)),
        budget_tokens=budget.tokens,
        budget_usd=None if budget.micro_usd is None else budget.micro_usd / MICRO,
        months=[MonthShown.of(month) for month in generation.ledger.months(workspace_id)],
    ).model_dump(mode="json")


@routes.get("/calls", operation_id="listAiCalls", summary="Calls to models, latest first", responses={200: CallsAnswer})
def list_calls(query: CallsQuery) -> dict[str, Any]:
    found, cursor = product().generation.ledger.calls(viewer().workspace_id, before=query.cursor, most=query.limit)
    return CallsAnswer(calls=[CallShown.of(call) for call in found], next_cursor=cursor).model_dump(mode="json")


def _engine(key: str) -> Engine:
    for engine in product().generation.relay.engines:
        if engine.key == key:
            return engine
    raise NoSuchEngine("There is no such model here.")


def _shown(engine: Engine, state: KeyState | None) -> EngineShown:
    return EngineShown(
        key=engine.key,
        name=engine.name,
        model=engine.model,
        key_source=state.source if state else None,
        key_set_at=state.set_at if state else None,
        key_checked=bool(state and state.checked),
        price=PriceShown.of(engine.price) if engine.price else None,
    )
