"""For each path parameter of the API, how to make a thing that somebody owns: the walks over all endpoints use it.

A new endpoint with a parameter of a new name needs its line here; the walk says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from tests.flows.browser import Browser
from velocitypost.automation.feeds.model import Feed, Item
from velocitypost.automation.feeds.store import FeedStore, ItemStore
from velocitypost.automation.model import EntryState, Schedule
from velocitypost.automation.service import Wanted
from velocitypost.connections.model import Connection, OfferedAccount, PendingChoice
from velocitypost.connections.store import ConnectionStore
from velocitypost.contract.types import Profile
from velocitypost.core.ids import new_id
from velocitypost.sources.model import Source, SourceState
from velocitypost.sources.store import SourceStore
from velocitypost.wiring import Product

Make = Callable[[Product, Browser], str]


def picture(colour: str = "teal", kind: str = "PNG") -> bytes:
    """A small picture's bytes."""
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, kind)
    return out.getvalue()


def upload(owner: Browser, data: bytes | None = None, *, name: str = "picture.png", alt: str = "") -> Any:
    """The answer to an upload."""
    form = {"file": (BytesIO(picture() if data is None else data), name), "alt": alt}
    return owner.post("/api/media", data=form, content_type="multipart/form-data")


def media_id(_product: Product, owner: Browser) -> str:
    answer = upload(owner)
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["media"]["id"])


def connection_id(product: Product, owner: Browser, *, platform: str = "x") -> str:
    now = product.clock.now()
    made = Connection(
        id=new_id("connection"),
        workspace_id=owner.user["workspace"]["id"],
        platform=platform,
        platform_user_id=new_id("account"),
        username="ada",
        name="Ada",
        status="connected",
        permissions=(),
        connected_at=now,
        access_token="sealed",
    )
    assert ConnectionStore(product.database).insert(made)
    return made.id


def choice_id(product: Product, owner: Browser) -> str:
    choice = PendingChoice(
        id=new_id("choice"),
        workspace_id=owner.user["workspace"]["id"],
        user_id=owner.user["id"],
        platform="x",
        access_token="sealed",
        refresh_token=None,
        token_expires_at=None,
        permissions=(),
        offered=(OfferedAccount(Profile("1", "ada", "Ada")), OfferedAccount(Profile("2", "bob", "Bob"))),
        return_to="/platforms",
        expires_at=product.clock.now() + timedelta(minutes=15),
    )
    ConnectionStore(product.database).insert_choice(choice)
    return choice.id


def post_id(product: Product, owner: Browser) -> str:
    answer = owner.post("/api/posts", {"text": "Good morning", "connection_ids": [connection_id(product, owner)]})
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["post"]["id"])


def publication_id(product: Product, owner: Browser, *, days: int = 1) -> str:
    product.workspaces.grant_plan(owner.user["workspace"]["id"], "agency")
    then = (product.clock.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")
    answer = owner.post(f"/api/posts/{post_id(product, owner)}/schedule", {"local": then, "zone": "UTC"})
    assert answer.status_code == 200, answer.text
    return str(answer.get_json()["post"]["publications"][0]["id"])


def series_id(product: Product, owner: Browser) -> str:
    tomorrow = (product.clock.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    begun = {"text": "Good morning", "connection_ids": [connection_id(product, owner)]}
    answer = owner.post("/api/series", {**begun, "rule": "FREQ=WEEKLY", "local": tomorrow, "zone": "UTC"})
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["series"]["id"])


def note_id(_product: Product, owner: Browser) -> str:
    answer = owner.post("/api/calendar/notes", {"day": "2026-11-24", "text": "Black Friday"})
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["note"]["id"])


def upload_id(_product: Product, owner: Browser) -> str:
    answer = owner.post("/api/media/uploads", headers={"Upload-Length": "10"})
    assert answer.status_code == 201, answer.text
    return str(answer.headers["Location"].rpartition("/")[2])


def feed_id(product: Product, owner: Browser) -> str:
    now = product.clock.now()
    made = Feed(
        id=new_id("feed"),
        workspace_id=owner.user["workspace"]["id"],
        author_id=owner.user["id"],
        url=f"https://example.com/{new_id('feed')}.xml",
        title="Maple & Rye",
        connection_ids=(),
        way="plain",
        domain="",
        active=True,
        created_at=now,
        updated_at=now,
        wake_at=now,
    )
    assert FeedStore(product.database).insert(made)
    return made.id


def item_id(product: Product, owner: Browser) -> str:
    now, feed = product.clock.now(), feed_id(product, owner)
    workspace_id, item = owner.user["workspace"]["id"], new_id("item")
    made = Item(item, feed, workspace_id, item, "passed", new_id("post"), "Bread", "", "", None, now, now)
    assert ItemStore(product.database).insert(made)
    return made.id


def import_id(product: Product, owner: Browser) -> str:
    form = {"file": (BytesIO(b"Text\nGood morning"), "posts.csv")}
    answer = owner.post("/api/imports", data=form, content_type="multipart/form-data")
    assert answer.status_code == 202, answer.text
    return str(answer.get_json()["imported"]["id"])


def batch_id(product: Product, owner: Browser) -> str:
    begun = {"days": 1, "posts_per_day": 1, "platforms": ["x"], "domains": [{"domain": "tech", "percent": 100}]}
    answer = owner.post("/api/ai/batches", begun)
    assert answer.status_code == 202, answer.text
    assert product.generation.runner.run_due()
    return str(answer.get_json()["batch"]["id"])


def draft_id(product: Product, owner: Browser) -> str:
    batch = batch_id(product, owner)
    return str(owner.get(f"/api/ai/batches/{batch}/drafts").get_json()["drafts"][0]["id"])


def domain_id(product: Product, owner: Browser) -> str:
    made = product.generation.style.add_domain(owner.user["workspace"]["id"], {"name": "Beekeeping"})
    return made.id


def notice_id(product: Product, owner: Browser) -> str:
    workspace_id = owner.user["workspace"]["id"]
    told = product.notices.tell(workspace_id, new_id("key"), "Look", kind="post", link="/dashboard")
    assert told is not None
    return told.id


def source_id(product: Product, owner: Browser) -> str:
    now = product.clock.now()
    made = Source(
        id=new_id("source"),
        workspace_id=owner.user["workspace"]["id"],
        uploaded_by=owner.user["id"],
        name="plan.pdf",
        kind="pdf",
        bytes=3,
        sha256="",
        state=SourceState.READY,
        wake_at=None,
        created_at=now,
        updated_at=now,
    )
    SourceStore(product.database).insert(made)
    return made.id


def campaign_id(_product: Product, owner: Browser) -> str:
    answer = owner.post("/api/campaigns", {"name": "Spring"})
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["campaign"]["id"])


def template_id(_product: Product, owner: Browser) -> str:
    answer = owner.post("/api/templates", {"name": "Greeting", "text": "Good morning, {{name}}"})
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["template"]["id"])


def entry_id(product: Product, owner: Browser) -> str:
    account, workspace_id = connection_id(product, owner), owner.user["workspace"]["id"]
    wanted = Wanted(Schedule("UTC"), {"tech": 100}, {account: 1})
    automation = product.autopilot.automations.configure(workspace_id, owner.user["id"], wanted)
    product.autopilot.filler.fill(replace(automation, state="running"))
    found, _ = product.autopilot.review.page(workspace_id, [EntryState.WANTED], after=None, most=1)
    return found[0].id


def queue_id(product: Product, owner: Browser) -> str:
    body = {"name": "Weekdays", "connection_ids": [connection_id(product, owner)]}
    answer = owner.post("/api/queues", {**body, "slots": [{"weekday": 0, "time": "10:00"}]})
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["queue"]["id"])


def category_id(_product: Product, owner: Browser) -> str:
    answer = owner.post("/api/categories", {"name": new_id("tips")})
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["category"]["id"])


def evergreen_id(product: Product, owner: Browser) -> str:
    category = category_id(product, owner)
    answer = owner.post(f"/api/categories/{category}/evergreens", {"text": "Turn it off and on again."})
    assert answer.status_code == 201, answer.text
    return str(answer.get_json()["evergreen"]["id"])


OWNED: Mapping[str, Make] = {
    "media_id": media_id,
    "notice_id": notice_id,
    "entry_id": entry_id,
    "upload_id": upload_id,
    "connection_id": connection_id,
    "choice_id": choice_id,
    "post_id": post_id,
    "publication_id": publication_id,
    "series_id": series_id,
    "note_id": note_id,
    "queue_id": queue_id,
    "category_id": category_id,
    "evergreen_id": evergreen_id,
    "source_id": source_id,
    "import_id": import_id,
    "feed_id": feed_id,
    "item_id": item_id,
    "batch_id": batch_id,
    "draft_id": draft_id,
    "domain_id": domain_id,
    "campaign_id": campaign_id,
    "template_id": template_id,
}
# Names of things that nobody owns: everybody may see a platform and its options.
PUBLIC_NAMES: Mapping[str, str] = {
    "platform": "x",
    "option": "board",
    "engine": "mistral",
    "page": "1",
    "kind": "quote",
    "layout": "bar",
}
