"""Ways in which services make ids. Each gives a function for `Feed`."""

import hashlib
import string

from velocitypost.sandbox.social.feed import Draft, NewId

_LETTERS = string.ascii_letters + string.digits + "-_"
_BASE36 = string.digits + string.ascii_lowercase


def by_time(epoch_ms: int = 0, low_bits: int = 16) -> NewId:
    """Rising numbers: the milliseconds since an epoch, then bits that tell equals apart."""
    return lambda seq, now_ms, _draft: str(((now_ms - epoch_ms) << low_bits) | (seq % (1 << low_bits)))


def digits(length: int, start: str = "1") -> NewId:
    """Numbers of one length that do not show their order."""

    def made(seq: int, now_ms: int, _draft: Draft) -> str:
        number = int.from_bytes(_digest(seq, now_ms)[:16])
        return start + str(number % 10 ** (length - len(start))).zfill(length - len(start))

    return made


def letters(length: int) -> NewId:
    """Letters, digits, - and _, like YouTube's."""
    return lambda seq, now_ms, _draft: "".join(_LETTERS[byte % 64] for byte in _digest(seq, now_ms)[:length])


def base36(offset: int) -> NewId:
    """Rising numbers in 36 digits, like Reddit's."""

    def made(seq: int, _now_ms: int, _draft: Draft) -> str:
        number, text = offset + seq, ""
        while number:
            number, rest = divmod(number, 36)
            text = _BASE36[rest] + text
        return text

    return made


def _digest(seq: int, now_ms: int) -> bytes:
    return hashlib.sha256(f"{seq}/{now_ms}".encode()).digest()
