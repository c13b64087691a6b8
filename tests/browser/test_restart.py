"""Ctrl-C, and again from the same data."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Visitors
from tests.browser.stack import Stack
from tests.browser.writing import told_that_it_is_published

OFF_MINUTES = 10


def test_what_came_due_while_it_was_off_goes_out_once_after_the_restart_and_is_marked_late(
    visitor: Visitors, interface: None, tmp_path: Path
) -> None:
    with Stack(tmp_path) as stack:
        ada = visitor(stack=stack)
        ada.registers()
        account = ada.connects_x()
        post = ada.asks("POST", "/api/posts", {"text": "Rye at noon.", "connection_ids": [account["id"]]})["post"]
        due = datetime.now(UTC).replace(tzinfo=None) + timedelta(minutes=OFF_MINUTES / 2)
        when = {"local": due.isoformat(timespec="minutes"), "zone": "UTC"}
        ada.asks("POST", f"/api/posts/{post['id']}/schedule", when)
        ada.goes_to("/settings")
        ada.sees_heading("Settings")

        ada.expects_to_lose_connection()
        stack.stop()
        stack.start(minutes_later=OFF_MINUTES)

        ada.expects_refusal("/api/auth/me", 401)
        ada.goes_to("/platforms")
        ada.sees(f"@{ada.handle}")
        publication = ada.asks("GET", f"/api/posts/{post['id']}")["post"]["publications"][0]
        ada.goes_to(f"/publications/{publication['id']}")
        expect(told_that_it_is_published(ada)).to_be_visible(timeout=30_000)
        expect(ada.page.get_by_text("Late", exact=True).first).to_be_visible()
        ada.looks()
        sent = [post["text"] for post in stack.sandbox.x_posts(ada.handle)]
        assert sent == ["Rye at noon."]
