"""Which accounts take part, and which come first: from the names that a person gives. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from velocitypost.connections.model import Connection
from velocitypost.contract.registry import Registry, UnknownPlatform


def by_account(
    wanted: Mapping[str, int], connections: Sequence[Connection], registry: Registry
) -> tuple[dict[str, int], str]:
    """Priorities by account, and what is wrong with the names, in words; empty where all is well.

    A name is an account's id, or a platform's, which means every connected account of it. Where several names mean
    one account, the narrowest holds: its id, then its own platform, then the platform's family.
    """
    ranked: dict[str, tuple[int, int]] = {}
    wrong: list[str] = []
    known = {connection.id for connection in connections}
    for name, priority in wanted.items():
        if name in known:
            ranked[name] = (0, priority)
            continue
        try:
            spec = registry.get(name).spec
        except UnknownPlatform:
            wrong.append(
                f"{name[:60]!r} is neither an account here nor a platform. "
                "Use names such as facebook or twitter, or the ids of connected accounts."
            )
            continue
        found = {
            connection.id: 1 if connection.platform == spec.key else 2
            for connection in connections
            if spec.key in (connection.platform, registry.get(connection.platform).spec.belongs_to)
        }
        if not found:
            wrong.append(f"No account of {spec.name} is connected here. Connect one, or leave it out.")
        for account, width in found.items():
            ranked[account] = min(ranked.get(account, (width, priority)), (width, priority))
    in_order = [connection.id for connection in connections if connection.id in ranked]
    return {account: ranked[account][1] for account in in_order}, " ".join(wrong)
