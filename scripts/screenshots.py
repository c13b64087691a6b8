"""Takes a picture of every page: wide and narrow, light and dark, empty, full and failing.

    python scripts/screenshots.py FOLDER [part of a name …]

Starts the product on ports and data of its own, fills it through its own API and the sandbox, and stops it again.
Only the pictures whose names hold one of the given parts are taken.
"""

from __future__ import annotations

import io
import math
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageDraw, ImageFilter  # noqa: E402
from playwright.sync_api import Browser, FilePayload, Page, sync_playwright  # noqa: E402

from tests.browser.conftest import CHROMIUM_ARGUMENTS  # noqa: E402
from tests.browser.interface import build_if_stale  # noqa: E402
from tests.browser.person import Person, stands_still  # noqa: E402
from tests.browser.stack import Stack  # noqa: E402

WIDTHS = (1440, 390)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ZONE = "Europe/Berlin"
_PICTURES_SHOWN = """Promise.all(
  [...document.images].filter(({ loading }) => loading !== "lazy").map((image) => image.decode().catch(() => null))
)"""

VISITORS = {
    "landing": "/",
    "pricing": "/pricing",
    "track-record": "/track-record",
    "privacy": "/privacy",
    "terms": "/terms",
    "login": "/login",
    "register": "/register",
    "forgot": "/forgot-password",
    "reset": "/reset-password?token=abc",
    "verify-wrong": "/verify-email?token=abc",
    "not-found": "/nothing-here",
    "maintenance": "/maintenance",
}
APP = {
    "dashboard": "/dashboard",
    "compose": "/compose",
    "calendar": "/calendar",
    "calendar-week": "/calendar?view=week",
    "calendar-day": "/calendar?view=day",
    "calendar-list": "/calendar?view=list",
    "generator": "/content-generator",
    "drafts": "/content/drafts",
    "drafts-new": "/content/drafts/new",
    "documents": "/content/documents",
    "domains": "/domains",
    "media": "/media",
    "templates": "/templates",
    "queues": "/queues",
    "recurring": "/recurring",
    "campaigns": "/campaigns",
    "auto-posting": "/auto-posting",
    "review": "/auto-posting/review",
    "scheduler": "/scheduler",
    "feeds": "/feeds",
    "import": "/import",
    "punctuality": "/punctuality",
    "platforms": "/platforms",
    "billing": "/billing",
    "settings": "/settings",
    "onboarding-welcome": "/onboarding/welcome",
    "onboarding-platform": "/onboarding/platform-connection",
    "onboarding-domains": "/onboarding/domain-selection",
    "onboarding-automation": "/onboarding/automation-setup",
    "onboarding-complete": "/onboarding/complete",
    "callback-stale": "/auth/callback/x?code=a&state=b",
}
OUT = (
    ("New on the counter: cardamom & rye buns. Out of the oven at 7, gone by 11. What next? #bakery", True),
    ("We are looking for a Saturday baker who likes early mornings. https://mapleandrye.example/jobs", False),
    ("The oven is warm and the radio is loud. Good morning, Leipzig ☀️", True),
)
DRAFT = (
    "Cardamom knots from the late batch: sticky, warm, and only until we close at six. "
    "Which filling should we try next? 🥐 https://example.com/knots #bakery"
)
PLANNED = (
    (1, "09:30", "Rhubarb galette is back. Thursday only, while it lasts.", True),
    (1, "17:45", "Last loaves at half price from now until we close.", False),
    (2, "08:00", "Wild garlic rolls, warm from the second batch.", True),
    (3, "12:30", "Table for two? We kept the one at the window.", False),
    (4, "09:00", "Saturday: bring your own jar, take home a bit of our starter.", True),
    (5, "10:15", "How we shape a batard, in four pictures.", True),
    (7, "07:30", "Monday mood: seeded rye, salted butter, nothing else.", False),
    (8, "18:00", "Our miller explains why this year's rye is darker.", False),
    (10, "09:30", "Advent boxes can be ordered from today. Twelve biscuits, twelve stories.", True),
    (10, "16:00", "Behind the counter: Mila, who decorates every single star by hand.", False),
    (12, "11:00", "Stollen rests for three weeks. Ours started in October.", True),
    (14, "09:30", "A quiet Sunday bake: no orders, only tests.", False),
)
RECURRING = (
    ("Which loaf was it this month? We counted.", "FREQ=MONTHLY;BYMONTHDAY=-1", "18:00"),
    ("Bring your own jar, take home a bit of our starter.", "FREQ=WEEKLY;BYDAY=MO,TH", "09:30"),
)


def main() -> None:
    """Takes the pictures into the folder named on the command line."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder, wanted = Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix="velocitypost-screenshots-"))
    build_if_stale(place / "lock")
    try:
        with Stack(place / "stack") as stack, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=list(CHROMIUM_ARGUMENTS)
            )
            for name, person, path in scenes(browser, stack):
                if not wanted or any(part in name for part in wanted):
                    take(person, path, folder / name)
            browser.close()
    finally:
        shutil.rmtree(place)


def scenes(browser: Browser, stack: Stack) -> Iterator[tuple[str, Person, str]]:
    """Every picture to take: its name, who looks, and at which address."""
    visitor = somebody(browser, stack)
    for name, path in VISITORS.items():
        yield f"visitor-{name}", visitor, path
    visitor.leave()
    empty = somebody(browser, stack)
    empty.email = "sam@example.com"
    empty.registers(name="Sam Newcomer")
    for name, path in APP.items():
        yield f"empty-{name}", empty, path
    empty.leave()
    full = somebody(browser, stack)
    account = settled_in(full, "mila@example.com", "mapleandryeshop")
    published = fill(full, account)
    for name, path in {**APP, **published}.items():
        yield f"full-{name}", full, path
    failing = somebody(browser, stack)
    account = settled_in(failing, "mila@bakery.example", "mapleandrye_de")
    for name, path in {**break_things(failing, account), **APP}.items():
        yield f"failing-{name}", failing, path


def somebody(browser: Browser, stack: Stack) -> Person:
    """A person with a browser of their own."""
    return Person(browser, stack, "", width=WIDTHS[0], zone=ZONE)


def settled_in(person: Person, email: str, handle: str) -> dict[str, Any]:
    """Registers, confirms the address, and connects an account of X that looks like a shop's."""
    person.name, person.email, person.handle = "Mila Brandt", email, handle
    person.registers(plan_type="agency")
    confirm_address(person)
    person.name = "Maple & Rye Bakery"
    return person.connects_x(followers=4812, bio="Bread, buns and loud radios. Leipzig.")


def confirm_address(person: Person) -> None:
    """Follows the link of the welcome mail."""
    deadline = time.monotonic() + 30
    while not (mails := person.stack.sandbox.mails(person.email)) and time.monotonic() < deadline:
        time.sleep(0.2)
    link = next(link for link in mails[0]["links"] if "/verify-email" in link)
    person.asks("POST", "/api/auth/verify-email", {"token": dict(parse_qsl(urlsplit(link).query))["token"]})


def fill(person: Person, account: dict[str, Any]) -> dict[str, str]:
    """Weeks of work of somebody who posts; gives the addresses of pages that only they have."""
    out = [publish(person, account, text, seed if pictured else None) for seed, (text, pictured) in enumerate(OUT)]
    out.append(publish(person, account, "How to keep a starter alive through winter 🧵", None, thread=True))
    today = datetime.now(UTC).date()
    planned = []
    for seed, (days, clock, text, pictured) in enumerate(PLANNED, start=20):
        post = write(person, account, text, seed if pictured else None)
        when = {"local": f"{today + timedelta(days=days)}T{clock}", "zone": ZONE}
        planned.append(person.asks("POST", f"/api/posts/{post['id']}/schedule", when)["post"])
    for text, rule, clock in RECURRING:
        when = {"rule": rule, "local": f"{today + timedelta(days=1)}T{clock}", "zone": ZONE}
        series = {"text": text, "connection_ids": [account["id"]], **when}
        recurring = person.asks("POST", "/api/series", series)["series"]
    draft = write(person, account, DRAFT, 77)
    settled(person, out, {"published"})
    for _ in range(3):
        person.stack.sandbox.advance(1800)
    for post in out:
        for publication in person.asks("GET", f"/api/posts/{post['id']}")["post"]["publications"]:
            person.asks("POST", f"/api/publications/{publication['id']}/refresh-metrics", {})
    first = person.asks("GET", f"/api/posts/{out[0]['id']}")["post"]["publications"][0]
    return {
        "publication": f"/publications/{first['id']}",
        "publication-scheduled": f"/publications/{planned[0]['publications'][0]['id']}",
        "recurring-dates": f"/recurring/{recurring['id']}",
        "compose-draft": f"/compose/{draft['id']}",
        "compose-scheduled": f"/compose/{planned[0]['id']}",
        "compose-published": f"/compose/{out[0]['id']}",
    }


def break_things(person: Person, account: dict[str, Any]) -> dict[str, str]:
    """Everything that can go wrong, gone wrong; gives the addresses of the pages that tell of it."""
    sandbox, handle = person.stack.sandbox, person.handle
    too_long = write(person, account, "Rye and oats and spelt and wheat. " * 12, None)
    sandbox.fault("POST /2/tweets", "refuse", account=handle, reason="You are not permitted to perform this action.")
    refused = publish(person, account, "This one X will not take.", 31)
    settled(person, [refused], {"failed"})
    sandbox.fault("POST /2/tweets", "hide", account=handle)
    sandbox.fault("POST /2/tweets", "cut_after", account=handle)
    lost = publish(person, account, "This one goes out, but the answer gets lost.", 32)
    settled(person, [lost], {"unconfirmed"})
    lose_account(person, "mapleandrye.bsky.social")
    held = write(person, account, "This one waits, because publishing is paused.", None)
    person.asks("POST", "/api/publishing/pause", {})
    person.asks("POST", f"/api/posts/{held['id']}/publish", {})
    pages = {
        name: person.asks("GET", f"/api/posts/{post['id']}")["post"]
        for name, post in {"refused": refused, "unconfirmed": lost, "held": held}.items()
    }
    return {
        **{f"publication-{name}": f"/publications/{post['publications'][0]['id']}" for name, post in pages.items()},
        "compose-refused": f"/compose/{refused['id']}",
        "compose-too-long": f"/compose/{too_long['id']}",
    }


def lose_account(person: Person, handle: str) -> None:
    """A second account, whose owner took our permission back at Bluesky: the next post finds out."""
    control = person.stack.sandbox.control
    minted = control.post("/control/api/bluesky/tokens", json={"account": handle}).raise_for_status().json()
    given = {"name": minted["identifier"], "password": minted["app_password"]}
    lost = person.asks("POST", "/api/oauth/sign-in/bluesky", given)["connection"]
    control.delete("/control/api/bluesky/tokens", params={"account": handle}).raise_for_status()
    publish(person, lost, "This one waits for its account.", None)
    deadline = time.monotonic() + 60
    while person.asks("GET", f"/api/connections/{lost['id']}")["connection"]["status"] != "reconnect_needed":
        if time.monotonic() > deadline:
            raise TimeoutError("the account was never lost")
        time.sleep(0.5)


def write(
    person: Person, account: dict[str, Any], text: str, seed: int | None, *, thread: bool = False
) -> dict[str, Any]:
    """A new draft, with a picture made from `seed`."""
    more = ["Cold slows everything. Feed it less often, not less.", "If it smells of nail varnish it is hungry."]
    media = []
    if seed is not None:
        file = FilePayload(name="bread.jpg", mimeType="image/jpeg", buffer=picture(seed))
        proof = {cookie["name"]: cookie["value"] for cookie in person.context.cookies(person.stack.url)}["vp_csrf"]
        answer = person.context.request.post(
            f"{person.stack.url}/api/media", multipart={"file": file}, headers={"X-CSRF-Token": proof}
        )
        media = [{"media_id": answer.json()["media"]["id"], "alt": "Golden buns on a wooden table, dusted with sugar"}]
    writing = {
        "text": text,
        "media": media,
        "connection_ids": [account["id"]],
        "follow_ups": [{"text": part} for part in more] if thread else [],
    }
    made: dict[str, Any] = person.asks("POST", "/api/posts", writing)["post"]
    return made


def publish(
    person: Person, account: dict[str, Any], text: str, seed: int | None, *, thread: bool = False
) -> dict[str, Any]:
    """Writes a post and sends it on its way."""
    post = write(person, account, text, seed, thread=thread)
    sent: dict[str, Any] = person.asks("POST", f"/api/posts/{post['id']}/publish", {})["post"]
    return sent


def settled(person: Person, posts: list[dict[str, Any]], states: set[str], *, within: float = 180) -> None:
    """Returns when every publication of the posts has come to one of the states."""
    deadline = time.monotonic() + within
    while True:
        shown = [person.asks("GET", f"/api/posts/{post['id']}")["post"] for post in posts]
        found = {publication["state"] for post in shown for publication in post["publications"]}
        if found <= states:
            return
        if time.monotonic() > deadline:
            raise TimeoutError(f"{found} instead of {states}")
        time.sleep(0.5)


def picture(seed: int) -> bytes:
    """A tray of buns, each seed its own batch, as JPEG."""
    chance = random.Random(seed)
    table = chance.choice([(120, 84, 58), (196, 174, 148), (88, 96, 92), (214, 196, 170)])
    crust = chance.choice([(196, 124, 52), (170, 98, 44), (214, 150, 78)])
    image = Image.new("RGB", (1200, 800), table)
    draw = ImageDraw.Draw(image)
    for y in range(0, 800, 100):
        shade = chance.randrange(-10, 10)
        draw.rectangle((0, y, 1200, y + 97), fill=tuple(part + shade for part in table))
    columns = chance.choice([3, 4, 5])
    size = 1200 // columns
    for row in range(800 // size + 1):
        for column in range(columns):
            x = column * size + size // 2 + chance.randrange(-12, 12)
            y = row * size + size // 2 + chance.randrange(-12, 12)
            bun(draw, chance, (x, y), size * 0.42, crust)
    out = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(1.5)).save(out, "JPEG", quality=88)
    return out.getvalue()


def bun(
    draw: ImageDraw.ImageDraw,
    chance: random.Random,
    at: tuple[float, float],
    radius: float,
    crust: tuple[int, int, int],
) -> None:
    """One bun: its shadow, its crust that gets lighter towards the light, and sugar."""
    x, y = at
    draw.ellipse((x - radius + 14, y - radius + 22, x + radius + 14, y + radius + 22), fill=(58, 42, 32))
    for step in range(40):
        share = step / 40
        lit = tuple(min(255, int(part + (255 - part) * share * 0.55)) for part in crust)
        left, top, r = x - radius * 0.28 * share, y - radius * 0.32 * share, radius * (1 - share * 0.85)
        draw.ellipse((left - r, top - r, left + r, top + r), fill=lit)
    for _ in range(26):
        angle, far = chance.random() * 6.283, chance.random() * radius * 0.7
        sx, sy = x + far * math.cos(angle), y + far * math.sin(angle)
        draw.ellipse((sx - 4, sy - 4, sx + 4, sy + 4), fill=(252, 246, 236))


def take(person: Person, path: str, place: Path) -> None:
    """Pictures of one page in every width and theme."""
    page = person.page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900 if width > 500 else 844})
        page.emulate_media(color_scheme="light")
        began = time.monotonic()
        page.goto(path)
        wait_until_quiet(page)
        took = time.monotonic() - began
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            print(f"{place.name}: wider than {width} px")
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            stands_still(page)
            page.screenshot(path=place.with_name(f"{place.name}-{width}-{theme}.png"), full_page=True)
        print(f"{place.name} {width} ({took:.1f} s)")
    for fault in person.faults:
        print(f"  ! {fault}")
    person.faults.clear()


def wait_until_quiet(page: Page) -> None:
    """Returns when nothing on the page moves any more that says it is loading, and its pictures are there."""
    page.wait_for_load_state("load")
    page.locator("h1").first.wait_for()
    for busy in page.locator(".animate-shimmer.bg-sunken").all():
        busy.wait_for(state="detached")
    page.evaluate(
        "Promise.all([...document.images].filter((i) => i.loading !== 'lazy').map((i) => i.decode().catch(() => 0)))"
    )


if __name__ == "__main__":
    main()
