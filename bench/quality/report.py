"""What a measure gives: its page for docs/quality, and the figures that stand on the page before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    """`name` is that of the file; `says` what is asked, in a sentence; `figures` the main ones, by what they are of."""

    name: str
    title: str
    says: str
    page: str
    figures: Mapping[str, str]

    @property
    def shown(self) -> dict[str, object]:
        """Its part of the public page of the interface, without marks of Markdown."""
        figures = [[_plain(what), _plain(figure)] for what, figure in self.figures.items()]
        return {"name": self.name, "title": self.title, "says": self.says, "figures": figures}

    @property
    def section(self) -> str:
        """Its part of docs/quality.md."""
        rows = [f"| {what} | {figure} |" for what, figure in self.figures.items()]
        table = "\n".join(["| | |", "|---|---|", *rows])
        return f"## {self.title}\n\n{self.says} More: [quality/{self.name}.md](quality/{self.name}.md).\n\n{table}\n"


def _plain(text: str) -> str:
    return text.replace("**", "").replace("`", "")
