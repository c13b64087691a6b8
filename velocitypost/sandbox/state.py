"""Everything that the twins share, in one object."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from velocitypost.sandbox import accounts, dials, mailbox
from velocitypost.sandbox.accounts import Accounts
from velocitypost.sandbox.clock import Clock
from velocitypost.sandbox.dials import Dials
from velocitypost.sandbox.faults import Faults
from velocitypost.sandbox.journal import Journal
from velocitypost.sandbox.mailbox import Mailbox
from velocitypost.sandbox.rates import Rates
from velocitypost.sandbox.store import Store


@dataclass(frozen=True)
class Sandbox:
    """What a twin needs to work. `stopping` is set when the process should end: waits must give way."""

    folder: Path
    store: Store
    dials: Dials
    clock: Clock
    accounts: Accounts
    mailbox: Mailbox
    rates: Rates
    faults: Faults = field(default_factory=Faults)
    journal: Journal = field(default_factory=Journal)
    stopping: threading.Event = field(default_factory=threading.Event)


def open_sandbox(folder: Path, schemas: list[str]) -> Sandbox:
    """Open, or begin, the sandbox that lives in a folder."""
    store = Store(folder / "sandbox.sqlite3", [dials.SCHEMA, accounts.SCHEMA, mailbox.SCHEMA, *schemas])
    turned = Dials(store)
    clock = Clock(turned)
    clock.start()
    return Sandbox(folder, store, turned, clock, Accounts(store), Mailbox(store), Rates(clock))
