from __future__ import annotations

from velocitypost.accounts.passwords import CHEAP, Cost, Passwords


def test_a_password_matches_its_own_hash_only() -> None:
    passwords = Passwords(CHEAP)
    hashed = passwords.hash("Sup3r!Secret")
    assert passwords.matches("Sup3r!Secret", hashed)
    assert not passwords.matches("sup3r!secret", hashed)
    assert passwords.hash("Sup3r!Secret") != hashed


def test_nobody_has_no_password_not_even_the_one_that_stands_in() -> None:
    assert not Passwords(CHEAP).matches("nobody has this password", None)


def test_a_damaged_hash_matches_nothing() -> None:
    assert not Passwords(CHEAP).matches("x", "not a hash")


def test_the_hash_is_argon2id_at_the_cost_that_is_recommended() -> None:
    assert Passwords().hash("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_of_another_cost_is_not_current() -> None:
    cheap, dearer = Passwords(CHEAP), Passwords(Cost(passes=2, memory_kib=16, lanes=1))
    hashed = cheap.hash("x")
    assert cheap.is_current(hashed)
    assert not dearer.is_current(hashed)
    assert dearer.matches("x", hashed)
