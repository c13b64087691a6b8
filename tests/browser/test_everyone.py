"""The pages that no other walk comes by: anybody can use them, by light and by dark."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visitors

PUBLIC = {
    "/pricing": "Plans",
    "/track-record": "Track record",
    "/privacy": "Privacy",
    "/terms": "Terms",
    "/nothing-here": "This page does not exist",
    "/maintenance": "Back in a moment",
    "/api/docs": "VelocityPost API",
}
INSIDE = {"/dashboard": "Dashboard", "/punctuality": "Punctuality"}


def test_the_public_pages_can_be_used_by_everyone_on_a_phone(visitor: Visitors) -> None:
    somebody = visitor(width=390)
    somebody.expects_refusal("/nothing-here", 404)
    for path, heading in PUBLIC.items():
        somebody.goes_to(path)
        somebody.sees_heading(heading)
        somebody.looks()


def test_the_pages_inside_can_be_used_by_everyone_empty_and_with_a_post(visitor: Visitors) -> None:
    ada = visitor(width=1440)
    ada.registers()
    ada.goes_to("/dashboard")
    ada.sees_heading("Welcome, Ada")
    ada.looks()
    account = ada.connects_x()
    post = ada.asks("POST", "/api/posts", {"text": "Out already.", "connection_ids": [account["id"]]})["post"]
    ada.asks("POST", f"/api/posts/{post['id']}/publish", {})
    for path, heading in INSIDE.items():
        ada.goes_to(path)
        ada.sees_heading(heading)
        expect(ada.page.locator(".animate-shimmer.bg-sunken")).to_have_count(0)
        ada.looks()
