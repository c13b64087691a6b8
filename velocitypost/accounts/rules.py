"""What a name, an address, a password and a time zone must be: one place, one message for each fault."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from email_validator import EmailNotValidError, validate_email

NAME_MIN, NAME_MAX = 2, 100
PASSWORD_MIN, PASSWORD_MAX = 8, 128
EMAIL_MAX = 254
_INVISIBLE = ("Cc", "Cs", "Zl", "Zp")
_TURNS_TEXT_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Fault(Exception):
    """A value that cannot be taken; the text tells the person what to change."""


def name(text: str) -> str:
    """The name as it is kept. Raises `Fault`."""
    kept = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(char) in _INVISIBLE or char in _TURNS_TEXT_AROUND for char in kept):
        raise Fault("The name holds invisible control characters. Please type it again.")
    if len(kept) < NAME_MIN:
        raise Fault(f"The name needs at least {NAME_MIN} characters.")
    if len(kept) > NAME_MAX:
        raise Fault(f"The name may have at most {NAME_MAX} characters.")
    return kept


def email(text: str) -> str:
    """The address as it is shown and written to. Raises `Fault`."""
    try:
        # An installation inside a company's own network is reached under names like mail.test too.
        return validate_email(text.strip(), check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise Fault("This is not an e-mail address. It should look like name@example.com.") from None


def email_key(address: str) -> str:
    """What makes two addresses the same: letter case does not tell them apart."""
    return unicodedata.normalize("NFKC", address).casefold()


def password(text: str) -> str:
    """The password as it is hashed: the same whatever keyboard composed its accents. Raises `Fault`."""
    if lacks := list(_lacks(text)):
        raise Fault(f"The password needs {_listed(lacks)}.")
    if len(text) > PASSWORD_MAX:
        raise Fault(f"The password may have at most {PASSWORD_MAX} characters.")
    return password_key(text)


def password_key(text: str) -> str:
    """The one form of a password that is hashed and compared."""
    return unicodedata.normalize("NFKC", text)


def time_zone(text: str) -> str:
    """An IANA zone name. Raises `Fault`."""
    try:
        if text == "UTC" or "/" in text:
            return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    raise Fault("This time zone is not known. It should look like Europe/Berlin.")


def check(faults: dict[str, str], field: str, rule: Callable[[str], str], value: str) -> str:
    """The value as `rule` keeps it; where it cannot be taken, as it is, with the fault noted under `field`."""
    try:
        return rule(value)
    except Fault as fault:
        faults[field] = str(fault)
        return value


def _lacks(text: str) -> Iterator[str]:
    kinds = [unicodedata.category(char) for char in text]
    if len(text) < PASSWORD_MIN:
        yield f"at least {PASSWORD_MIN} characters"
    if "Lu" not in kinds:
        yield "an upper-case letter"
    if "Ll" not in kinds:
        yield "a lower-case letter"
    if "Nd" not in kinds:
        yield "a digit"
    if not any(kind[0] in "PSM" for kind in kinds):
        yield "a special character such as ! or %"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
