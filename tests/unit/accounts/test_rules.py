from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velocitypost.accounts import rules
from velocitypost.accounts.rules import Fault


@pytest.mark.parametrize("text", ["Al", "Ada Lovelace", "José", "李雷", "O'Brien-Smith", "Zoë 🦊"])
def test_people_may_have_their_names(text: str) -> None:
    assert rules.name(f"  {text} ") == text


def test_a_name_is_kept_in_one_form_however_it_was_typed() -> None:
    assert rules.name("Jose\u0301") == rules.name("José")


@pytest.mark.parametrize("text", ["", " ", "A", "x" * 101, "a\nb", "a\x00b", "a\u202eb", "a\u2028b", "\ud800ab"])
def test_what_is_no_name_is_told_so(text: str) -> None:
    with pytest.raises(Fault):
        rules.name(text)


@pytest.mark.parametrize("text", ["ada@example.com", " Ada.L+posts@Mail.Example.co.uk ", "ü@bücher.example.com"])
def test_addresses_are_taken(text: str) -> None:
    assert "@" in rules.email(text)


@pytest.mark.parametrize(
    "text", ["", "ada", "@example.com", "ada@", "a@b", "a@@example.com", "Ada <a@example.com>", "a@[127.0.0.1]"]
)
def test_what_is_no_address_is_told_so(text: str) -> None:
    with pytest.raises(Fault, match=r"name@example\.com"):
        rules.email(text)


def test_letter_case_does_not_tell_addresses_apart() -> None:
    assert rules.email_key("Ada@Example.COM") == rules.email_key("ada@example.com")


def test_a_password_fault_names_everything_that_is_missing() -> None:
    with pytest.raises(Fault) as fault:
        rules.password("abc")
    assert str(fault.value) == (
        "The password needs at least 8 characters, an upper-case letter, a digit "
        "and a special character such as ! or %."
    )


@pytest.mark.parametrize("text", ["SecurePass123!", "Пароль-123", "Aa1 Aa1 €", "pÄssw0rt🙂"])
def test_good_passwords_are_taken(text: str) -> None:
    assert rules.password(text)


@pytest.mark.parametrize("text", ["Aa1 aaaaa", "Aa1!" * 33])
def test_a_space_is_nothing_special_and_there_is_an_end_to_length(text: str) -> None:
    with pytest.raises(Fault):
        rules.password(text)


@given(st.text())
def test_any_text_is_either_a_password_or_told_why_not(text: str) -> None:
    try:
        said = rules.password(text)
    except Fault as fault:
        said = str(fault)
    assert said


@pytest.mark.parametrize("text", ["UTC", "Europe/Berlin", "America/Argentina/Ushuaia", "Australia/Lord_Howe"])
def test_zones_are_known_by_their_names(text: str) -> None:
    assert rules.time_zone(text) == text


@pytest.mark.parametrize(
    "text", ["", "CET+1", "Mars/Olympus", "../UTC", "/etc/passwd", "Europe", "a\x00/b", "localtime"]
)
def test_other_texts_are_no_zones(text: str) -> None:
    with pytest.raises(Fault):
        rules.time_zone(text)
