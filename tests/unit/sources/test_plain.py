from __future__ import annotations

import pytest

from tests.unit.sources.conftest import Read
from velocitypost.sources.extraction.plain import decoded
from velocitypost.sources.extraction.problems import Unreadable

MARKDOWN = """---
title: not shown
---
# Coffee

We sell **good** coffee, see [our shop](https://shop.example).

## Prices

| Drink | Price |
|---|---|
| Espresso | 2.10 |

- small
- large

```
grind --fine
```
"""


def test_markdown_keeps_headings_tables_lists_and_code(reading: Read) -> None:
    found = reading("text", MARKDOWN.encode(), "menu.md")
    assert found.title == "Coffee"
    assert [(p.kind, p.text, p.place.headings) for p in found.passages] == [
        ("heading", "Coffee", ()),
        ("paragraph", "We sell good coffee, see our shop.", ("Coffee",)),
        ("heading", "Prices", ("Coffee",)),
        ("table", "Drink | Price\nEspresso | 2.10", ("Coffee", "Prices")),
        ("list", "small", ("Coffee", "Prices")),
        ("list", "large", ("Coffee", "Prices")),
        ("code", "grind --fine", ("Coffee", "Prices")),
    ]


def test_markdown_is_known_by_its_signs_whatever_its_name(reading: Read) -> None:
    assert reading("text", MARKDOWN.encode(), "menu.txt").title == "Coffee"


def test_plain_text_is_parted_at_empty_lines(reading: Read) -> None:
    text = "Report\n======\n\nFirst line\ngoes on here.\n\n\nSecond.\n- one\n- two\n  and more\n"
    found = reading("text", text.encode(), "notes.txt")
    assert [(p.kind, p.text) for p in found.passages] == [
        ("heading", "Report"),
        ("paragraph", "First line goes on here."),
        ("paragraph", "Second."),
        ("list", "- one"),
        ("list", "- two and more"),
    ]


def test_columns_parted_by_tabs_are_a_table(reading: Read) -> None:
    (table,) = reading("text", b"Year\tCups\n2024\t1,900\n", "sales.txt").passages
    assert table.rows == (("Year", "Cups"), ("2024", "1,900"))


def test_one_endless_line_is_parted_between_sentences(reading: Read) -> None:
    text = " ".join(f"Sentence number {n} says something about coffee." for n in range(200))
    found = reading("text", text.encode(), "long.txt").passages
    assert len(found) > 5
    assert " ".join(p.text for p in found) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "iso-8859-15"])
def test_text_is_read_in_whatever_encoding(encoding: str) -> None:
    text = "Die Bäckerei „Süß & Gut“ öffnet früh. Größere Brötchen kosten über zwei Euro. Wir grüßen alle Gäste.\n" * 4
    if encoding == "iso-8859-15":
        text = text.replace("„", '"').replace("“", '"')
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1251", "shift_jis", "euc_kr"])
def test_old_encodings_of_other_scripts_are_recognised(encoding: str) -> None:
    text = {
        "cp1251": "Наш магазин продаёт свежий кофе каждый день. Приходите к нам утром.",
        "shift_jis": "毎日新鮮なコーヒーを販売しています。朝にお越しください。",
        "euc_kr": "우리 가게는 매일 신선한 커피를 판매합니다. 아침에 오세요.",
    }[encoding]
    assert decoded((text * 5).encode(encoding)) == text * 5


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Unreadable, match="no text"):
        decoded(b"some\0bytes\0that are none")
