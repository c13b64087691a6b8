"""Thirty days of posts at once: written in the background, kept as they come, gone on with after a crash."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.generating import COMPLETE, KEY, asked, run_all, wish
from tests.sandboxed import Sandbox
from velocitypost.core.cache import Cache
from velocitypost.core.clock import ManualClock
from velocitypost.generation.batch import BatchChanged
from velocitypost.generation.desk import refusals
from velocitypost.generation.phrasebook import phrasebook
from velocitypost.generation.similarity import SAME, likeness, similarity
from velocitypost.settings import Settings
from velocitypost.wiring import Product, build

MORE_THAN_FREE: list[tuple[dict[str, Any], str, str]] = [
    ({"posts_per_day": 3}, "plan_limit", "The Pro plan has room for 10 posts a day"),
    ({"platforms": ["x", "linkedin", "instagram"]}, "plan_limit", "The Pro plan has room for 5 platforms"),
    ({"domains": [{"domain": "finance", "percent": 100}]}, "pro_required", "Pro plan"),
    ({"uploaded_file_id": "file123"}, "pro_required", "Pro plan"),
]
UNWRITABLE: list[tuple[dict[str, Any], str]] = [
    ({"days": 0}, "days"),
    ({"days": 32}, "days"),
    ({"posts_per_day": 25}, "posts_per_day"),
    ({"platforms": ["myspace"]}, "platforms"),
    ({"platforms": ["x", "x"]}, "platforms"),
    ({"domains": [{"domain": "memes", "percent": 60}]}, "domains"),
    ({"domains": [{"domain": "memes", "percent": 50}, {"domain": "memes", "percent": 50}]}, "domains"),
    ({"domains": [{"domain": "gardening", "percent": 100}]}, "domain"),
    ({"starts_on": "soon"}, "starts_on"),
    ({"starts_on": "9999-12-30"}, "starts_on"),
]


# No two of them share a word that matters, so that any such word tells which of them a text rests on.
SAYINGS = (
    "Copper kettles whistled loudly during 1901 breakfasts.",
    "Granite millstones crushed barley near 17 rivers.",
    "Linen aprons covered seven wooden counters.",
    "Walnut shelves carried 340 loaves yesterday.",
    "Silver spoons measured cardamom twice weekly.",
    "Yellow bicycles delivered 88 baskets downtown.",
)


class Died(BaseException):
    """The worker died here."""


@pytest.fixture
def variables(variables: dict[str, str], sandbox: Sandbox) -> dict[str, str]:
    return {**variables, "SANDBOX_URL": sandbox.url}


@pytest.fixture
def pro(new_browser: Callable[[], Browser]) -> Browser:
    browser = new_browser()
    assert browser.register(plan_type="pro").status_code == 201
    return browser


@pytest.fixture
def by_model(pro: Browser) -> Browser:
    """Somebody who brings a key of their own, for Mistral."""
    assert pro.ask("PUT", "/api/ai/engines/mistral/key", json={"key": KEY}).status_code == 200
    return pro


def begin(browser: Browser, **more: Any) -> str:
    answer = browser.post("/api/ai/batches", wish(**more))
    assert answer.status_code == 202, answer.text
    return str(answer.get_json()["batch"]["id"])


def batch(browser: Browser, batch_id: str) -> dict[str, Any]:
    found: dict[str, Any] = browser.get(f"/api/ai/batches/{batch_id}").get_json()["batch"]
    return found


def drafts(browser: Browser, batch_id: str, limit: int = 100) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = browser.get(f"/api/ai/batches/{batch_id}/drafts?limit={limit}{cursor}").get_json()
        found += page["drafts"]
        if page["next_cursor"] is None:
            return found
        cursor = f"&cursor={page['next_cursor']}"


def test_a_batch_without_a_key_is_composed_whole(pro: Browser, product: Product) -> None:
    batch_id = begin(pro)
    assert batch(pro, batch_id)["state"] == "waiting"
    run_all(product)
    shown = batch(pro, batch_id)
    assert (shown["state"], shown["done"], shown["total"], shown["composed"]) == ("done", 8, 8, 8)
    found = drafts(pro, batch_id)
    assert [(draft["slot"], draft["platform"]) for draft in found] == [
        (slot, platform) for slot in range(4) for platform in ("linkedin", "x")
    ]
    assert {draft["suggestion"]["label"] for draft in found} == {"drafted without a model"}
    for draft in found:
        text, options = draft["suggestion"]["content"], draft["suggestion"]["options"]
        assert refusals(product.registry.get(draft["platform"]), text, options) == []


def test_days_and_domains_are_as_they_were_wished(pro: Browser, product: Product) -> None:
    shares = [{"domain": "memes", "percent": 60}, {"domain": "tech", "percent": 30}, {"domain": "food", "percent": 10}]
    batch_id = begin(pro, days=10, posts_per_day=2, platforms=["x"], domains=shares, starts_on="2026-03-28")
    run_all(product)
    found = drafts(pro, batch_id, limit=7)
    assert Counter(draft["domain"] for draft in found) == {"memes": 12, "tech": 6, "food": 2}
    assert [draft["on"] for draft in found[:3]] == ["2026-03-28", "2026-03-28", "2026-03-29"]
    assert found[-1]["on"] == "2026-04-06"


def test_without_a_first_day_it_begins_tomorrow_where_the_workspace_is(
    pro: Browser, new_browser: Callable[[], Browser]
) -> None:
    assert batch(pro, begin(pro))["starts_on"] == "2026-03-03"
    far = new_browser()
    far.register(plan_type="pro", time_zone="Pacific/Honolulu")
    assert batch(far, begin(far))["starts_on"] == "2026-03-02", "it is still the evening of the first of March there"


def test_a_model_writes_several_at_a_time_and_each_shows_as_it_comes(
    by_model: Browser, product: Product, sandbox: Sandbox
) -> None:
    told: list[BatchChanged] = []
    product.events.subscribe(BatchChanged, told.append)
    batch_id = begin(by_model, days=5)
    run_all(product)
    assert batch(by_model, batch_id)["done"] == 20
    assert {draft["suggestion"]["engine"] for draft in drafts(by_model, batch_id)} == {"mistral"}
    assert len(asked(sandbox)) == 4, "no more than six texts in a call"
    assert [event.done for event in told if event.state == "running"] != []
    assert (told[-1].state, told[-1].done, told[-1].total) == ("done", 20, 20)


def test_no_two_drafts_of_a_platform_are_alike(by_model: Browser, product: Product) -> None:
    batch_id = begin(by_model, days=5, platforms=["x"])
    run_all(product)
    texts = [draft["suggestion"]["content"] for draft in drafts(by_model, batch_id)]
    assert len(set(texts)) == len(texts) == 10
    pairs = [(one, other) for place, one in enumerate(texts) for other in texts[:place]]
    assert sum(similarity(one, other) > SAME for one, other in pairs) == 0


@pytest.mark.parametrize("with_model", [False, True])
def test_without_a_wish_a_post_has_one_subject_on_all_its_platforms(
    pro: Browser, product: Product, with_model: bool
) -> None:
    if with_model:
        assert pro.ask("PUT", "/api/ai/engines/mistral/key", json={"key": KEY}).status_code == 200
    shares = [{"domain": "food", "percent": 100}]
    platforms = ["x", "linkedin", "threads", "instagram"]
    batch_id = begin(pro, custom_prompt="", domains=shares, platforms=platforms, days=3)
    run_all(product)
    themes = phrasebook("en", "food").themes
    told: list[list[set[str]]] = [[] for _ in range(6)]
    for draft in drafts(pro, batch_id):
        text = draft["suggestion"]["content"].casefold()
        told[draft["slot"]].append({theme for theme in themes if theme.casefold() in text})
    assert [len(slot) for slot in told] == [4] * 6
    shared = [set.intersection(*slot) for slot in told]
    assert all(shared), "each post is about one thing, wherever it appears"
    assert len(set().union(*shared)) == 6, "and the next post about another"


def rests_on(text: str) -> set[str]:
    said = set(re.findall(r"[a-z]{5,}", text.casefold()))
    return {saying for saying in SAYINGS if said & set(re.findall(r"[a-z]{5,}", saying.casefold()))}


def test_from_a_document_a_post_rests_on_the_same_passage_on_all_its_platforms(pro: Browser, product: Product) -> None:
    form = {"file": (BytesIO("\n\n".join(SAYINGS).encode()), "sayings.txt")}
    source = pro.post("/api/sources", data=form, content_type="multipart/form-data").get_json()["source"]["id"]
    assert product.reader.work()
    wanted = {"domains": [{"domain": "food", "percent": 100}], "platforms": ["x", "threads"], "posts_per_day": 1}
    for key in (None, KEY):
        if key:
            assert pro.ask("PUT", "/api/ai/engines/mistral/key", json={"key": key}).status_code == 200
        batch_id = begin(pro, custom_prompt="", uploaded_file_id=source, days=3, **wanted)
        run_all(product)
        told: dict[int, list[set[str]]] = {}
        for draft in drafts(pro, batch_id):
            told.setdefault(draft["slot"], []).append(rests_on(draft["suggestion"]["content"]))
        assert [len(slot) for slot in told.values()] == [2, 2, 2]
        shared = [set.intersection(*slot) for slot in told.values()]
        assert all(shared), told
        assert len(set().union(*shared)) >= 3, "and each post on another"


def test_open_pages_hear_of_each_step(by_model: Browser, product: Product, redis: Cache) -> None:
    heard = redis.pubsub(ignore_subscribe_messages=True)  # type: ignore[no-untyped-call]
    heard.psubscribe("vp:live:*")
    heard.get_message(timeout=1)
    batch_id = begin(by_model)
    run_all(product)
    messages = []
    while (message := heard.get_message(timeout=0.2)) is not None:
        messages.append(str(message["data"]))
    heard.close()
    assert any(f'"id": "{batch_id}", "state": "done", "done": 8, "total": 8' in text for text in messages)


def test_what_the_model_leaves_is_composed_and_the_batch_says_so(
    by_model: Browser, product: Product, sandbox: Sandbox
) -> None:
    sandbox.fault(COMPLETE, "babble", service="mistral", times=None, every=2)
    sandbox.fault(COMPLETE, "babble", service="mistral", times=None, code="half")
    batch_id = begin(by_model)
    run_all(product)
    shown = batch(by_model, batch_id)
    assert (shown["state"], shown["done"]) == ("done", 8)
    assert 0 < shown["composed"] < 8
    assert shown["notices"] == ["Drafted without a model: Mistral answered twice with something that cannot be used."]


def test_cancelling_keeps_what_is_there_and_asks_for_no_more(
    by_model: Browser, product: Product, sandbox: Sandbox
) -> None:
    sandbox.dial(model_seconds=0.6, models_at_once=1)
    batch_id = begin(by_model, days=20)
    some = threading.Event()
    product.events.subscribe(BatchChanged, lambda event: some.set() if event.done >= 4 else None)
    worker = threading.Thread(target=run_all, args=(product,))
    worker.start()
    assert some.wait(20)
    answer = by_model.post(f"/api/ai/batches/{batch_id}/cancel")
    assert answer.get_json()["batch"]["state"] == "cancelled"
    worker.join(20)
    kept = batch(by_model, batch_id)["done"]
    assert 4 <= kept < 80
    assert len(drafts(by_model, batch_id)) == kept
    run_all(product)
    assert batch(by_model, batch_id)["done"] == kept
    assert by_model.post(f"/api/ai/batches/{batch_id}/cancel").status_code == 200, "once more is no error"


@pytest.fixture
def dying(settings: Settings, clock: ManualClock) -> Iterator[Callable[[str, int], Product]]:
    """Makes a worker that dies when it comes to a named place for the nth time."""
    built: list[Product] = []

    def made(place: str, time: int) -> Product:
        left = [time]

        def checkpoint(name: str) -> None:
            if name == place:
                left[0] -= 1
                if left[0] == 0:
                    raise Died(place)

        built.append(build(settings, clock, checkpoint=checkpoint))
        return built[-1]

    yield made
    for product in built:
        product.database.client.close()
        product.cache.close()


@pytest.mark.parametrize(("place", "time"), [("batch_claimed", 1), ("batch_draft_kept", 1), ("batch_draft_kept", 2)])
def test_a_batch_whose_worker_died_is_gone_on_with_by_the_next(
    pro: Browser, product: Product, dying: Callable[[str, int], Product], clock: ManualClock, place: str, time: int
) -> None:
    batch_id = begin(pro)
    with pytest.raises(Died):
        dying(place, time).generation.runner.run_due()
    assert not product.generation.runner.run_due(), "its lease still stands"
    clock.advance(31)
    assert product.generation.runner.run_due()
    shown = batch(pro, batch_id)
    found = drafts(pro, batch_id)
    assert (shown["state"], shown["done"], shown["composed"]) == ("done", 8, 8)
    assert len({(draft["slot"], draft["platform"]) for draft in found}) == len(found) == 8


def test_one_that_kills_every_worker_is_given_up(
    pro: Browser, product: Product, dying: Callable[[str, int], Product], clock: ManualClock
) -> None:
    batch_id = begin(pro)
    for _ in range(5):
        with pytest.raises(Died):
            dying("batch_claimed", 1).generation.runner.run_due()
        clock.advance(31)
    run_all(product)
    shown = batch(pro, batch_id)
    assert shown["state"] == "failed"
    assert "could not be finished" in shown["notices"][-1]


def test_two_workers_do_not_write_the_same(pro: Browser, product: Product) -> None:
    ids = [begin(pro) for _ in range(3)]
    with_ids = [threading.Thread(target=run_all, args=(product,)) for _ in range(4)]
    for worker in with_ids:
        worker.start()
    for worker in with_ids:
        worker.join(30)
    for batch_id in ids:
        assert batch(pro, batch_id)["done"] == len(drafts(pro, batch_id)) == 8


def test_a_draft_can_be_written_anew(pro: Browser, product: Product) -> None:
    batch_id = begin(pro)
    run_all(product)
    first = drafts(pro, batch_id)[0]
    answer = pro.post(f"/api/ai/drafts/{first['id']}/regenerate")
    assert answer.status_code == 200, answer.text
    second = answer.get_json()["draft"]
    assert likeness(second["suggestion"]["content"]).varies(likeness(first["suggestion"]["content"]))
    assert second["version"] == first["version"] + 1
    assert pro.get(f"/api/ai/drafts/{first['id']}").get_json()["draft"] == second


def test_batches_are_listed_newest_first(pro: Browser, product: Product) -> None:
    ids = []
    for _ in range(3):
        ids.append(begin(pro, days=1, posts_per_day=1))
        run_all(product)
    first = pro.get("/api/ai/batches?limit=2").get_json()
    second = pro.get(f"/api/ai/batches?limit=2&cursor={first['next_cursor']}").get_json()
    assert [one["id"] for page in (first, second) for one in page["batches"]] == ids[::-1]
    assert second["next_cursor"] is None


def test_only_so_many_run_at_a_time(pro: Browser) -> None:
    for _ in range(3):
        begin(pro)
    assert "3 batches" in problem(pro.post("/api/ai/batches", wish()), 409, "conflict")["detail"]


def test_the_free_plans_limits_are_said_with_what_the_next_one_gives(owner: Browser) -> None:
    for more, code, words in MORE_THAN_FREE:
        assert words in problem(owner.post("/api/ai/batches", wish(**more)), 402, code)["detail"]
    assert owner.get("/api/ai/batches").get_json()["batches"] == []


def test_what_cannot_be_written_is_said_at_its_field(pro: Browser) -> None:
    for more, field in UNWRITABLE:
        refused = problem(pro.post("/api/ai/batches", wish(**more)), 422, "validation_failed")
        assert faulty_fields(refused) == {field}, more
