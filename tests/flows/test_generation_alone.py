"""Without any key the product writes too, and says that no model did."""

from __future__ import annotations

from collections.abc import Callable

from tests.flows.browser import Browser, problem
from tests.flows.generating import REQUEST, events
from velocitypost.generation.desk import refusals
from velocitypost.generation.experts import experts
from velocitypost.generation.similarity import likeness
from velocitypost.wiring import Product


def test_the_documents_request_works_without_any_key(owner: Browser, product: Product) -> None:
    answer = owner.post("/api/ai/generate-content", REQUEST)
    assert answer.status_code == 200, answer.text
    found = answer.get_json()["generated_content"]
    assert list(found) == ["instagram", "twitter"]
    for key, post in found.items():
        assert (post["engine"], post["label"]) == ("composer", "drafted without a model")
        assert refusals(product.registry.get(key), post["content"], post["options"]) == []
    assert answer.get_json()["notices"] == []


def test_it_is_never_shown_as_a_models_work_on_the_way(owner: Browser) -> None:
    found = events(owner.post("/api/ai/generate-content/stream", REQUEST).text)
    assert [kind for kind, _ in found] == ["suggestion", "suggestion", "done"]


def test_nothing_is_charged_and_no_engine_has_a_key(owner: Browser) -> None:
    owner.post("/api/ai/generate-content", REQUEST)
    shown = owner.get("/api/ai/engines").get_json()
    assert shown["writes_with"] == "composer"
    assert [engine["key"] for engine in shown["engines"]] == ["mistral", "groq", "openai"]
    assert {engine["key_source"] for engine in shown["engines"]} == {None}
    assert owner.get("/api/ai/usage").get_json()["usage"]["engines"] == {}


def test_pictures_need_a_key_and_say_so(owner: Browser) -> None:
    assert "OpenAI" in problem(owner.post("/api/ai/pictures", {"prompt": "A lighthouse"}), 409, "no_engine")["detail"]


def test_every_expert_composes_for_every_platform(new_browser: Callable[[], Browser], product: Product) -> None:
    agency = new_browser()
    assert agency.register(plan_type="agency").status_code == 201
    keys = [platform.spec.key for platform in product.registry]
    for expert in experts():
        wish = {**REQUEST, "domain": expert.id, "platforms": keys, "seed": 2}
        answer = agency.post("/api/ai/generate-content", wish)
        assert answer.status_code == 200, answer.text
        for key, post in answer.get_json()["generated_content"].items():
            assert post["content"].strip()
            assert refusals(product.registry.get(key), post["content"], post["options"]) == [], (key, post)


def test_another_one_differs_in_more_than_words_here_too(owner: Browser) -> None:
    wish = {name: value for name, value in REQUEST.items() if name != "platforms"} | {"platform": "linkedin"}
    texts: list[str] = []
    for _ in range(6):
        answer = owner.post("/api/ai/variations", {**wish, "earlier": texts, "seed": 3})
        assert answer.status_code == 200, answer.text
        text = answer.get_json()["suggestion"]["content"]
        assert all(likeness(text).varies(likeness(one)) for one in texts), texts
        texts.append(text)
