"""The object graph, on one screen. Services get what they need by constructor; nobody asks this room for anything."""

from __future__ import annotations

from dataclasses import dataclass

from velocitypost.accounts import store as accounts_store
from velocitypost.accounts.attempts import Attempts
from velocitypost.accounts.passwords import CHEAP, Passwords
from velocitypost.accounts.service import Accounts, Stores
from velocitypost.accounts.sessions import Sessions
from velocitypost.accounts.tokens import AccessTokens, ForgeryProof
from velocitypost.accounts.workspaces import Workspaces
from velocitypost.billing.plans import Plans
from velocitypost.core import cache as redis
from velocitypost.core import database as mongodb
from velocitypost.core.cache import Cache
from velocitypost.core.clock import Clock, SystemClock
from velocitypost.core.database import Database
from velocitypost.core.events import Events
from velocitypost.core.mail import SmtpMailer
from velocitypost.notifications.letters import Writer
from velocitypost.notifications.live import Live
from velocitypost.notifications.service import Notifications
from velocitypost.notifications.store import Outbox
from velocitypost.settings import Settings


@dataclass(frozen=True)
class Product:
    """Everything that the web process, the worker and the command line call."""

    settings: Settings
    clock: Clock
    database: Database
    cache: Cache
    events: Events
    live: Live
    attempts: Attempts
    forgery_proof: ForgeryProof
    sessions: Sessions
    accounts: Accounts
    workspaces: Workspaces
    plans: Plans
    notifications: Notifications


def build(settings: Settings, clock: Clock | None = None) -> Product:
    """Connects everything. Opens no connection until the first use, but that it ensures the indexes."""
    clock = clock or SystemClock()
    sandbox = bool(settings.sandbox_url)
    database = mongodb.connect(settings.mongodb_uri)
    cache = redis.connect(settings.redis_url)
    jwt_key = settings.jwt_secret_key.get_secret_value()

    users = accounts_store.Users(database)
    workspace_rows = accounts_store.Workspaces(database)
    outbox = Outbox(database, clock)
    sessions = Sessions(accounts_store.Sessions(database), AccessTokens(jwt_key), clock)
    accounts = Accounts(
        Stores(users, workspace_rows, accounts_store.MailTokens(database)),
        sessions,
        Passwords(CHEAP if settings.flask_env == "testing" else None),
        clock,
        ask_for_mail=outbox.ask,
        sandbox=sandbox,
    )
    return Product(
        settings=settings,
        clock=clock,
        database=database,
        cache=cache,
        events=Events(),
        live=Live(cache),
        attempts=Attempts(settings.redis_url),
        forgery_proof=ForgeryProof(settings.secret_key.get_secret_value()),
        sessions=sessions,
        accounts=accounts,
        workspaces=Workspaces(workspace_rows, users, clock, sandbox=sandbox),
        plans=Plans(),
        notifications=Notifications(
            outbox, accounts, Writer(accounts, base_url=settings.base_url), _mailer(settings), clock
        ),
    )


def _mailer(settings: Settings) -> SmtpMailer:
    return SmtpMailer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_from,
        security=settings.smtp_security,
        username=settings.smtp_username,
        password=settings.smtp_password.get_secret_value(),
    )
