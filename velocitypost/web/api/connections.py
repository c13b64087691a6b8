"""Connecting accounts at platforms, and the accounts that are connected."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response
from pydantic import BaseModel, Field

from velocitypost.connections.model import Connection, Status
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
    """Where to go afterwards."""

    return_to: str = Field("/platforms", max_length=500, description="A path of this interface")


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

    @classmethod
    def of(cls, connection: Connection) -> ConnectionShown:
        shown = {name: getattr(connection, name) for name in cls.model_fields if name != "picture_url"}
        picture = f"/api/connections/{connection.id}/picture" if connection.picture_mime else None
        return cls(**{**shown, "permissions": list(connection.permissions)}, picture_url=picture)


class ConnectedAnswer(BaseModel):
    """The connection just made or renewed."""

    connection: ConnectionShown
    return_to: str
    renewed: bool


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
    responses={200: AuthUrlAnswer, **problems("pro_required", "plan_limit", "not_configured")},
)
def begin(path: PlatformPath, query: AuthUrlQuery) -> dict[str, Any]:
    who = viewer()
    return_to = query.return_to if query.return_to.startswith("/") and not query.return_to.startswith("//") else "/"
    url = product().connections.begin(who.workspace_id, who.user_id, path.platform, return_to=return_to)
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
    connected = product().connections.finish(
        who.workspace_id, who.user_id, path.platform, state=body.state, code=body.code, error=body.error
    )
    shown = ConnectedAnswer(
        connection=ConnectionShown.of(connected.connection),
        return_to=connected.return_to,
        renewed=connected.renewed,
    )
    return shown.model_dump(mode="json"), 201


@routes.get("", operation_id="listConnections", summary="All connected accounts", responses={200: ConnectionsAnswer})
def list_connections() -> dict[str, Any]:
    found = product().connections.list(viewer().workspace_id)
    return ConnectionsAnswer(connections=[ConnectionShown.of(connection) for connection in found]).model_dump(
        mode="json"
    )


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


@routes.delete(
    "/<connection_id>",
    operation_id="disconnect",
    summary="Revoke our permission where the service can, and forget the account",
    responses={204: None},
)
def disconnect(path: ConnectionPath) -> Response:
    product().connections.disconnect(viewer().workspace_id, path.connection_id)
    return Response(status=204)
