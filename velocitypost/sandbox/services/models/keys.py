"""API keys that a house accepts: one that everybody may use, and those that a test adds."""

from velocitypost.sandbox.state import Sandbox

SCHEMA = "CREATE TABLE IF NOT EXISTS model_keys (house TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (house, key));"
EVERYBODYS = "velocitypost-sandbox-key"


def begin(sandbox: Sandbox, house: str) -> None:
    """Accept the key that everybody may use."""
    add(sandbox, house, EVERYBODYS)


def add(sandbox: Sandbox, house: str, key: str) -> None:
    """Accept a key from now on."""
    with sandbox.store.write() as rows:
        rows.execute("INSERT OR IGNORE INTO model_keys VALUES (?, ?)", (house, key))


def revoke(sandbox: Sandbox, house: str, key: str) -> None:
    """Accept it no more."""
    with sandbox.store.write() as rows:
        rows.execute("DELETE FROM model_keys WHERE house=? AND key=?", (house, key))


def accepts(sandbox: Sandbox, house: str, key: str) -> bool:
    """Whether the house takes this key."""
    return sandbox.store.first("SELECT 1 FROM model_keys WHERE house=? AND key=?", house, key) is not None
