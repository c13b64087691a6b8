"""CSV files over the API: what would happen, what happens, once, and what comes out again."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.flows.browser import Browser, problem
from tests.flows.samples import campaign_id, connection_id, media_id, picture
from velocitypost.content.campaigns import CampaignForm
from velocitypost.wiring import Product, build


class Elsewhere(BaseHTTPRequestHandler):
    """A stranger's web server with a picture, a page, and a way into our own network."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        if self.path == "/moved.png":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/private.png")
            self.end_headers()
            return
        there = {"/bread.png": ("image/png", picture()), "/page.png": ("text/html", b"<h1>Hello</h1>")}.get(self.path)
        if there is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", there[0])
        self.end_headers()
        self.wfile.write(there[1])

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def elsewhere(variables: dict[str, str]) -> Iterator[Any]:
    """Its address is the only one on loopback that the product may ask."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    variables["SANDBOX_URL"] = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def agency(elsewhere: Any, owner: Browser, product: Product) -> None:
    product.workspaces.grant_plan(owner.user["workspace"]["id"], "agency")


def written(*rows: dict[str, str]) -> bytes:
    out = io.StringIO(newline="")
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def send(browser: Browser, data: bytes, path: str = "", key: str = "", **more: Any) -> Any:
    form = {"file": (io.BytesIO(data), "posts.csv"), **more}
    headers = {"Idempotency-Key": key} if key else {}
    return browser.post(f"/api/imports{path}", data=form, content_type="multipart/form-data", headers=headers)


def checked(browser: Browser, data: bytes, **more: Any) -> Any:
    answer = send(browser, data, "/check", **more)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def brought_in(product: Product, browser: Browser, data: bytes, key: str = "", **more: Any) -> tuple[Any, Any]:
    answer = send(browser, data, key=key, **more)
    assert answer.status_code == 202, answer.text
    while product.spreadsheets.importer.work():
        pass
    one = browser.get(f"/api/imports/{answer.get_json()['imported']['id']}").get_json()["imported"]
    return one, browser.get(f"/api/imports/{one['id']}/rows").get_json()["rows"]


def posts(browser: Browser) -> list[Any]:
    found = browser.get("/api/posts?limit=100").get_json()["posts"]
    return sorted(found, key=lambda post: post["text"])


def test_a_dry_run_tells_of_each_row_what_would_happen_and_keeps_nothing(owner: Browser, product: Product) -> None:
    connection_id(product, owner)
    data = written(
        {"Text": "Good morning", "Date": "2026-03-05 09:30", "Accounts": "x:ada"},
        {"Text": "An idea"},
        {"Text": "x" * 300, "Date": "2026-03-05 10:30", "Accounts": "@ada"},
        {"Text": "To nobody", "Date": "2026-03-05 11:30", "Accounts": "mastodon:bob"},
        {"Text": "Too late", "Date": "2020-03-05 11:30", "Accounts": "Ada"},
        {"Text": "Out", "Date": "2020-03-05 11:30", "Accounts": "Ada", "State": "published"},
    )
    told = checked(owner, data)
    assert told["file"]["columns"] == {"Text": "text", "Date": "date", "Accounts": "accounts", "State": "state"}
    rows = told["rows"]
    assert [row["outcome"] for row in rows] == ["schedule", "draft", "refuse", "refuse", "refuse", "leave_out"]
    assert [row["number"] for row in rows] == [2, 3, 4, 5, 6, 7]
    assert (rows[0]["local"], rows[0]["zone"], rows[0]["at"]) == (
        "2026-03-05T09:30",
        "Europe/London",
        "2026-03-05T09:30:00Z",
    )
    wrong = [(row["problems"][0]["column"], row["problems"][0]["message"]) for row in rows[2:5]]
    assert wrong[0] == ("text", "X takes 280 characters and counts 300 here: 20 too many.")
    assert wrong[1][0] == "accounts"
    assert "Yours are: x:ada" in wrong[1][1]
    assert wrong[2][0] == "date"
    assert "in the past" in wrong[2][1]
    assert posts(owner) == []
    assert owner.get("/api/imports").get_json()["imports"] == []


def test_good_rows_come_in_and_bad_ones_are_reported(owner: Browser, product: Product, elsewhere: Any) -> None:
    account = connection_id(product, owner)
    url = f"http://127.0.0.1:{elsewhere.server_port}"
    data = written(
        {
            "Text": "Bread",
            "Date": "2026-03-05",
            "Time": "09:30",
            "Time zone": "Europe/Berlin",
            "Media": f"{url}/bread.png",
            "Alt text": "A loaf",
            "Link": "https://example.com",
            "First comment": "More",
            "Tags": "#Rye, morning",
            "Campaign": "Winter",
        },
        {"Text": "Gone", "Date": "2026-03-05 10:30", "Media": f"{url}/gone.png"},
        {"Text": "Page", "Date": "2026-03-05 10:30", "Media": f"{url}/page.png"},
        {"Text": "Inward", "Date": "2026-03-05 10:30", "Media": f"{url}/moved.png"},
        {"Text": "Private", "Date": "2026-03-05 10:30", "Media": "http://169.254.169.254/latest"},
        {"Text": "Draft", "State": "draft", "Media": f"{url}/bread.png"},
    )
    one, rows = brought_in(product, owner, data, connection_ids=account)
    assert (one["state"], one["done"], one["total"]) == ("done", 6, 6)
    assert [row["state"] for row in rows] == ["scheduled", "refused", "refused", "refused", "refused", "draft"]
    reasons = [row["problems"][0]["message"] for row in rows[1:5]]
    for reason, words in zip(reasons, ("404", "picture", "public internet", "public internet"), strict=True):
        assert words in reason, reason
    bread, draft = posts(owner)
    assert (bread["text"], bread["state"]) == ("Bread\n\nhttps://example.com", "scheduled")
    assert bread["planned"]["local"] == "2026-03-05T09:30"
    assert bread["planned"]["at"] == "2026-03-05T08:30:00Z"
    assert bread["media"][0]["alt"] == "A loaf"
    assert bread["follow_ups"][0]["text"] == "More"
    assert owner.get(f"/api/posts/{bread['id']}").get_json()["post"]["id"] == rows[0]["post_id"]
    kept = product.content.get(owner.user["workspace"]["id"], bread["id"])
    assert kept.tags == ("rye", "morning")
    assert kept.origin == "import"
    assert kept.campaign_id
    assert product.campaigns.get(kept.workspace_id, kept.campaign_id).name == "Winter"
    assert (draft["text"], draft["state"]) == ("Draft", "draft")
    assert elsewhere.asked.count("/bread.png") == 1, "a file that two rows name is fetched once"
    assert len(owner.get("/api/media").get_json()["media"]) == 1, "nothing is kept of what was refused"


def test_labels_for_every_row_come_to_those_that_a_row_has(
    owner: Browser, neighbour: Browser, product: Product
) -> None:
    spring = campaign_id(product, owner)
    data = written(
        {"Text": "Both", "State": "draft", "Tags": "rye", "Campaign": "Winter"},
        {"Text": "Every", "State": "draft", "Tags": "", "Campaign": ""},
    )
    problem(send(neighbour, data, "/check", campaign_id=spring), 404, "not_found")
    problem(send(owner, data, "/check", tags="x" * 60), 422, "validation_failed")
    brought_in(product, owner, data, tags="#Import, rye", campaign_id=spring)
    both, every = (product.content.get(owner.user["workspace"]["id"], post["id"]) for post in posts(owner))
    assert both.tags == ("rye", "import")
    assert product.campaigns.get(both.workspace_id, both.campaign_id or "").name == "Winter"
    assert (every.tags, every.campaign_id) == (("import", "rye"), spring)


def test_all_or_nothing_brings_in_nothing_where_one_row_is_wrong(
    owner: Browser, product: Product, elsewhere: Any
) -> None:
    connection_id(product, owner)
    good = {"Text": "Good", "Date": "2026-03-05 09:30", "Accounts": "x", "Media": ""}
    url = f"http://127.0.0.1:{elsewhere.server_port}"
    with_picture = {**good, "Text": "Picture", "Media": f"{url}/bread.png"}
    bad = {**good, "Text": "Bad", "Media": f"{url}/gone.png"}
    one, rows = brought_in(product, owner, written(good, with_picture, bad), all_or_nothing="true")
    assert (one["state"], one["counts"]["left_out"], one["counts"]["refused"]) == ("refused", 2, 1)
    assert "nothing was brought in" in one["problem"]
    assert posts(owner) == []
    assert owner.get("/api/media").get_json()["media"] == []
    one, rows = brought_in(product, owner, written(good, with_picture), all_or_nothing="true")
    assert [row["state"] for row in rows] == ["scheduled", "scheduled"]


def test_all_or_nothing_takes_back_what_came_in_before_a_day_was_full(owner: Browser, product: Product) -> None:
    account, workspace = connection_id(product, owner), owner.user["workspace"]["id"]
    product.workspaces.grant_plan(workspace, "free")
    rows = [{"Text": f"No {n}", "Date": f"2026-03-05 1{n}:30", "Accounts": "x"} for n in range(2)]
    answer = send(owner, written(*rows), all_or_nothing="true").get_json()["imported"]
    crowd = owner.post("/api/posts", {"text": "First", "connection_ids": [account]}).get_json()["post"]["id"]

    def fill(place: str) -> None:
        if place == "import_row_planned":
            product.publishing.schedule(workspace, crowd, local="2026-03-05T08:00", zone="UTC")

    other = build(product.settings, product.clock, checkpoint=fill)
    other.spreadsheets.importer.work()
    close(other)
    one = owner.get(f"/api/imports/{answer['id']}").get_json()["imported"]
    assert one["state"] == "refused", one
    assert [post["text"] for post in posts(owner)] == ["First"]


def test_a_file_sent_again_makes_no_post_twice(owner: Browser, neighbour: Browser, product: Product) -> None:
    connection_id(product, owner)
    data = written({"Text": "Once", "Date": "2026-03-05 09:30", "Accounts": "x"}, {"Text": "An idea"})
    first, _ = brought_in(product, owner, data)
    again, _ = brought_in(product, owner, data)
    assert again["id"] == first["id"], "the same file, read in the same way, is the same import"
    keyed, rows = brought_in(product, owner, data, key="of-my-own")
    assert keyed["id"] != first["id"]
    assert [row["state"] for row in rows] == ["known", "known"]
    assert brought_in(product, owner, data, key="of-my-own")[0]["id"] == keyed["id"]
    problem(send(owner, data + b"Other,,\n", key="of-my-own"), 409, "conflict")
    assert [row["outcome"] for row in checked(owner, data)["rows"]] == ["known", "known"]
    assert len(posts(owner)) == 2

    owner.delete(f"/api/posts/{posts(owner)[0]['id']}")
    _, rows = brought_in(product, owner, data, key="after-a-deletion")
    assert sorted(row["state"] for row in rows) == ["draft", "known"], "what was deleted may come in again"
    _, rows = brought_in(product, owner, data, key="wanted", again="true")
    assert sorted(row["state"] for row in rows) == ["draft", "scheduled"]
    assert len(posts(owner)) == 4
    problem(neighbour.get(f"/api/imports/{first['id']}"), 404, "not_found")


def test_the_same_file_is_tried_again_for_the_rows_that_did_not_come_in(owner: Browser, product: Product) -> None:
    data = written({"Text": "An idea"}, {"Text": "To somebody", "Date": "2026-03-05 09:30", "Accounts": "x:ada"})
    first, rows = brought_in(product, owner, data)
    assert [row["state"] for row in rows] == ["draft", "refused"]
    connection_id(product, owner)
    second, rows = brought_in(product, owner, data)
    assert (second["id"] != first["id"], [row["state"] for row in rows]) == (True, ["known", "scheduled"])
    assert brought_in(product, owner, data)[0]["id"] == second["id"]


@pytest.mark.parametrize("whole", ["false", "true"])
def test_two_workers_and_a_death_in_between_make_each_post_once(owner: Browser, product: Product, whole: str) -> None:
    class Died(BaseException):
        pass

    deaths = iter(("import_row_ready", "import_row_written", "import_row_planned"))
    due = [next(deaths)]

    def die(place: str) -> None:
        if due and place == due[0]:
            due[0:] = [next(deaths)] if place != "import_row_planned" else []
            raise Died

    connection_id(product, owner)
    rows = [{"Text": f"No {n}", "Date": f"2026-03-0{n} 09:30", "Accounts": "x", "Tags": "t"} for n in (3, 4, 5)]
    send(owner, written(*rows), all_or_nothing=whole)
    other = build(product.settings, product.clock, checkpoint=die)
    for _ in range(3):
        with pytest.raises(Died):
            other.spreadsheets.importer.work()
        assert not product.spreadsheets.importer.work(), "it is the other's as long as its lease lasts"
        product.clock.advance(300)  # type: ignore[attr-defined]
    assert product.spreadsheets.importer.work()
    close(other)
    owner.sign_in(owner.user["email"])
    assert [(post["text"], post["state"]) for post in posts(owner)] == [(f"No {n}", "scheduled") for n in (3, 4, 5)]
    counts = owner.get("/api/imports").get_json()["imports"][0]["counts"]
    assert counts["scheduled"] == 3


def test_plan_limits_are_told_before_and_kept(owner: Browser, product: Product) -> None:
    connection_id(product, owner)
    product.workspaces.grant_plan(owner.user["workspace"]["id"], "free")
    rows = [{"Text": f"No {n}", "Date": f"2026-03-05 1{n}:30", "Accounts": "x"} for n in range(4)]
    told = checked(owner, written(*rows))["rows"]
    assert [row["outcome"] for row in told] == ["schedule", "schedule", "refuse", "refuse"]
    assert told[2]["problems"][0]["column"] == "date"
    assert "The Free plan sends 2 posts a day" in told[2]["problems"][0]["message"]
    _, brought = brought_in(product, owner, written(*rows))
    assert [row["state"] for row in brought] == ["scheduled", "scheduled", "refused", "refused"]
    assert "Pro sends 10" in brought[3]["problems"][0]["message"]
    assert len(posts(owner)) == 2, "nothing is left of what was refused"


def test_what_goes_out_as_a_file_comes_in_again_as_it_was(owner: Browser, product: Product) -> None:
    account, kept = connection_id(product, owner), media_id(product, owner)
    workspace = owner.user["workspace"]["id"]
    campaign = product.campaigns.create(workspace, CampaignForm("Spring, at last"))
    writing = {
        "text": '=HYPERLINK("http://evil")\n"quoted", and more; \'so\'',
        "connection_ids": [account],
        "media": [{"media_id": kept, "alt": "-5 | degrees"}],
        "follow_ups": [{"text": "@you"}, {"text": "Part three"}],
    }
    post = owner.post("/api/posts", writing).get_json()["post"]
    product.labels.put(workspace, post["id"], tags=["rye"], campaign_id=campaign.id, version=0)
    owner.post(f"/api/posts/{post['id']}/schedule", {"local": "2026-03-29T01:30", "zone": "America/New_York"})
    owner.post("/api/posts", {"text": "A draft", "connection_ids": []})

    answer = owner.get("/api/exports/posts")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert {cell[0] for row in rows for cell in row.values() if cell} & set("=+-@") == set()

    _, came = brought_in(product, owner, answer.data, again="true")
    assert sorted(row["state"] for row in came) == ["draft", "scheduled"]
    again = product.content.get(workspace, next(row["post_id"] for row in came if row["state"] == "scheduled"))
    before = product.content.get(workspace, post["id"])
    assert again.writing == before.writing
    assert again.planned == before.planned
    assert (again.tags, again.campaign_id) == (before.tags, before.campaign_id)


def test_an_export_is_of_a_range_and_of_states(owner: Browser, neighbour: Browser, product: Product) -> None:
    connection_id(product, owner)
    dates = ("2026-03-05", "2026-03-06", "2026-03-07")
    brought_in(product, owner, written(*({"Text": d, "Date": f"{d} 09:00", "Accounts": "x"} for d in dates)))
    owner.post("/api/posts", {"text": "A draft", "connection_ids": []})

    def texts(query: str, browser: Browser = owner) -> list[str]:
        data = browser.get(f"/api/exports/posts?{query}").data.decode("utf-8-sig")
        return sorted(row["Text"] for row in csv.DictReader(io.StringIO(data, newline="")))

    assert texts("") == [*dates, "A draft"]
    assert texts("states=draft") == ["A draft"]
    assert texts("since=2026-03-06T00:00:00Z&until=2026-03-07T00:00:00Z") == ["2026-03-06"]
    assert texts("", neighbour) == []
    problem(owner.get("/api/exports/posts?states=wrong"), 422, "validation_failed")
    problem(owner.get("/api/exports/posts?since=2026-03-06T00:00:00"), 422, "validation_failed")


def test_links_go_where_each_platform_shows_them(owner: Browser, product: Product) -> None:
    connection_id(product, owner)
    link = "https://example.com/bread"
    _, rows = brought_in(
        product,
        owner,
        written(
            {"Text": "Bread", "Link": link, "Accounts": "x"},
            {"Text": f"See {link}", "Link": link, "Accounts": "x"},
            {"Text": "", "Link": link, "Accounts": "x"},
        ),
    )
    texts = [product.content.get(owner.user["workspace"]["id"], row["post_id"]).text for row in rows]
    assert texts == [f"Bread\n\n{link}", f"See {link}", link]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"Colour,Shape\nred,round\n", "Name them in the first row"),
        (b"PK\x03\x04", "save it as CSV"),
        (b'Text\n"x\n', "quotation mark"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(owner: Browser, data: bytes, words: str) -> None:
    for path in ("", "/check"):
        told = problem(send(owner, data, path), 422, "media_refused")
        assert words in told["detail"]
    assert owner.get("/api/imports").get_json()["imports"] == []


def test_hootsuites_file_without_names_of_columns_is_understood(owner: Browser, product: Product) -> None:
    account = connection_id(product, owner)
    data = b'05/03/2026 09:30,"Good morning",https://example.com\n25/03/2026 09:30,Later,\n'
    told = checked(owner, data, connection_ids=account)
    assert [row["local"] for row in told["rows"]] == ["2026-03-05T09:30", "2026-03-25T09:30"]
    assert told["file"]["date_order"] == "day_first"
    assert "names no columns" in told["file"]["notices"][0]


def test_dates_that_can_be_read_in_two_ways_are_asked_about(owner: Browser, product: Product) -> None:
    account = connection_id(product, owner)
    data = written({"Text": "Hi", "Date": "05/06/2026 09:30"})
    told = checked(owner, data, connection_ids=account)
    assert told["file"]["date_order"] == "auto"
    assert "two ways" in told["rows"][0]["problems"][0]["message"]
    told = checked(owner, data, connection_ids=account, date_order="day_first")
    assert told["rows"][0]["local"] == "2026-06-05T09:30"


def test_what_is_chosen_for_all_rows_must_be_ones_own(owner: Browser, neighbour: Browser, product: Product) -> None:
    data = written({"Text": "Hi"})
    problem(send(owner, data, "/check", connection_ids=connection_id(product, neighbour)), 404, "not_found")
    problem(send(owner, data, "/check", zone="Mars"), 422, "validation_failed")
    theirs = media_id(product, neighbour)
    row = {"Text": "Hi", "Media": f"{product.settings.base_url}/media/{theirs}/original"}
    assert "not in your library" in checked(owner, written(row))["rows"][0]["problems"][0]["message"]


def test_an_import_can_be_cancelled_and_found_again(owner: Browser, product: Product) -> None:
    one = send(owner, written({"Text": "Hi"})).get_json()["imported"]
    told = owner.post(f"/api/imports/{one['id']}/cancel").get_json()["imported"]
    assert (told["state"], told["counts"]["waiting"]) == ("cancelled", 1)
    assert not product.spreadsheets.importer.work()
    assert posts(owner) == []
    assert [found["id"] for found in owner.get("/api/imports").get_json()["imports"]] == [one["id"]]


def test_the_template_is_a_file_that_would_come_in(owner: Browser, product: Product) -> None:
    connection_id(product, owner)
    answer = owner.get("/api/imports/template")
    told = checked(owner, answer.data)
    assert len(told["file"]["columns"]) == 12
    assert told["file"]["unknown"] == []
    assert told["rows"][1]["outcome"] == "draft"


def close(product: Product) -> None:
    product.outbound.close()
    product.database.client.close()
    product.cache.close()
