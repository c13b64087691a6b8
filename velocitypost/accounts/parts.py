"""How people, their sessions and their workspaces are put together, for whoever calls them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from velocitypost.accounts import store
from velocitypost.accounts.attempts import Attempts
from velocitypost.accounts.model import MailKind
from velocitypost.accounts.passwords import CHEAP, Passwords
from velocitypost.accounts.service import Accounts, Stores
from velocitypost.accounts.sessions import Sessions
from velocitypost.accounts.tokens import AccessTokens, ForgeryProof
from velocitypost.accounts.workspaces import Workspaces
from velocitypost.core.cache import Cache
from velocitypost.core.clock import Clock
from velocitypost.core.database import Database
from velocitypost.core.events import Events
from velocitypost.settings import Settings


@dataclass(frozen=True)
class AccountRoom:
    """Everything that the web process and the workers call of it."""

    accounts: Accounts
    sessions: Sessions
    attempts: Attempts
    forgery_proof: ForgeryProof
    workspaces: Workspaces


def put_together(
    settings: Settings,
    clock: Clock,
    database: Database,
    cache: Cache,
    events: Events,
    *,
    ask_for_mail: Callable[[MailKind, str], None],
) -> AccountRoom:
    """`ask_for_mail` keeps what is to be written to whom."""
    users, workspaces = store.Users(database), store.Workspaces(database)
    jwt_key, sandbox = settings.jwt_secret_key.get_secret_value(), bool(settings.sandbox_url)
    sessions = Sessions(store.Sessions(database), AccessTokens(jwt_key), clock)
    accounts = Accounts(
        Stores(users, workspaces, store.MailTokens(database)),
        sessions,
        Passwords(CHEAP if settings.flask_env == "testing" else None),
        clock,
        ask_for_mail=ask_for_mail,
        sandbox=sandbox,
    )
    return AccountRoom(
        accounts,
        sessions,
        Attempts(cache),
        ForgeryProof(settings.secret_key.get_secret_value()),
        Workspaces(workspaces, users, clock, events, sandbox=sandbox),
    )
