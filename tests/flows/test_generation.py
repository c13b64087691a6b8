"""A post from a brief: by a model, by the next one, or by none; always one that the platform takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.generating import COMPLETE, KEYS, REQUEST, asked, events
from tests.sandboxed import Sandbox
from velocitypost.generation.desk import refusals
from velocitypost.generation.similarity import likeness
from velocitypost.wiring import Product

BABBLE = ("prose", "fenced", "cut", "half", "shape", "long", "empty", "refusal", "broken")
UNWRITABLE: list[tuple[dict[str, Any], str]] = [
    ({"domain": "gardening"}, "domain"),
    ({"platforms": ["myspace"]}, "platforms"),
    ({"platforms": ["x", "twitter"]}, "platforms"),
    ({"platforms": []}, "platforms"),
    ({"creativity_level": 101}, "creativity_level"),
    ({"custom_prompt": "x" * 8_001}, "custom_prompt"),
    ({"language": "not a tag"}, "language"),
    ({"colour": "red"}, "colour"),
]


@pytest.fixture
def variables(variables: dict[str, str], sandbox: Sandbox) -> dict[str, str]:
    return {**variables, "SANDBOX_URL": sandbox.url, **KEYS}


def content(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    body = answer.get_json()
    assert body["success"] is True
    found: dict[str, Any] = body["generated_content"]
    return found


def test_the_documents_request_gets_the_documents_answer(owner: Browser, sandbox: Sandbox) -> None:
    found = content(owner.post("/api/ai/generate-content", REQUEST))
    assert list(found) == ["instagram", "twitter"], "under the names by which they were asked for"
    for post in found.values():
        assert post["content"]
        assert 1 <= post["performance_prediction"]["score"] <= 100
        assert {"expected_likes", "expected_comments"} <= post["performance_prediction"].keys()
        assert (post["engine"], post["label"]) == ("mistral", "drafted by Mistral")
    assert "expected_retweets" in found["twitter"]["performance_prediction"]
    assert asked(sandbox) == ["mistral"], "one call for both"


def test_what_is_asked_for_and_not_is_heard(owner: Browser) -> None:
    plain = {**REQUEST, "include_hashtags": False, "include_emojis": False, "seed": 1}
    for post in content(owner.post("/api/ai/generate-content", plain)).values():
        assert "#" not in post["content"]
        assert post["content"].isascii() or not any(ord(char) > 0x1F000 for char in post["content"])


def test_the_same_seed_writes_the_same_and_no_seed_something_new(owner: Browser) -> None:
    texts = [
        content(owner.post("/api/ai/generate-content", {**REQUEST, **more}))["twitter"]["content"]
        for more in ({"seed": 5}, {"seed": 5}, {}, {})
    ]
    assert texts[0] == texts[1]
    assert texts[2] != texts[3]


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("rate_limited", {"retry_after": 30}),
        ("server_error_before", {}),
        ("cut_before", {}),
        ("garbage", {}),
        ("refuse", {"status": 401}),
        ("refuse", {"status": 422}),
    ],
)
def test_where_mistral_fails_groq_writes(owner: Browser, sandbox: Sandbox, kind: str, more: dict[str, Any]) -> None:
    sandbox.fault(COMPLETE, kind, service="mistral", times=None, **more)
    found = content(owner.post("/api/ai/generate-content", REQUEST))
    assert {post["engine"] for post in found.values()} == {"groq"}
    assert asked(sandbox) == ["mistral", "groq"]


def test_where_all_fail_it_is_composed_and_says_why(owner: Browser, sandbox: Sandbox) -> None:
    for service in ("mistral", "groq", "openai"):
        sandbox.fault(COMPLETE, "server_error_before", service=service, times=None)
    answer = owner.post("/api/ai/generate-content", REQUEST)
    assert {post["label"] for post in content(answer).values()} == {"drafted without a model"}
    (notice,) = answer.get_json()["notices"]
    assert notice.startswith("Drafted without a model: Mistral has a fault of its own")
    assert "OpenAI" in notice


def test_a_model_that_babbles_once_is_asked_again(owner: Browser, sandbox: Sandbox, product: Product) -> None:
    for way in BABBLE:
        before = len(asked(sandbox))
        sandbox.fault(COMPLETE, "babble", service="mistral", code=way)
        found = content(owner.post("/api/ai/generate-content", {**REQUEST, "seed": 3}))
        assert {post["engine"] for post in found.values()} <= {"mistral", "groq"}, way
        for key, post in found.items():
            platform = product.registry.get(key)
            assert refusals(platform, post["content"], post["options"]) == [], way
        assert len(asked(sandbox)) - before == (1 if way == "fenced" else 2), way


def test_one_that_babbles_all_the_time_is_left_for_the_next(owner: Browser, sandbox: Sandbox) -> None:
    sandbox.fault(COMPLETE, "babble", service="mistral", times=None)
    found = content(owner.post("/api/ai/generate-content", REQUEST))
    assert {post["engine"] for post in found.values()} == {"groq"}
    assert asked(sandbox) == ["mistral", "mistral", "groq"]


def test_tokens_come_as_they_are_written_and_then_what_came_of_them(owner: Browser) -> None:
    answer = owner.post("/api/ai/generate-content/stream", {**REQUEST, "platforms": ["twitter"]})
    assert answer.mimetype == "text/event-stream"
    found = events(answer.text)
    assert found[0] == ("begin", {"engine": "mistral", "platforms": ["twitter"]})
    assert len([kind for kind, _ in found if kind == "text"]) > 3
    kind, suggestion = found[-2]
    assert (kind, suggestion["platform"], suggestion["engine"]) == ("suggestion", "twitter", "mistral")
    grown = "".join(data["text"] for kind, data in found if kind == "text")
    words = grown.split()  # a greeting at its beginning is taken away, and the end may be cut
    assert sum(word in suggestion["content"] for word in words) > len(words) / 2
    assert found[-1] == ("done", {"success": True})


def test_a_stream_that_another_engine_takes_over_begins_anew(owner: Browser, sandbox: Sandbox) -> None:
    sandbox.fault(COMPLETE, "babble", service="mistral", code="broken")
    found = events(owner.post("/api/ai/generate-content/stream", {**REQUEST, "platforms": ["twitter"]}).text)
    assert [data["engine"] for kind, data in found if kind == "begin"] == ["mistral", "groq"]
    assert [kind for kind, _ in found if kind in ("suggestion", "done")] == ["suggestion", "done"]


def test_what_is_refused_before_it_begins_is_a_plain_problem(owner: Browser) -> None:
    problem(owner.post("/api/ai/generate-content/stream", {**REQUEST, "domain": "finance"}), 402, "pro_required")


def test_another_one_differs_in_more_than_words(owner: Browser) -> None:
    first = content(owner.post("/api/ai/generate-content", {**REQUEST, "seed": 9}))["twitter"]["content"]
    texts = [first]
    body = {name: value for name, value in REQUEST.items() if name != "platforms"} | {"platform": "twitter", "seed": 9}
    for _ in range(3):
        answer = owner.post("/api/ai/variations", {**body, "earlier": texts})
        assert answer.status_code == 200, answer.text
        text = answer.get_json()["suggestion"]["content"]
        assert all(likeness(text).varies(likeness(one)) for one in texts)
        texts.append(text)


def test_the_free_plan_has_memes_and_tech_and_says_what_more_there_is(owner: Browser) -> None:
    for domain in ("memes", "tech"):
        content(owner.post("/api/ai/generate-content", {**REQUEST, "domain": domain}))
    refused = problem(owner.post("/api/ai/generate-content", {**REQUEST, "domain": "finance"}), 402, "pro_required")
    assert "Pro plan" in refused["detail"]


def test_the_pro_plan_has_every_domain(new_browser: Callable[[], Browser]) -> None:
    pro = new_browser()
    assert pro.register(plan_type="pro").status_code == 201
    content(pro.post("/api/ai/generate-content", {**REQUEST, "domain": "finance"}))


def test_writing_from_a_document_needs_a_plan_that_has_it(owner: Browser) -> None:
    answer = owner.post("/api/ai/generate-content", {**REQUEST, "uploaded_file_id": "file123"})
    assert "Pro plan" in problem(answer, 402, "pro_required")["detail"]


def test_what_cannot_be_written_is_said_at_its_field(owner: Browser) -> None:
    for more, field in UNWRITABLE:
        refused = problem(owner.post("/api/ai/generate-content", {**REQUEST, **more}), 422, "validation_failed")
        assert faulty_fields(refused) == {field}, more


def test_a_text_for_everywhere_is_taken_everywhere(owner: Browser, product: Product) -> None:
    keys = [platform.spec.key for platform in product.registry]
    found = content(owner.post("/api/ai/generate-content", {**REQUEST, "platforms": keys}))
    assert list(found) == keys
    for key, post in found.items():
        platform = product.registry.get(key)
        assert refusals(platform, post["content"], post["options"]) == []


def test_a_picture_is_drawn_and_kept_with_words_for_those_who_cannot_see_it(owner: Browser, sandbox: Sandbox) -> None:
    answer = owner.post("/api/ai/pictures", {"prompt": "A lighthouse at night, seen from the sea", "shape": "wide"})
    assert answer.status_code == 201, answer.text
    media = answer.get_json()["media"]
    assert (media["width"], media["height"]) == (1536, 1024)
    assert media["alt"] == "A lighthouse at night, seen from the sea"
    assert owner.get(media["url"]).status_code == 200
    (call,) = owner.get("/api/ai/calls").get_json()["calls"]
    assert (call["purpose"], call["outcome"], call["tokens_out"]) == ("picture", "ok", 1056)
    assert call["cost_usd"] == pytest.approx(0.031733, rel=0.01)


def test_a_picture_that_is_not_drawn_says_why(owner: Browser, sandbox: Sandbox) -> None:
    refused = problem(owner.post("/api/ai/pictures", {"prompt": "A nude"}), 422, "validation_failed")
    assert "safety rules" in refused["detail"]
    assert "prompt" in faulty_fields(problem(owner.post("/api/ai/pictures", {"prompt": " "}), 422, "validation_failed"))
    sandbox.fault("POST */images/generations", "server_error_before", service="openai")
    problem(owner.post("/api/ai/pictures", {"prompt": "A lighthouse"}), 502, "engine_failed")
    assert owner.get("/api/media").get_json()["media"] == []
