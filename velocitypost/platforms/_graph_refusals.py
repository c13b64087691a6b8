"""What the codes of Meta's services mean, in our words, and what an author can do.

https://developers.facebook.com/docs/graph-api/guides/error-handling
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from velocitypost.contract.errors import PlatformError, Rejected, Unavailable


@dataclass(frozen=True)
class Refusal:
    """What a code of the service means, in our words, and what the author can do."""

    reason: str
    fix: str = ""
    passing: bool = False
    limit: bool = False


_BLOCKED = Refusal("{name} has blocked this for now, to protect its community.", "Wait some hours, then look it over.")
REFUSALS: Mapping[int, Refusal] = {
    368: _BLOCKED,
    1366046: Refusal("{name} does not take this photo.", "Use a JPEG or a PNG of less than 4 MB."),
    # https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes, of 2026-06-02
    2207001: Refusal("{name} had trouble of its own.", passing=True),
    2207003: Refusal("{name} took too long to fetch the file from here.", passing=True),
    2207004: Refusal("The picture is too large for {name}.", "Use one of at most 8 MB."),
    2207005: Refusal("{name} does not take this type of picture.", "Use a JPEG."),
    2207006: Refusal("{name} no longer knows what was prepared for this post.", passing=True),
    2207008: Refusal("{name} does not know yet what was prepared for this post.", passing=True),
    2207009: Refusal("{name} shows pictures between 4:5 and 1.91:1 only.", "Crop the picture."),
    2207010: Refusal("The text is too long for {name}.", "Shorten it."),
    2207020: Refusal("What was prepared for this post has expired at {name}.", passing=True),
    2207026: Refusal("{name} does not take this video.", "Use an MP4 with H.264 and AAC."),
    2207027: Refusal("{name} is not done preparing the file.", passing=True),
    2207028: Refusal("{name} does not take these files as one post.", "Use 2 to 10 pictures and videos."),
    2207032: Refusal("{name} could not prepare the post.", passing=True),
    2207040: Refusal("There are too many @names in the text for {name}.", "Use at most 20."),
    2207042: Refusal("This account has posted as much by apps as {name} allows in 24 hours.", limit=True),
    2207050: Refusal("{name} has restricted this account.", "Sign in to its app and follow what it asks."),
    2207051: _BLOCKED,
    2207052: Refusal(
        "{name} could not fetch the file from here.", "This installation must be reachable from the internet."
    ),
    2207053: Refusal("{name} could not take in the video.", passing=True),
    2207057: Refusal("The moment for the cover is not within the video.", "Choose an earlier one."),
    # Not in Instagram's list; it is what apps are told of a username that cannot be tagged (seen 2026-11-27).
    2207018: Refusal("{name} cannot tag one of these people.", "Check the usernames: only public accounts can be."),
    # https://developers.facebook.com/docs/threads/troubleshooting
    4279009: Refusal("{name} does not know yet what was prepared for this post.", passing=True),
}


# What some refusals carry in place of a subcode, and where it is described.
_CODED: Mapping[str, Refusal] = {
    # https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
    "INSTAGRAM_PLATFORM_API__INVALID_LOCATION_ID": Refusal(
        "{name} knows no place by this number.", "Use the number of a Facebook Page that has a location."
    ),
    # https://developers.facebook.com/docs/threads/changelog
    "THREADS_API__LINK_LIMIT_EXCEEDED": Refusal("There are too many links for {name}.", "Use at most 5."),
}
_NAMED = re.compile(r"\b[A-Z]+(?:_[A-Z]+)*_API__[A-Z_]+\b")


def find(code: int, subcode: int | None, words: str) -> Refusal | None:
    """What is known of a refusal: by its subcode, by its code, or by the name of a coded exception in its words."""
    named = _NAMED.search(words)
    return REFUSALS.get(subcode or 0) or REFUSALS.get(code) or (_CODED.get(named[0]) if named else None)


def told(known: Refusal, name: str, said: str) -> str:
    """Our words, and those of the service where they are more than a name for programs."""
    reason = known.reason.format(name=name)
    return reason if _NAMED.search(said) else f"{reason} {said}"


def refused(name: str, code: int, words: str) -> PlatformError:
    """What a code means that stands elsewhere than in an error."""
    known = REFUSALS.get(code)
    if known is None:
        return Rejected(f"{name} could not prepare the post: {words or 'no reason given'}", code=str(code))
    reason = known.reason.format(name=name)
    return Unavailable(reason, code=str(code)) if known.passing else Rejected(reason, code=str(code), fix=known.fix)
