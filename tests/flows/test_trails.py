"""The story of a post as the interface tells it, and the command that looks whether it is true."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.flows.browser import Browser, problem
from tests.flows.samples import post_id
from velocitypost.cli import main
from velocitypost.wiring import Product


@pytest.fixture
def planned(product: Product, owner: Browser) -> str:
    """The id of a post that is planned for tomorrow."""
    made = post_id(product, owner)
    tomorrow = (product.clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert owner.post(f"/api/posts/{made}/schedule", {"local": tomorrow, "zone": "UTC"}).status_code == 200
    return made


def test_the_story_is_told_in_words_and_in_order_and_is_verified(owner: Browser, planned: str) -> None:
    told = owner.get(f"/api/posts/{planned}/trail").get_json()
    assert (told["verified"], told["faults"]) == (True, [])
    assert [entry["words"] for entry in told["entries"]] == ["Written", "Planned", "Scheduled"]
    assert [entry["username"] for entry in told["entries"]] == [None, None, "ada"]
    assert told["entries"][1]["facts"]["zone"] == "UTC"


def test_what_was_changed_behind_our_back_is_told(product: Product, owner: Browser, planned: str) -> None:
    product.database["publications"].update_one({"post_id": planned}, {"$set": {"draft.text": "Good mourning"}})
    told = owner.get(f"/api/posts/{planned}/trail").get_json()
    assert told["verified"] is False
    assert "its draft is not the one of entry 1 (scheduled)" in told["faults"][0]


def test_the_story_of_others_is_not_told(neighbour: Browser, planned: str) -> None:
    problem(neighbour.get(f"/api/posts/{planned}/trail"), 404, "not_found")


def test_the_command_finds_all_in_order(planned: str, variables: dict[str, str]) -> None:
    told = _run(variables, "verify")
    assert (told.exit_code, told.output.count("\n")) == (0, 1)
    assert "1 posts, 1 publications, 3 entries" in told.output


def test_the_command_names_the_row_and_the_entry_that_were_changed(
    product: Product, owner: Browser, planned: str, variables: dict[str, str]
) -> None:
    product.database["posts"].update_one({"_id": planned}, {"$set": {"trail.1.facts.local": "2026-03-03T09:01"}})
    told = _run(variables, "verify", "--workspace", owner.user["workspace"]["id"])
    assert told.exit_code == 1
    assert f"Post {planned}: entry 2 (planned) or the one before it was changed." in told.output


def test_the_command_exports_lines_of_json_to_a_file(planned: str, variables: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "trail.jsonl"
    assert _run(variables, "export", "--out", str(file)).exit_code == 0
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [(line["kind"], line["number"]) for line in lines] == [("written", 1), ("planned", 2), ("scheduled", 1)]
    assert {line["post"] for line in lines} == {planned}
    assert lines[2]["facts"]["post"] == lines[0]["hash"]


def test_the_command_exports_to_the_screen_and_nothing_of_other_workspaces(
    planned: str, variables: dict[str, str]
) -> None:
    assert _run(variables, "export").output.count("\n") == 3
    assert _run(variables, "export", "--workspace", "workspace_of_others").output == ""


def _run(variables: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(main, ["audit", *arguments], env=variables)
