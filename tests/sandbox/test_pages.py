"""Pages for people: x.com as followers see it, and the sandbox's own."""

from __future__ import annotations

import httpx2
import pytest

from tests.sandbox.caller import XCaller, picture
from tests.sandboxed import Sandbox


def test_a_follower_sees_posts_with_pictures_descriptions_links_and_labels(
    http: httpx2.Client, sandbox: Sandbox, x: XCaller
) -> None:
    media_id = x.uploaded(picture(), "image/png")
    metadata = {"id": media_id, "metadata": {"alt_text": {"text": "Teal & nothing else"}}}
    x.client.post("/2/media/metadata", json=metadata)
    post_id = x.posted(
        "Look <here> & at https://example.com/a @adaquist",
        media={"media_ids": [media_id]},
        made_with_ai=True,
        paid_partnership=True,
    )
    page = http.get("/x.com/MapleAndRye").text
    assert "Look &lt;here&gt; &amp; at" in page
    assert 'href="https://example.com/a"' in page
    assert 'href="/x.com/adaquist"' in page
    assert 'alt="Teal &amp; nothing else"' in page
    assert "Made with AI" in page
    assert "Paid partnership" in page
    assert "pic.x.com" not in page
    assert http.get(f"/x.com/mapleandrye/status/{post_id}").status_code == 200
    assert http.get(f"/x.com/mapleandrye/status/{post_id}/photo/1").status_code == 200
    assert http.get(f"/x.com/adaquist/status/{post_id}").status_code == 404


def test_a_short_link_leads_where_it_was_meant_to(http: httpx2.Client, x: XCaller) -> None:
    text = x.post("Read https://example.com/page?a=1").json()["data"]["text"]
    code = text.rpartition("/")[2]
    assert http.get(f"/t.co/{code}").headers["location"] == "https://example.com/page?a=1"
    assert http.get("/t.co/nothing").status_code == 404


def test_a_deleted_post_is_gone_for_followers(http: httpx2.Client, x: XCaller) -> None:
    post_id = x.posted("Regretted at once")
    x.client.delete(f"/2/tweets/{post_id}")
    assert "Regretted" not in http.get("/x.com/mapleandrye").text
    assert http.get(f"/x.com/mapleandrye/status/{post_id}").status_code == 404


def test_a_thread_is_shown_in_its_order(http: httpx2.Client, x: XCaller) -> None:
    above = x.posted("First of three")
    for text in ("Second of three", "Third of three"):
        above = x.posted(text, reply={"in_reply_to_tweet_id": above})
    page = http.get("/x.com/mapleandrye").text
    places = [page.index(text) for text in ("First of three", "Second of three", "Third of three")]
    assert places == sorted(places)
    last = http.get(f"/x.com/mapleandrye/status/{above}").text
    assert last.index("First of three") < last.index('class="post main"') < last.rindex("Third of three")


def test_long_timelines_go_on_an_older_page(http: httpx2.Client, x: XCaller) -> None:
    for i in range(22):
        x.posted(f"Number {i:02}")
    first = http.get("/x.com/mapleandrye").text
    assert "Number 21" in first
    assert "Number 01" not in first
    older = first.split("?before=")[1].split('"')[0]
    assert "Number 01" in http.get("/x.com/mapleandrye", params={"before": older}).text


@pytest.mark.parametrize("path", ["/", "/control", "/mailbox", "/x.com/northwindhq"])
def test_empty_pages_say_what_to_do(http: httpx2.Client, path: str) -> None:
    page = http.get(path)
    assert page.status_code == 200
    assert 'class="empty"' in page.text


@pytest.mark.parametrize("path", ["/nowhere", "/x.com/nobody", "/x.com/adaquist/status/1", "/avatars/x/1.svg"])
def test_what_is_not_there_is_said_in_words(http: httpx2.Client, path: str) -> None:
    page = http.get(path)
    assert page.status_code == 404
    assert "<h1>Not Found</h1>" in page.text


def test_the_control_page_works_with_plain_forms(http: httpx2.Client, sandbox: Sandbox, x: XCaller) -> None:
    form = {"operation": "x POST /2/tweets", "kind": "refuse", "times": "1", "seconds": "", "account": ""}
    assert http.post("/control/faults", data=form).status_code == 303
    page = http.get("/control").text
    assert "0 of 1 time" in page
    assert x.post("Refused").status_code == 403
    assert "1 of 1 time" in http.get("/control").text
    http.post("/control/faults/clear", data={"id": sandbox.faults()[0]["id"]})
    assert sandbox.faults() == []
    assert http.post("/control/dials", data={"audience_speed": "120", "latency_ms": "5"}).status_code == 303
    dials = sandbox.control.get("/control/api/dials").json()
    assert (dials["audience_speed"], dials["latency_ms"]) == (120, 5)
    assert http.post("/control/clock", data={"seconds": "7200"}).status_code == 303
    assert x.get("/2/users/me").status_code == 401
    assert http.post("/control/reset").status_code == 303


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/control/faults", {"operation": "x *", "kind": "slow", "times": "many"}),
        ("/control/faults", {"operation": "x *", "kind": "explode", "times": "1"}),
        ("/control/dials", {"audience_speed": "fast"}),
    ],
)
def test_a_form_filled_in_wrongly_says_so(http: httpx2.Client, path: str, form: dict[str, str]) -> None:
    page = http.post(path, data=form)
    assert page.status_code == 400
    assert 'role="alert"' in page.text


def test_no_page_reaches_for_another_host(http: httpx2.Client, x: XCaller) -> None:
    x.posted("Self-contained")
    for path in ("/", "/control", "/mailbox", "/x.com/mapleandrye"):
        page = http.get(path)
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert 'src="http' not in page.text
