"""Federated services: each server is asked once for an id and a secret of our own."""

from __future__ import annotations

import re

from velocitypost.connections.apps import Apps
from velocitypost.connections.model import BadInstance, InstanceApp
from velocitypost.connections.store import ConnectionStore
from velocitypost.contract.capabilities import Platform
from velocitypost.contract.spec import AppPassword, OAuth2
from velocitypost.core.http import Garbled, NoAnswer, NotSent, Outbound, Request
from velocitypost.core.oauth2 import App
from velocitypost.core.vault import Vault

_HOST = re.compile(r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$")


class Instances:
    """Our registrations at the servers of federated services, and at the services with one server."""

    def __init__(self, store: ConnectionStore, apps: Apps, outbound: Outbound, vault: Vault) -> None:
        self._store = store
        self._apps = apps
        self._outbound = outbound
        self._vault = vault

    def host(self, platform: Platform, typed: str) -> str:
        """The host that a person means by `typed`; empty for a service with one server. Raises `BadInstance`."""
        auth = platform.spec.auth
        federated = isinstance(auth, AppPassword) or auth.registers_at is not None
        host = re.sub(r"^(https?://)?(@?[^@/]*@)?", "", typed.strip().lower()).split("/")[0].rstrip(".")
        if not federated or not host:
            return ""
        if not _HOST.match(host):
            raise BadInstance(
                f"“{typed[:80]}” is not the name of a {platform.spec.name} server. Write it like example.social."
            )
        return host

    def app(self, platform: Platform, instance: str = "") -> App:
        """Our registration, made now where this server does not know us. Raises `BadInstance` or `NotConfigured`."""
        auth = platform.spec.auth
        if not isinstance(auth, OAuth2) or auth.registers_at is None:
            return self._apps.get(platform)
        known = self._store.find_app(_id(platform, instance)) or self._register(platform, auth, instance)
        secret = self._vault.open(known.client_secret, place=f"{known.id}/client_secret")
        return self._apps.get(platform, instance, (known.client_id, secret))

    def _register(self, platform: Platform, auth: OAuth2, instance: str) -> InstanceApp:
        """https://docs.joinmastodon.org/methods/apps/#create"""
        name = platform.spec.name
        where = instance or "the server"
        request = Request(
            "POST",
            f"{self._apps.api_url(platform, instance)}{auth.registers_at}",
            form={
                "client_name": "VelocityPost",
                "redirect_uris": self._apps.redirect_uri(platform),
                "scopes": auth.scope_separator.join(auth.scopes),
            },
            public_only=bool(instance),
        )
        try:
            answer = self._outbound.send(request)
            body = answer.json() if answer.ok else {}
            client_id, client_secret = str(body["client_id"]), str(body["client_secret"])
        except (NotSent, NoAnswer) as error:
            raise BadInstance(f"{where} could not be reached. Check the name, or try again in a minute.") from error
        except (Garbled, KeyError, TypeError) as error:
            raise BadInstance(f"{where} does not answer as a {name} server does. Check the name.") from error
        app_id = _id(platform, instance)
        sealed = self._vault.seal(client_secret, place=f"{app_id}/client_secret")
        app = InstanceApp(app_id, client_id, sealed)
        self._store.keep_app(app)
        return app


def _id(platform: Platform, instance: str) -> str:
    return f"{platform.spec.key}/{instance or 'main'}"
