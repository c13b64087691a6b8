"""Connecting accounts at platforms, and the accounts that are connected."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Literal

from flask import Response
from pydantic import BaseModel, Field

from velocitypost.connections.connecting import Connected
from velocitypost.connections.health import Health
from velocitypost.connections.model import Connection, PendingChoice, Status
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import Problem
from velocitypost.web.requests import Body

oauth_routes = api_blueprint("oauth", prefix="/api/oauth", about="The way to a platform's consent page and back")
routes = api_blueprint("connections", prefix="/api/connections", about="Accounts at platforms")


class PlatformPath(BaseModel):
    """Which platform."""

    platform: str = Field(max_length=40, description="Its key, such as `x`")


class AuthUrlQuery(BaseModel):
    """Where to go afterwards, and at which server of a federated service."""

    return_to: str = Field("/platforms", max_length=500, description="A path of this interface")
    instance: str = Field("", max_length=300, description="The server of a federated service, such as `example.social`")


class AuthUrlAnswer(BaseModel):
    """Where to send the person."""

    auth_url: str
    platform: str


class CallbackBody(Body):
    """What the platform put on the way back."""

    state: str = Field(min_length=1, max_length=500)
    code: str | None = Field(None, max_length=4000)
    error: str | None = Field(None, max_length=200)
    error_description: str | None = Field(None, max_length=2000)


class SignInBody(Body):
    """A name and a password that was made for us at the service. The password is not kept."""

    name: str = Field(min_length=1, max_length=300)
    password: str = Field(min_length=1, max_length=300, json_schema_extra={"format": "password"})
    instance: str = Field("", max_length=300)


class ChoicePath(BaseModel):
    """Which choice among several accounts."""

    choice_id: str = Field(max_length=60)


class ChooseBody(Body):
    """The accounts to connect, by their ids at the platform."""

    platform_user_ids: list[str] = Field(max_length=100)


class ConnectionPath(BaseModel):
    """Which connection."""

    connection_id: str = Field(max_length=60)


class ConnectionShown(BaseModel):
    """An account at a platform. Its tokens never leave the server."""

    id: str
    platform: str
    platform_user_id: str
    username: str
    name: str
    picture_url: str | None
    follower_count: int | None
    profile_url: str | None
    status: Status
    status_reason: str | None
    permissions: list[str]
    token_expires_at: datetime | None
    connected_at: datetime
    last_success_at: datetime | None
    instance: str

    @classmethod
    def of(cls, connection: Connection) -> ConnectionShown:
        shown = {name: getattr(connection, name) for name in cls.model_fields if name != "picture_url"}
        picture = f"/api/connections/{connection.id}/picture" if connection.picture_mime else None
        return cls(**{**shown, "permissions": list(connection.permissions)}, picture_url=picture)


class OfferedShown(BaseModel):
    """An account that can be chosen."""

    platform_user_id: str
    username: str
    name: str
    follower_count: int | None
    profile_url: str | None


class ChoiceShown(BaseModel):
    """A permission that stands for several accounts: one or more are to be chosen."""

    id: str
    platform: str
    accounts: list[OfferedShown]
    expires_at: datetime

    @classmethod
    def of(cls, choice: PendingChoice) -> ChoiceShown:
        accounts = [
            OfferedShown(**{name: getattr(one.profile, name) for name in OfferedShown.model_fields})
            for one in choice.offered
        ]
        return cls(id=choice.id, platform=choice.platform, accounts=accounts, expires_at=choice.expires_at)


class ConnectedAnswer(BaseModel):
    """The connection just made or renewed; where several accounts stand behind it, the choice that is to be made."""

    connection: ConnectionShown | None
    choice: ChoiceShown | None
    return_to: str
    renewed: bool


class ChoiceAnswer(BaseModel):
    """A choice that is to be made."""

    choice: ChoiceShown
    return_to: str


class ChosenAnswer(BaseModel):
    """The accounts that were connected."""

    connections: list[ConnectionShown]
    return_to: str


class ConcernShown(BaseModel):
    """Something that a person should know of the connection, and what can be done."""

    code: str
    severity: Literal["broken", "soon", "note"]
    message: str
    at: datetime | None
    action: Literal["reconnect", "wait", "none"]


class QuotaShown(BaseModel):
    """What the service still takes."""

    limit: int
    remaining: int
    resets_at: datetime | None


class HealthShown(BaseModel):
    """How a connection stands. `sign_in_ends_at` is null where the sign-in renews itself or does not end."""

    connection_id: str
    state: Literal["good", "soon", "broken"]
    concerns: list[ConcernShown]
    sign_in_ends_at: datetime | None
    renews_itself: bool
    missing_scopes: list[str]
    last_success_at: datetime | None
    checked_at: datetime | None
    quota: QuotaShown | None
    version: str | None
    version_ends_on: date | None

    @classmethod
    def of(cls, health: Health) -> HealthShown:
        return cls.model_validate(asdict(health))


class HealthAnswer(BaseModel):
    """One connection's health."""

    health: HealthShown


class HealthsAnswer(BaseModel):
    """The health of every connection."""

    health: list[HealthShown]


class OptionPath(ConnectionPath):
    """Which option of the platform."""

    option: str = Field(max_length=60)


class OptionQuery(BaseModel):
    """The value of the option that this one depends on."""

    given: str = Field("", max_length=300)


class OptionChoiceShown(BaseModel):
    """A value that the option may have."""

    value: str
    label: str
    note: str


class OptionChoicesAnswer(BaseModel):
    """What the service offers this account."""

    choices: list[OptionChoiceShown]


class ConnectionAnswer(BaseModel):
    """One connection."""

    connection: ConnectionShown


class ConnectionsAnswer(BaseModel):
    """All connections of the workspace."""

    connections: list[ConnectionShown]


@oauth_routes.get(
    "/auth-url/<platform>",
    operation_id="beginConnection",
    summary="The address of a platform's consent page",
    responses={200: AuthUrlAnswer, **problems("pro_required", "plan_limit", "not_configured", "bad_instance")},
)
def begin(path: PlatformPath, query: AuthUrlQuery) -> dict[str, Any]:
    who = viewer()
    return_to = query.return_to if query.return_to.startswith("/") and not query.return_to.startswith("//") else "/"
    url = product().connecting.begin(
        who.workspace_id, who.user_id, path.platform, return_to=return_to, instance=query.instance
    )
    return AuthUrlAnswer(auth_url=url, platform=path.platform).model_dump(mode="json")


@oauth_routes.post(
    "/callback/<platform>",
    operation_id="finishConnection",
    summary="End the dance that `beginConnection` began",
    responses={
        201: ConnectedAnswer,
        **problems("state_invalid", "connect_denied", "connect_failed", "pro_required", "plan_limit"),
    },
)
def finish(path: PlatformPath, body: CallbackBody) -> tuple[dict[str, Any], int]:
    who = viewer()
    outcome = product().connecting.finish(
        who.workspace_id, who.user_id, path.platform, state=body.state, code=body.code, error=body.error
    )
    return _connected(outcome).model_dump(mode="json"), 201


@oauth_routes.post(
    "/sign-in/<platform>",
    operation_id="signInToPlatform",
    summary="Connect an account by its name and an app password",
    responses={
        201: ConnectedAnswer,
        **problems("connect_denied", "connect_failed", "bad_instance", "pro_required", "plan_limit"),
    },
)
def sign_in(path: PlatformPath, body: SignInBody) -> tuple[dict[str, Any], int]:
    connected = product().connecting.sign_in(
        viewer().workspace_id, path.platform, name=body.name, password=body.password, instance=body.instance
    )
    return _connected(connected).model_dump(mode="json"), 201


@oauth_routes.get(
    "/choices/<choice_id>",
    operation_id="getChoice",
    summary="The accounts behind a permission just given",
    responses={200: ChoiceAnswer, **problems("not_found")},
)
def get_choice(path: ChoicePath) -> dict[str, Any]:
    who = viewer()
    choice = product().connecting.get_choice(who.workspace_id, who.user_id, path.choice_id)
    return ChoiceAnswer(choice=ChoiceShown.of(choice), return_to=choice.return_to).model_dump(mode="json")


@oauth_routes.post(
    "/choices/<choice_id>",
    operation_id="chooseAccounts",
    summary="Connect the chosen accounts",
    responses={201: ChosenAnswer, **problems("not_found", "plan_limit", "connect_failed")},
)
def choose(path: ChoicePath, body: ChooseBody) -> tuple[dict[str, Any], int]:
    who = viewer()
    chosen = product().connecting.choose(who.workspace_id, who.user_id, path.choice_id, body.platform_user_ids)
    shown = [ConnectionShown.of(connection) for connection in chosen.connections]
    return ChosenAnswer(connections=shown, return_to=chosen.return_to).model_dump(mode="json"), 201


def _connected(outcome: Connected | PendingChoice) -> ConnectedAnswer:
    if isinstance(outcome, PendingChoice):
        choice = ChoiceShown.of(outcome)
        return ConnectedAnswer(connection=None, choice=choice, return_to=outcome.return_to, renewed=False)
    return ConnectedAnswer(
        connection=ConnectionShown.of(outcome.connection),
        choice=None,
        return_to=outcome.return_to,
        renewed=outcome.renewed,
    )


@routes.get("", operation_id="listConnections", summary="All connected accounts", responses={200: ConnectionsAnswer})
def list_connections() -> dict[str, Any]:
    found = product().connections.list(viewer().workspace_id)
    return ConnectionsAnswer(connections=[ConnectionShown.of(connection) for connection in found]).model_dump(
        mode="json"
    )


@routes.get("/health", operation_id="listHealth", summary="How every account stands", responses={200: HealthsAnswer})
def list_health() -> dict[str, Any]:
    found = product().connections.list(viewer().workspace_id)
    shown = [HealthShown.of(product().checks.health(connection)) for connection in found]
    return HealthsAnswer(health=shown).model_dump(mode="json")


@routes.post(
    "/<connection_id>/check",
    operation_id="checkConnection",
    summary="Ask the service now how the account stands",
    responses={200: HealthAnswer, **problems("not_found")},
)
def check_connection(path: ConnectionPath) -> dict[str, Any]:
    connection = product().connections.get(viewer().workspace_id, path.connection_id)
    return HealthAnswer(health=HealthShown.of(product().checks.look(connection))).model_dump(mode="json")


@routes.get("/<connection_id>", operation_id="getConnection", summary="One account", responses={200: ConnectionAnswer})
def get_connection(path: ConnectionPath) -> dict[str, Any]:
    connection = product().connections.get(viewer().workspace_id, path.connection_id)
    return ConnectionAnswer(connection=ConnectionShown.of(connection)).model_dump(mode="json")


@routes.get(
    "/<connection_id>/picture",
    operation_id="getConnectionPicture",
    summary="The account's profile picture",
    responses={200: {"description": "The picture", "content": {"image/*": {}}}},
)
def get_picture(path: ConnectionPath) -> Response:
    picture = product().connections.picture(viewer().workspace_id, path.connection_id)
    if picture is None:
        raise Problem("not_found", "This account has no picture.")
    answer = Response(picture.data, mimetype=picture.mime)
    answer.headers["Cache-Control"] = "private, max-age=86400"
    # It may be an SVG from elsewhere: shown as a picture it can do nothing, opened by itself it must not either.
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


@routes.get(
    "/<connection_id>/options/<option>",
    operation_id="listOptionChoices",
    summary="What the service offers this account for an option, such as its boards",
    responses={200: OptionChoicesAnswer, **problems("not_found", "conflict", "unavailable")},
)
def list_option_choices(path: OptionPath, query: OptionQuery) -> dict[str, Any]:
    found = product().connections.choices(viewer().workspace_id, path.connection_id, path.option, given=query.given)
    return OptionChoicesAnswer(choices=[OptionChoiceShown(**vars(choice)) for choice in found]).model_dump(mode="json")


@routes.delete(
    "/<connection_id>",
    operation_id="disconnect",
    summary="Revoke our permission where the service can, and forget the account",
    responses={204: None},
)
def disconnect(path: ConnectionPath) -> Response:
    product().connections.disconnect(viewer().workspace_id, path.connection_id)
    return Response(status=204)
