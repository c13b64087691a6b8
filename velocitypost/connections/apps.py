"""Our registrations at the platforms: what the settings say, in the shape the OAuth engine takes."""

from __future__ import annotations

from urllib.parse import urlsplit

from velocitypost.connections.model import NotConfigured
from velocitypost.contract.capabilities import Platform
from velocitypost.contract.errors import Rejected
from velocitypost.contract.spec import AppPassword, LongLived, OAuth2
from velocitypost.core.clock import Clock
from velocitypost.core.oauth2 import App, Exchange
from velocitypost.settings import SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET, Settings


class Apps:
    """Where each platform is, and as whom we speak to it."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    def api_url(self, platform: Platform, instance: str = "") -> str:
        """Where the platform's API is: its own address, a replaced one, or the sandbox's."""
        return self._at(platform, "API", platform.spec.api_url, instance)

    def site_url(self, platform: Platform, instance: str = "") -> str:
        """Where the platform's public pages are."""
        # Who signs in by an app password chooses where the account lives, not where people read.
        return self._at(platform, "SITE", platform.spec.site_url, "" if self._reads_elsewhere(platform) else instance)

    @staticmethod
    def _reads_elsewhere(platform: Platform) -> bool:
        return isinstance(platform.spec.auth, AppPassword)

    def address(self, platform: Platform, instance: str, url: str) -> str:
        """Where a whole address of the platform is to be sent. Raises `Rejected` for one that is not the platform's."""
        sandbox = self._settings.sandbox_url
        named = url.removeprefix(f"{sandbox}/") if sandbox else url
        is_copy = named != url
        host = urlsplit(f"https://{named}" if is_copy else url).hostname or ""
        secure = is_copy or url.startswith("https://")
        if secure and (host == instance or _belongs(host, platform)):
            return url if is_copy else self._settings.outside_address(url)
        api_url = self.api_url(platform, instance)
        if url.startswith(f"{api_url}/"):
            return url
        raise Rejected(
            f"{platform.spec.name} named an address that is not its own. Nothing was sent there.",
            code="foreign-address",
        )

    def is_configured(self, platform: Platform) -> bool:
        """Whether people can connect this platform on this installation."""
        auth = platform.spec.auth
        if isinstance(auth, AppPassword) or auth.registers_at is not None:
            return True
        return bool(self._settings.sandbox_url) or all(self._credentials(auth))

    def get(self, platform: Platform, instance: str = "", registered: tuple[str, str] | None = None) -> App:
        """Our registration. `registered` are the id and the secret that an instance gave us. Raises `NotConfigured`."""
        auth = platform.spec.auth
        assert isinstance(auth, OAuth2)  # noqa: S101  app passwords have no consent page
        client_id, client_secret = registered or self._known(platform, auth)

        def at(name: str, address: str | None) -> str:
            found, slash = self._at(platform, name, address or "", instance), (address or "").endswith("/")
            return f"{found}/" if slash else found  # some services answer at the address with the slash only

        def exchange(name: str, data: LongLived | None) -> Exchange | None:
            return Exchange(at(name, data.url), data.grant_type, data.token_name, data.with_client) if data else None

        return App(
            client_id=client_id,
            client_secret=client_secret,
            redirect_uri=self.redirect_uri(platform),
            authorize_url=at("AUTHORIZE", auth.authorize_url),
            token_url=at("TOKEN", auth.token_url),
            revoke_url=at("REVOKE", auth.revoke_url) if auth.revoke_url else None,
            scopes=auth.scopes,
            client_auth=auth.client_auth,
            pkce=auth.pkce,
            scope_separator=auth.scope_separator,
            timeout=self._settings.http_timeout_seconds,
            client_id_name=auth.client_id_name,
            exchange_extra=auth.exchange_extra,
            refusals=auth.refusals,
            public_only=bool(instance),
            allowed=(self._settings.sandbox_url,) if self._settings.sandbox_url else (),
            long_lived=exchange("EXCHANGE", auth.long_lived),
            renew_own=exchange("RENEW", auth.renew_own),
            clock=self._clock,
        )

    def redirect_uri(self, platform: Platform) -> str:
        """Where the consent page sends people back to."""
        named = self._settings.variable(f"{platform.spec.auth.credentials}_REDIRECT_URI")
        shared = platform.spec.key == platform.spec.belongs_to
        return (named if shared else "") or f"{self._settings.base_url}/auth/callback/{platform.spec.key}"

    def _at(self, platform: Platform, name: str, address: str, instance: str) -> str:
        if not instance:
            return self._settings.outside_url(f"{_prefix(platform)}_{name}_URL", address)
        return self._settings.outside_address(urlsplit(address)._replace(netloc=instance).geturl()).rstrip("/")

    def _known(self, platform: Platform, auth: OAuth2) -> tuple[str, str]:
        client_id, client_secret = self._credentials(auth)
        if client_id and client_secret:
            return client_id, client_secret
        if self._settings.sandbox_url:
            return SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET
        names = " and ".join(f"{auth.credentials}_{name}" for name in auth.credential_names)
        raise NotConfigured(
            f"This installation has no keys for {platform.spec.name} yet. Set {names}, then start it again."
        )

    def _credentials(self, auth: OAuth2) -> tuple[str, str]:
        client_id, client_secret = (
            self._settings.variable(f"{auth.credentials}_{name}") for name in auth.credential_names
        )
        return client_id, client_secret


def _belongs(host: str, platform: Platform) -> bool:
    own = {urlsplit(platform.spec.api_url).hostname, *platform.spec.hosts}
    return host in own or any(name.startswith(".") and host.endswith(name) for name in platform.spec.hosts)


def _prefix(platform: Platform) -> str:
    return platform.spec.key.upper()
