"""The library: large files whose connection is lost on the way, and what is done with several files at once."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.sync_api import Locator, Request, expect

from tests.browser.conftest import Visitors
from tests.browser.person import Person, picture
from tests.contract import files

MEGABYTE = 1024 * 1024
LARGE = 40 * MEGABYTE


def test_a_large_film_goes_on_where_its_connection_was_lost(visitor: Visitors, tmp_path: Path) -> None:
    ada = visitor()
    ada.registers()
    ada.goes_to("/media")
    ada.sees_heading("Media")
    sent: list[int] = []
    ada.page.on("request", lambda request: sent.extend(offset(request)))
    with ada.page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
        chooses(ada, large_film(tmp_path))
    ada.expects_to_lose_connection()
    ada.context.set_offline(True)
    arriving = ada.page.get_by_role("list", name="On their way")
    expect(arriving).to_contain_text("Waits for the connection")
    ada.looks()
    before = len(sent)
    ada.context.set_offline(False)
    expect(shelf(ada)).to_have_count(1, timeout=60_000)
    expect(arriving).to_be_hidden()
    assert before >= 1
    assert sent[before] > 0, "it began anew"


def test_several_files_are_tagged_found_and_removed_together(visitor: Visitors, tmp_path: Path) -> None:
    ada = visitor(width=390)
    ada.registers()
    ada.goes_to("/media")
    ada.sees("Nothing here yet")
    ada.looks()
    loaf = picture(tmp_path)
    names = ["buns.jpg", "rye.jpg", "menu.jpg"]
    for name in names:
        loaf.with_name(name).write_bytes(loaf.read_bytes())
    chooses(ada, *(loaf.with_name(name) for name in names))
    expect(shelf(ada)).to_have_count(3)

    ada.presses("Select")
    for name in names[:2]:
        ada.presses(f"Choose {name}")
    ada.sees("2 files chosen")
    ada.looks()
    ada.page.get_by_role("button", name="Tags", exact=True).click()
    ada.page.get_by_label("Add tags").fill("winter")
    ada.looks()
    ada.presses("Save")
    ada.sees("2 files were changed.")
    ada.page.get_by_role("searchbox").fill("wint")
    expect(shelf(ada)).to_have_count(2)

    for name in names[:2]:
        ada.presses(f"Choose {name}")
    ada.page.get_by_role("button", name="Delete", exact=True).click()
    ada.page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    ada.sees("2 files were deleted.")
    ada.page.get_by_role("searchbox").fill("")
    expect(shelf(ada)).to_have_count(1)
    expect(ada.page.get_by_role("button", name=re.compile("menu.jpg"))).to_be_visible()


def shelf(person: Person) -> Locator:
    return person.page.get_by_role("list", name="Files").get_by_role("listitem")


def chooses(person: Person, *chosen: Path) -> None:
    with person.page.expect_file_chooser() as chooser:
        person.presses("Upload files")
    chooser.value.set_files(list(chosen))


def offset(request: Request) -> list[int]:
    """Where a piece of an upload begins."""
    return [int(request.headers["upload-offset"])] if request.method == "PATCH" else []


def large_film(folder: Path) -> Path:
    """A film that plays, and bytes behind it that nobody shows."""
    file = folder / "large film.mp4"
    with file.open("wb") as film:
        film.write(files.film(4, (540, 960)))
        film.write((LARGE + 8).to_bytes(4) + b"free")
        for _ in range(LARGE // MEGABYTE):
            film.write(os.urandom(MEGABYTE))
    return file
