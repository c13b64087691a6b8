"""Boards and their sections. https://developers.pinterest.com/docs/api/v5/boards-list/"""

import json
import re
from typing import Any

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.accounts import Account, account_id
from velocitypost.sandbox.services.pinterest.answers import NO_BOARD, PinterestAnswers
from velocitypost.sandbox.services.pinterest.rules import API
from velocitypost.sandbox.social.answers import answer, stamp
from velocitypost.sandbox.social.drafts import Held
from velocitypost.sandbox.social.kit import Kit

KIND = "board"
NAME = 50
PRIVACY = ("PUBLIC", "PROTECTED", "SECRET")
# What the ready accounts have on their first day: a board's name, who sees it, and its sections.
READY = {
    "mapleandrye": (
        ("Fresh from the oven", "PUBLIC", ("Sourdough", "Buns")),
        ("Behind the counter", "PUBLIC", ()),
        ("Ideas for winter", "SECRET", ()),
    ),
    "adaquist": (("Lighthouses", "PUBLIC", ("Norway", "Portugal")), ("Calm software", "PUBLIC", ())),
}


def begin(kit: Kit) -> None:
    """The boards of the first day. The third ready account has none."""
    for handle, boards in READY.items():
        owner = kit.account(handle)
        for name, privacy, sections in boards:
            number = account_id("pinterest-board", f"{handle}/{name}")
            if owner is not None and kit.drafts.find(number, KIND) is None:
                kept = [{"id": account_id("pinterest-section", f"{number}/{one}"), "name": one} for one in sections]
                data = {"name": name, "privacy": privacy, "slug": slug(name), "sections": kept}
                kit.drafts.open(KIND, owner.id, data, draft_id=number, ready_in_s=0)


def slug(name: str) -> str:
    """A board's name in an address."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "board"


class BoardsApi:
    """Views below /v5/boards."""

    def __init__(self, kit: Kit, answers: PinterestAnswers) -> None:
        self._kit = kit
        self._answers = answers

    def mount(self, api: Blueprint) -> None:
        """Add the endpoints."""
        api.get(f"{API}/boards")(self.list_boards)
        api.post(f"{API}/boards")(self.create_board)
        api.get(f"{API}/boards/<board_id>/sections")(self.list_sections)

    def of(self, account: Account, *, secret: bool) -> list[Held]:
        """An account's boards; those that nobody else sees only if asked for."""
        boards = self._kit.drafts.listed(account.id, KIND, limit=1_000)
        return [board for board in boards if secret or board.data["privacy"] != "SECRET"]

    def found(self, board_id: Any) -> Held:
        """A board that the caller may put pins on; raises 404."""
        board = self._kit.drafts.find(board_id, KIND) if isinstance(board_id, str) else None
        hidden = board is not None and board.data["privacy"] == "SECRET" and not self._sees_secret()
        if board is None or hidden or board.account != g.account.id:
            raise self._answers.missing(NO_BOARD, "Board not found.")
        return board

    def _sees_secret(self) -> bool:
        return "boards:read_secret" in g.bearer.scopes

    def list_boards(self) -> Response:
        boards = self.of(g.account, secret=self._sees_secret())
        return answer(page([self._shown(board) for board in boards], self._answers))

    def list_sections(self, board_id: str) -> Response:
        return answer(page(self.found(board_id).data["sections"], self._answers))

    def create_board(self) -> Response:
        given = body(self._answers, {"name", "description", "privacy", "is_ads_only"})
        name, privacy = given.get("name"), given.get("privacy", "PUBLIC")
        if not isinstance(name, str) or not 0 < len(name.strip()) <= NAME or privacy not in PRIVACY:
            raise self._answers.invalid(f"'name' must be a text of 1 to {NAME} characters")
        if any(board.data["name"].lower() == name.lower() for board in self.of(g.account, secret=True)):
            raise self._answers.problem(400, "58", "You already have a board with this name.")
        number = str(10**17 + self._kit.sandbox.clock.now_ms())
        data = {"name": name, "privacy": privacy, "slug": slug(name), "sections": []}
        held = self._kit.drafts.open(KIND, g.account.id, data, draft_id=number, ready_in_s=0)
        return answer(self._shown(held), 201)

    def _shown(self, board: Held) -> dict[str, Any]:
        return {
            "id": board.id,
            "name": board.data["name"],
            "description": None,
            "privacy": board.data["privacy"],
            "owner": {"username": g.account.handle},
            "created_at": stamp(int(board.made * 1000)).removesuffix("Z").partition(".")[0],
        }


def body(answers: PinterestAnswers, known: set[str]) -> dict[str, Any]:
    """The JSON object that was sent; members that Pinterest does not know are refused."""
    try:
        given = json.loads(request.get_data())
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise answers.invalid("The body is not a JSON object")
    for name in given:
        if name not in known:
            raise answers.invalid(f"Additional properties are not allowed ('{name}' was unexpected)")
    return given


def page(items: list[dict[str, Any]], answers: PinterestAnswers) -> dict[str, Any]:
    """https://developers.pinterest.com/docs/reference/pagination/"""
    size, mark = request.args.get("page_size", "25"), request.args.get("bookmark", "0")
    if not size.isdigit() or not 1 <= int(size) <= 250 or not mark.isdigit():
        raise answers.invalid("page_size must be from 1 to 250, and bookmark one that was given")
    start, end = int(mark), int(mark) + int(size)
    return {"items": items[start:end], "bookmark": str(end) if end < len(items) else None}
