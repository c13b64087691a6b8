"""A person with a browser of their own: what they do, and what must not happen to them on the way."""

from __future__ import annotations

import itertools
import os
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import APIResponse, Browser, ConsoleMessage, Locator, Page, Request, expect

from tests.browser.stack import Stack

PASSWORD = "Str0ng!passage"
_numbers = itertools.count(1)
_OURS = {"127.0.0.1", "localhost"}
_INSIDE = ("data:", "blob:", "about:")
_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_PHONE = 500
_MAIL_WITHIN_S = 15.0
_LOST = (
    r"Failed to load resource: net::ERR_"
    r"(CONNECTION_(REFUSED|RESET)|INTERNET_DISCONNECTED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)"
)
_STILL = """async () => {
  const moving = () => document.getAnimations().filter(({ playState, effect }) =>
    playState === "running" && effect.getComputedTiming().iterations !== Infinity);
  do await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  while (moving().length > 0);
}"""
_AXE = """async (runOnly) => {
  const { violations } = await axe.run(document, { runOnly, resultTypes: ["violations"] });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map(({ target }) => `${id}: ${help} (${target.join(" ")})`));
}"""


class Person:
    """`page` is what they look at; `faults` what they met that no page may do."""

    def __init__(self, browser: Browser, stack: Stack, axe: str, *, width: int, zone: str) -> None:
        number = next(_numbers)
        self.stack, self._axe = stack, axe
        self.name = "Ada Quist"
        self.email = f"ada-{os.getpid()}-{number}@example.com"
        self.password = PASSWORD
        self.handle = f"ada{os.getpid()}x{number}"[:15]
        self.faults: list[str] = []
        self._refusals: set[tuple[str, int]] = set()
        self._loses_connection = False
        self.context = browser.new_context(
            base_url=stack.url,
            viewport={"width": width, "height": 844 if width < _PHONE else 900},
            has_touch=width < _PHONE,
            timezone_id=zone,
            locale="en-GB",
            color_scheme="light",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(15_000)
        self.context.on("request", self._saw_request)
        self.context.on("console", self._saw_message)
        self.context.on("weberror", lambda error: self.faults.append(f"{error.page and error.page.url}: {error.error}"))
        self.page = self.context.new_page()

    def _saw_request(self, request: Request) -> None:
        if not request.url.startswith(_INSIDE) and urlsplit(request.url).hostname not in _OURS:
            self.faults.append(f"a request to another host: {request.url}")

    def _saw_message(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        place = urlsplit(message.location["url"]).path
        refusal = re.match(r"Failed to load resource: the server responded with a status of (\d+)", message.text)
        if refusal and (place, int(refusal[1])) in self._refusals:
            return
        if self._loses_connection and re.match(_LOST, message.text):
            return
        self.faults.append(f"console {message.type}: {message.text} ({message.location['url']})")

    def expects_refusal(self, path: str, status: int) -> None:
        """The browser writes every refused request to the console: this one is meant to be refused."""
        self._refusals.add((path, status))

    def expects_to_lose_connection(self) -> None:
        """The product is about to stop: that the browser cannot reach it is no fault of a page."""
        self._loses_connection = True

    def looks(self, page: Page | None = None) -> None:
        """Whether everyone can use the page as it stands, by light and by dark, and it fits its window."""
        page = page or self.page
        where = urlsplit(page.url).path
        stands_still(page)
        page.evaluate(self._axe)
        found = page.evaluate(_AXE, _STANDARDS)
        page.emulate_media(color_scheme="dark")
        stands_still(page)
        found += [f"{fault} (dark)" for fault in page.evaluate(_AXE, {"type": "rule", "values": ["color-contrast"]})]
        page.emulate_media(color_scheme="light")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("the page is wider than its window")
        self.faults += [f"{where}: {fault}" for fault in found]

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()

    # Without the pages: what a test needs to be there already.

    def registers(self, **changes: object) -> None:
        """Has an account and is signed in, past the first steps."""
        form = {
            "name": self.name,
            "email": self.email,
            "password": self.password,
            "plan_type": "free",
            "terms_accepted": True,
            "time_zone": "Europe/Berlin",
        }
        self.asks("POST", "/api/auth/register", {**form, **changes})
        self.asks("PATCH", "/api/auth/me", {"onboarding_step": "complete"})

    def connects_x(self, **details: object) -> dict[str, Any]:
        """Has an account at X of their own, connected."""
        self.stack.sandbox.account(self.handle, name=self.name, **details)
        address = self.asks("GET", "/api/oauth/auth-url/x?return_to=/platforms")["auth_url"]
        wish = {**dict(parse_qsl(urlsplit(address).query)), "account": self.handle, "decision": "authorize"}
        consent = self.context.request.post(address.partition("?")[0], form=wish, max_redirects=0)
        back = dict(parse_qsl(urlsplit(consent.headers["location"]).query))
        made: dict[str, Any] = self.asks("POST", "/api/oauth/callback/x", back)["connection"]
        return made

    def asks(self, method: str, path: str, body: object = None) -> Any:
        """Ask the API as this browser does, and take only yes for an answer."""
        answer = self.tries(method, path, body)
        assert answer.ok, f"{method} {path}: {answer.status} {answer.text()}"
        return answer.json() if answer.text() else None

    def tries(self, method: str, path: str, body: object = None) -> APIResponse:
        """Ask the API as this browser does."""
        proof = {cookie["name"]: cookie["value"] for cookie in self.context.cookies(self.stack.url)}.get("vp_csrf")
        headers = {"X-CSRF-Token": proof} if proof else {}
        return self.context.request.fetch(self.stack.url + path, method=method, data=body, headers=headers)

    # On the pages.

    def goes_to(self, path: str) -> None:
        """Type an address of the product."""
        self.page.goto(path)

    def heading(self, name: str | re.Pattern[str]) -> Locator:
        """The page's own heading."""
        return self.page.get_by_role("heading", level=1, name=name)

    def sees_heading(self, name: str | re.Pattern[str]) -> None:
        """Wait until the page is there."""
        expect(self.heading(name)).to_be_visible()

    def presses(self, name: str | re.Pattern[str]) -> None:
        """Press the button of that name."""
        self.page.get_by_role("button", name=name).click()

    def follows(self, name: str | re.Pattern[str]) -> None:
        """Follow the link of that name."""
        self.page.get_by_role("link", name=name).click()

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until the text is to be seen."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def opens_mail(self, subject: str) -> Page:
        """Open the newest mail to this person with that subject, in the sandbox's mailbox."""
        mailbox = self.context.new_page()
        mailbox.goto(f"{self.stack.sandbox.url}/mailbox?to={self.email}")
        mail = mailbox.get_by_role("link", name=subject).first
        deadline = time.monotonic() + _MAIL_WITHIN_S
        while not mail.is_visible():
            assert time.monotonic() < deadline, f"no mail “{subject}” to {self.email} arrived"
            mailbox.reload()
        mail.click()
        return mailbox


def stands_still(page: Page) -> None:
    """Returns when nothing fades or slides any more: colours on their way are nobody's to judge."""
    page.evaluate(_STILL)


def picture(folder: Path) -> Path:
    """A picture file, as a camera would leave it."""
    from PIL import Image

    file = folder / "cardamom buns.jpg"
    Image.linear_gradient("L").convert("RGB").resize((1200, 800)).save(file, "JPEG", quality=80)
    return file
