"""What is done with several files of the library at once."""

from __future__ import annotations

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.samples import campaign_id, connection_id, upload
from velocitypost.wiring import Product


def uploaded(owner: Browser, *names: str) -> list[str]:
    return [upload(owner, name=name).get_json()["media"]["id"] for name in names]


def tags(owner: Browser, media_id: str) -> list[str]:
    found: list[str] = owner.get(f"/api/media/{media_id}").get_json()["media"]["tags"]
    return found


def test_several_files_get_and_lose_tags_together_and_are_found_by_them(owner: Browser) -> None:
    first, second, third = uploaded(owner, "loaf.png", "roll.png", "oven.png")
    owner.patch(f"/api/media/{first}", {"tags": ["rye", "winter"]})
    answer = owner.post("/api/media/tags", {"ids": [first, second], "add": ["Menu", "#menu "], "drop": ["#Winter"]})
    assert [one["tags"] for one in answer.get_json()["media"]] == [["rye", "menu"], ["menu"]]
    assert tags(owner, third) == []
    found = owner.get("/api/media?words=menu").get_json()["media"]
    assert {one["id"] for one in found} == {first, second}


def test_files_are_found_by_their_own_tag_and_by_the_campaign_whose_posts_hold_them(
    product: Product, owner: Browser, neighbour: Browser
) -> None:
    ids = uploaded(owner, "a.png", "b.png", "c.png")
    owner.post("/api/media/tags", {"ids": ids[:2], "add": ["Bread"]})
    owner.post("/api/media/tags", {"ids": ids[:1], "add": ["rye"]})
    campaign = campaign_id(product, owner)
    media = [{"media_id": one} for one in ids[1:]]
    owner.post("/api/posts", {"text": "Bread", "media": media, "campaign_id": campaign})

    def found(browser: Browser, query: str) -> list[str]:
        return [one["id"] for one in browser.get(f"/api/media?{query}").get_json()["media"]]

    for typed in ("bread", "%23BREAD", "+Bread+"):
        assert found(owner, f"tag={typed}") == [ids[1], ids[0]]
    assert found(owner, f"campaign_id={campaign}") == [ids[2], ids[1]]
    first = owner.get(f"/api/media?campaign_id={campaign}&limit=1").get_json()
    assert found(owner, f"campaign_id={campaign}&limit=1&cursor={first['next_cursor']}") == [ids[1]]
    assert found(owner, f"campaign_id={campaign}&tag=bread") == [ids[1]]
    assert found(neighbour, "tag=bread") == found(neighbour, f"campaign_id={campaign}") == []
    tags = owner.get("/api/media/tags").get_json()["tags"]
    assert tags == [{"name": "bread", "files": 2}, {"name": "rye", "files": 1}]
    assert neighbour.get("/api/media/tags").get_json()["tags"] == []


def test_tags_that_one_file_cannot_take_change_none(owner: Browser) -> None:
    first, second = uploaded(owner, "loaf.png", "roll.png")
    owner.patch(f"/api/media/{second}", {"tags": [f"tag {n}" for n in range(30)]})
    body = problem(owner.post("/api/media/tags", {"ids": [first, second], "add": ["menu"]}), 422, "validation_failed")
    assert faulty_fields(body) == {"tags"}
    assert tags(owner, first) == []


def test_several_files_are_removed_and_what_a_waiting_post_shows_is_kept_and_named(
    product: Product, owner: Browser
) -> None:
    first, needed, third = uploaded(owner, "loaf.png", "needed.png", "oven.png")
    post = owner.post(
        "/api/posts",
        {"text": "Soon", "media": [{"media_id": needed}], "connection_ids": [connection_id(product, owner)]},
    ).get_json()["post"]
    owner.post(f"/api/posts/{post['id']}/schedule", {"local": "2026-03-05T10:00", "zone": "UTC"})
    done = owner.post("/api/media/removal", {"ids": [first, needed, third, third]}).get_json()
    assert (done["removed"], [one["name"] for one in done["kept"]]) == ([first, third], ["needed.png"])
    assert [one["id"] for one in owner.get("/api/media").get_json()["media"]] == [needed]
    again = owner.post("/api/media/removal", {"ids": [first, needed]}).get_json()
    assert (again["removed"], len(again["kept"])) == ([first], 1)


def test_another_workspaces_files_are_not_there_for_either(owner: Browser, neighbour: Browser) -> None:
    [theirs] = uploaded(neighbour, "theirs.png")
    problem(owner.post("/api/media/tags", {"ids": [theirs], "add": ["mine"]}), 404, "not_found")
    owner.post("/api/media/removal", {"ids": [theirs]})
    assert tags(neighbour, theirs) == []


def test_nothing_or_too_much_at_once_is_refused(owner: Browser) -> None:
    for ids in ([], ["media_x"] * 201, "all"):
        problem(owner.post("/api/media/removal", {"ids": ids}), 422, "validation_failed")
        problem(owner.post("/api/media/tags", {"ids": ids}), 422, "validation_failed")
