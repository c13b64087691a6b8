"""How people, their sessions and their workspaces are put together, for whoever calls them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from velocitypost.accounts import store
from velocitypost.accounts.attempts import Attempts
from velocitypost.accounts.closing import ClosingService, Elsewhere
from velocitypost.accounts.closing_store import Belonging, ClosingStore, Eraser
from velocitypost.accounts.credentials import Credentials
from velocitypost.accounts.model import AskForMail
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


class MakeClosing(Protocol):
    """What ends an account reaches into rooms that know nothing of it: they are given when all of them are there."""

    def __call__(self, *, belongings: Iterable[Belonging], elsewhere: Elsewhere) -> ClosingService: ...


@dataclass(frozen=True)
class AccountRoom:
    """Everything that the web process and the workers call of it."""

    accounts: Accounts
    credentials: Credentials
    closing: MakeClosing
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
    ask_for_mail: AskForMail,
) -> AccountRoom:
    users, workspaces = store.Users(database), store.Workspaces(database)
    jwt_key, sandbox = settings.jwt_secret_key.get_secret_value(), bool(settings.sandbox_url)
    sessions = Sessions(store.Sessions(database), AccessTokens(jwt_key), clock)
    passwords, mail_tokens = Passwords(CHEAP if settings.flask_env == "testing" else None), store.MailTokens(database)
    credentials = Credentials(users, mail_tokens, sessions, passwords, clock, ask_for_mail=ask_for_mail)
    accounts = Accounts(
        Stores(users, workspaces, mail_tokens),
        sessions,
        passwords,
        credentials,
        clock,
        ask_for_mail=ask_for_mail,
        sandbox=sandbox,
    )
    closing = partial(
        ClosingService,
        ClosingStore(database),
        Eraser(database),
        users,
        workspaces,
        sessions,
        credentials,
        clock,
        ask_for_mail=ask_for_mail,
    )
    return AccountRoom(
        accounts,
        credentials,
        closing,
        sessions,
        Attempts(cache),
        ForgeryProof(settings.secret_key.get_secret_value()),
        Workspaces(workspaces, users, clock, events, sandbox=sandbox),
    )
