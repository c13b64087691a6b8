"""Our registrations at the platforms: what the settings say, in the shape the OAuth engine takes."""

from __future__ import annotations

from velocitypost.connections.model import NotConfigured
from velocitypost.contract.capabilities import Platform
from velocitypost.core.oauth2 import App
from velocitypost.settings import SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET, Settings


class Apps:
    """Where each platform is, and as whom we speak to it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def api_url(self, platform: Platform) -> str:
        """Where the platform's API is: its own address, a replaced one, or the sandbox's."""
        return self._settings.outside_url(f"{_prefix(platform)}_API_URL", platform.spec.api_url)

    def site_url(self, platform: Platform) -> str:
        """Where the platform's public pages are."""
        return self._settings.outside_url(f"{_prefix(platform)}_SITE_URL", platform.spec.site_url)

    def is_configured(self, platform: Platform) -> bool:
        """Whether people can connect this platform on this installation."""
        return bool(self._settings.sandbox_url) or all(self._credentials(platform))

    def get(self, platform: Platform) -> App:
        """Raises `NotConfigured`."""
        auth, prefix = platform.spec.auth, _prefix(platform)
        client_id, client_secret = self._credentials(platform)
        if not (client_id and client_secret):
            if not self._settings.sandbox_url:
                raise NotConfigured(
                    f"This installation has no keys for {platform.spec.name} yet. Set {auth.credentials}_CLIENT_ID "
                    f"and {auth.credentials}_CLIENT_SECRET, then start it again."
                )
            client_id, client_secret = SANDBOX_CLIENT_ID, SANDBOX_CLIENT_SECRET
        outside = self._settings.outside_url
        return App(
            client_id=client_id,
            client_secret=client_secret,
            redirect_uri=self._settings.variable(f"{auth.credentials}_REDIRECT_URI")
            or f"{self._settings.base_url}/auth/callback/{platform.spec.key}",
            authorize_url=outside(f"{prefix}_AUTHORIZE_URL", auth.authorize_url),
            token_url=outside(f"{prefix}_TOKEN_URL", auth.token_url),
            revoke_url=outside(f"{prefix}_REVOKE_URL", auth.revoke_url) if auth.revoke_url else None,
            scopes=auth.scopes,
            client_auth=auth.client_auth,
            pkce=auth.pkce,
            scope_separator=auth.scope_separator,
            timeout=self._settings.http_timeout_seconds,
        )

    def _credentials(self, platform: Platform) -> tuple[str, str]:
        prefix = platform.spec.auth.credentials
        variable = self._settings.variable
        return variable(f"{prefix}_CLIENT_ID"), variable(f"{prefix}_CLIENT_SECRET")


def _prefix(platform: Platform) -> str:
    return platform.spec.key.upper()
