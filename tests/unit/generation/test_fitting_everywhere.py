"""Every platform of the product takes what is fitted to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velocitypost.contract.capabilities import Platform
from velocitypost.contract.registry import load
from velocitypost.contract.types import Draft
from velocitypost.generation.fitting import fit

pytestmark = pytest.mark.long

PLATFORMS = tuple(load())
LONG = (
    "Our team moved to a four-day week in May. Sick leave fell by a third #HR. Nobody wants to go back 🚀🚀🚀. See "
    "https://example.com/four-day-week?utm_source=x and ask @ada. 日本語の文です。 **Bold** claims need "
    "[grounds](https://e.com). "
)


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.spec.key)
@settings(max_examples=6)
@given(st.integers(0, 25), st.booleans(), st.lists(st.text(max_size=30), max_size=8))
def test_the_platform_takes_it(platform: Platform, times: int, thread: bool, tags: list[str]) -> None:
    fitted = fit(
        "Begin. " + LONG * times,
        platform,
        hashtags=tags,
        emojis=["🎉"],
        link="https://example.com/x",
        call_to_action="What do you say?",
        thread=thread,
    )
    assert fitted.text
    drafts = [Draft(fitted.text, options=fitted.options), *(Draft(part, reply_to="before") for part in fitted.parts)]
    for draft in drafts:
        assert not [p for p in platform.check(draft) if p.severity == "error" and p.field == "text"]
