from __future__ import annotations

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from velocitypost.accounts.tokens import ACCESS_LIFE, AccessTokens, ForgeryProof, digest

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOKENS = AccessTokens("one key of the house, long enough")


def test_a_token_names_its_session_until_it_runs_out() -> None:
    token = TOKENS.sign("session_1", now=NOW)
    assert TOKENS.read(token, now=NOW) == "session_1"
    assert TOKENS.read(token, now=NOW + ACCESS_LIFE - timedelta(seconds=1)) == "session_1"
    assert TOKENS.read(token, now=NOW + ACCESS_LIFE) is None


def test_another_installations_token_opens_nothing() -> None:
    foreign = AccessTokens("another key, just as long as ours").sign("session_1", now=NOW)
    assert TOKENS.read(foreign, now=NOW) is None


def test_a_changed_token_opens_nothing() -> None:
    head, body, mac = TOKENS.sign("session_1", now=NOW).split(".")
    other = TOKENS.sign("session_2", now=NOW).split(".")[1]
    assert TOKENS.read(f"{head}.{other}.{mac}", now=NOW) is None
    assert TOKENS.read(f"{head}.{body}.", now=NOW) is None


@pytest.mark.parametrize(
    "claims", [{}, {"sid": "s"}, {"sid": 1}, {"sid": "s", "exp": 9_999_999_999, "aud": "elsewhere"}]
)
def test_a_signed_token_without_the_right_claims_opens_nothing(claims: dict[str, object]) -> None:
    given = {"exp": 9_999_999_999, "aud": "velocitypost", **claims}
    if "sid" in claims and "exp" not in claims and claims["sid"] == "s":
        del given["exp"]
    token = jwt.encode(given, TOKENS._key, algorithm="HS256")
    assert TOKENS.read(token, now=NOW) is None


def test_a_token_without_a_signature_opens_nothing() -> None:
    claims = {"sid": "s", "exp": 9_999_999_999, "aud": "velocitypost"}
    assert TOKENS.read(jwt.encode(claims, None, algorithm="none"), now=NOW) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", ".", "..", "a.b.c", "\ud800", "é" * 10])
def test_any_text_may_be_tried(text: str) -> None:
    assert TOKENS.read(text, now=NOW) is None
    assert len(digest(text)) == 64


def test_the_proof_against_forgery_holds_for_its_session_only() -> None:
    proofs = ForgeryProof("a key")
    proof = proofs.make("session_1")
    assert proofs.holds(proof, "session_1")
    assert not proofs.holds(proof, "session_2")
    assert not proofs.holds(proof + "0", "session_1")
    assert not proofs.holds("", "session_1")
    assert not ForgeryProof("another key").holds(proof, "session_1")
