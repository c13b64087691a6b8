"""How the accounts on the networks are put together, for whoever calls them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from velocitypost.billing.plans import Plan
from velocitypost.billing.rooms import PlatformRoom
from velocitypost.connections.apps import Apps
from velocitypost.connections.checks import Checks
from velocitypost.connections.client import bucket
from velocitypost.connections.connecting import Connecting
from velocitypost.connections.instances import Instances
from velocitypost.connections.pictures import Pictures
from velocitypost.connections.service import ConnectionService
from velocitypost.connections.sessions import Sessions
from velocitypost.connections.store import ConnectionStore
from velocitypost.connections.tokens import Tokens
from velocitypost.contract.registry import Registry
from velocitypost.core.blobs import Blobs
from velocitypost.core.cache import Cache, Errands
from velocitypost.core.clock import Clock
from velocitypost.core.database import Database
from velocitypost.core.events import Events
from velocitypost.core.http import Outbound
from velocitypost.core.ratelimit import RateLimiter
from velocitypost.core.vault import Vault
from velocitypost.settings import Settings


@dataclass(frozen=True)
class ConnectionRoom:
    """Everything that the web process, the workers and higher rooms call of it."""

    apps: Apps
    connecting: Connecting
    connections: ConnectionService
    checks: Checks


def put_together(
    settings: Settings,
    clock: Clock,
    database: Database,
    cache: Cache,
    errands: Errands,
    events: Events,
    vault: Vault,
    outbound: Outbound,
    blobs: Blobs,
    *,
    registry: Registry,
    room: PlatformRoom,
    plan_of: Callable[[str], Plan],
) -> ConnectionRoom:
    """`room` says how many platforms a workspace may have, `plan_of` what else its plan allows."""
    rows = ConnectionStore(database)
    apps = Apps(settings, clock)
    instances = Instances(rows, apps, outbound, vault)
    sessions = Sessions(apps, outbound, RateLimiter(cache, errands), clock)
    tokens = Tokens(rows, registry, instances, sessions, vault, clock, events)
    pictures = Pictures(outbound, blobs)
    connections = ConnectionService(rows, registry, tokens, sessions, pictures, clock, events, room)
    checks = Checks(
        rows,
        connections,
        RateLimiter(cache),
        clock,
        events,
        quota_key=lambda connection: bucket(connection.platform, connection.id, "POST"),
    )
    connecting = Connecting(
        rows, registry, instances, tokens, sessions, vault, pictures, clock, events, plan_of=plan_of, room=room
    )
    return ConnectionRoom(apps, connecting, connections, checks)
