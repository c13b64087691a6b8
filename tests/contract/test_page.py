"""What docs/platforms.md says of the platforms is what their data says."""

from __future__ import annotations

from scripts import platforms_page


def test_the_page_of_platforms_is_up_to_date() -> None:
    made = "\n".join(platforms_page.page()) + "\n"
    assert platforms_page.PAGE.read_text() == made, "run: python -m scripts.platforms_page"
