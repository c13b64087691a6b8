"""Followers who react, the same way each time, and whose replies are posts."""

from __future__ import annotations

import httpx2

from tests.sandbox.caller import XCaller
from tests.sandboxed import Sandbox
from velocitypost.sandbox.audience import Appeal, reactions, replies

DAY = 86_400.0
APPEAL = Appeal("17", "What should we bake next?", 4_812, pictures=1)


def test_reactions_grow_level_off_and_repeat() -> None:
    grown = [reactions(APPEAL, 1, hours * 3_600) for hours in (0, 1, 4, 12, 48, 96)]
    likes = [each.likes for each in grown]
    assert grown[0].impressions == 0
    assert likes == sorted(likes)
    assert likes[-1] > 0
    assert grown[-1].impressions - grown[-2].impressions < grown[2].impressions - grown[1].impressions
    assert reactions(APPEAL, 1, DAY) == reactions(APPEAL, 1, DAY)
    assert reactions(APPEAL, 1, DAY) != reactions(APPEAL, 2, DAY)
    assert all(each.likes <= each.impressions for each in grown)


def test_replies_are_planned_once_and_by_different_people() -> None:
    for key in map(str, range(40)):
        planned = replies(Appeal(key, "Fresh bread", 900), 1, 24)
        assert 1 <= len(planned) <= 5
        assert len({reply.follower for reply in planned}) == len(planned)
        assert len({reply.text for reply in planned}) == len(planned)
        assert [reply.at for reply in planned] == sorted(reply.at for reply in planned)
    assert replies(Appeal("1", "A reply", 900, is_reply=True), 1, 24) == []


def test_replies_arrive_in_time_and_stay_what_they_were(sandbox: Sandbox, http: httpx2.Client, x: XCaller) -> None:
    post_id = x.posted("What should we bake next?")
    assert "data" not in x.get(f"/2/users/{x.id}/mentions").json()
    sandbox.advance(1_200)
    fields = {"tweet__fields": "conversation_id,referenced_tweets,in_reply_to_user_id", "expansions": "author_id"}
    first = x.get(f"/2/users/{x.id}/mentions", **fields).json()
    assert all(reply["referenced_tweets"] == [{"type": "replied_to", "id": post_id}] for reply in first["data"])
    assert all(reply["in_reply_to_user_id"] == x.id for reply in first["data"])
    assert all(reply["text"].startswith("@mapleandrye ") for reply in first["data"])
    assert len(first["includes"]["users"]) == len(first["data"])
    found = x.get("/2/tweets/search/recent", query=f"conversation_id:{post_id} is:reply").json()
    assert {reply["id"] for reply in found["data"]} == {reply["id"] for reply in first["data"]}
    sandbox.advance(7_000)
    with XCaller(sandbox) as later:
        second = later.get(f"/2/users/{x.id}/mentions").json()
        post = later.get(f"/2/tweets/{post_id}", tweet__fields="public_metrics").json()["data"]
    assert {reply["id"] for reply in first["data"]} <= {reply["id"] for reply in second["data"]}
    assert post["public_metrics"]["reply_count"] == len(second["data"])
    assert post["public_metrics"]["like_count"] > 0
    page = http.get(f"/x.com/mapleandrye/status/{post_id}").text
    name = first["includes"]["users"][0]["name"]
    assert name in page


def test_the_answer_to_a_follower_is_allowed_and_nested(sandbox: Sandbox, http: httpx2.Client, x: XCaller) -> None:
    post_id = x.posted("Which bun today?")
    sandbox.advance(1_200)
    reply = x.get(f"/2/users/{x.id}/mentions").json()["data"][0]
    answer = x.posted("Cardamom, always.", reply={"in_reply_to_tweet_id": reply["id"]})
    shown = x.get(f"/2/tweets/{answer}", tweet__fields="conversation_id").json()["data"]
    assert shown["conversation_id"] == post_id
    assert "Cardamom, always." in http.get(f"/x.com/mapleandrye/status/{post_id}").text


def test_a_new_speed_changes_the_future_only(sandbox: Sandbox, x: XCaller) -> None:
    post_id = x.posted("Watching the clock")

    def impressions() -> int:
        data = x.get(f"/2/tweets/{post_id}", tweet__fields="public_metrics").json()["data"]
        return int(data["public_metrics"]["impression_count"])

    sandbox.advance(300)
    sandbox.dial(audience_speed=0.001)
    slow = impressions()
    sandbox.advance(300)
    assert impressions() == slow > 0
    sandbox.dial(audience_speed=100_000)
    sandbox.advance(10)
    assert impressions() > slow
