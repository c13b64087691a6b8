"""Secrets at rest open only where they belong."""

from __future__ import annotations

import os

import pytest

from velocitypost.core.vault import CannotOpen, Vault

OLD, NEW = os.urandom(32), os.urandom(32)


def test_what_was_sealed_opens_at_its_place() -> None:
    vault = Vault({"k1": OLD})
    envelope = vault.seal("hunter2", place="connection_1/access_token")
    assert "hunter2" not in envelope
    assert vault.open(envelope, place="connection_1/access_token") == "hunter2"


def test_an_envelope_copied_to_another_row_does_not_open() -> None:
    vault = Vault({"k1": OLD})
    envelope = vault.seal("hunter2", place="connection_1/access_token")
    with pytest.raises(CannotOpen):
        vault.open(envelope, place="connection_2/access_token")


def test_a_changed_byte_is_noticed() -> None:
    vault = Vault({"k1": OLD})
    envelope = vault.seal("hunter2", place="p")
    broken = envelope[:-6] + ("A" if envelope[-6] != "A" else "B") + envelope[-5:]
    with pytest.raises(CannotOpen):
        vault.open(broken, place="p")


def test_the_same_secret_never_looks_the_same_twice() -> None:
    vault = Vault({"k1": OLD})
    assert vault.seal("x", place="p") != vault.seal("x", place="p")


def test_keys_are_rotated_by_putting_the_new_one_first() -> None:
    envelope = Vault({"k1": OLD}).seal("hunter2", place="p")
    both = Vault({"k2": NEW, "k1": OLD})
    assert not both.is_current(envelope)
    renewed = both.rotate(envelope, place="p")
    assert both.is_current(renewed)
    assert Vault({"k2": NEW}).open(renewed, place="p") == "hunter2"


def test_a_key_that_is_gone_says_so() -> None:
    envelope = Vault({"k1": OLD}).seal("hunter2", place="p")
    with pytest.raises(CannotOpen, match="k1"):
        Vault({"k2": NEW}).open(envelope, place="p")
