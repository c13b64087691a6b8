"""Profile pictures drawn from a name, so that nobody's face is borrowed."""

import hashlib
from html import escape

from velocitypost.sandbox.accounts import Account

PALETTES = (
    ("#7c2d12", "#ea580c"), ("#134e4a", "#0d9488"), ("#1e3a8a", "#4f7df3"), ("#581c87", "#a855f7"),
    ("#14532d", "#22a35a"), ("#831843", "#db5a97"), ("#0c4a6e", "#0891b2"), ("#3f3f46", "#8b8b96"),
)  # fmt: skip


def palette(handle: str) -> tuple[str, str]:
    """A dark and a lighter colour that go with an account."""
    return PALETTES[hashlib.sha256(handle.lower().encode()).digest()[0] % len(PALETTES)]


def avatar(account: Account) -> str:
    """An SVG of initials over two shapes, the same each time."""
    dark, light = palette(account.handle)
    numbers = hashlib.sha256(account.handle.lower().encode()).digest()
    x, y, size = 20 + numbers[1] % 60, 15 + numbers[2] % 50, 38 + numbers[3] % 30
    words = [word for word in account.name.split() if word[:1].isalnum()]
    initials = (
        "".join(word[0] for word in [words[0], words[-1]] if word)[: 2 if len(words) > 1 else 1] if words else "?"
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="400" height="400">'
        f'<rect width="100" height="100" fill="{dark}"/>'
        f'<circle cx="{x}" cy="{y}" r="{size}" fill="{light}" opacity=".55"/>'
        f'<circle cx="{100 - x}" cy="96" r="{size * 0.7:.0f}" fill="{light}" opacity=".35"/>'
        '<text x="50" y="52" text-anchor="middle" dominant-baseline="central" fill="#fff" font-size="40" '
        f'font-weight="650" font-family="system-ui, sans-serif">{escape(initials.upper())}</text></svg>'
    )
