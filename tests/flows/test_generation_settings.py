"""What a workspace decides about its texts: keys, budget, domains, voice, words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.generating import COMPLETE, KEY, REQUEST, asked
from tests.sandboxed import Sandbox
from velocitypost.wiring import Product

SAMPLES = [
    f"{opening} We baked {number} loaves before the street woke up, and sold the last one at noon. Come early!"
    for number, opening in enumerate(["Morning!", "Hello again.", "So.", "Right then.", "Well!"] * 4, start=20)
]


@pytest.fixture
def variables(variables: dict[str, str], sandbox: Sandbox) -> dict[str, str]:
    return {**variables, "SANDBOX_URL": sandbox.url}


@pytest.fixture
def pro(new_browser: Callable[[], Browser]) -> Browser:
    browser = new_browser()
    assert browser.register(plan_type="pro").status_code == 201
    return browser


def set_key(browser: Browser, key: str, engine: str = "mistral") -> Any:
    return browser.ask("PUT", f"/api/ai/engines/{engine}/key", json={"key": key})


def generate(browser: Browser, **more: Any) -> dict[str, Any]:
    answer = browser.post("/api/ai/generate-content", {**REQUEST, "platforms": ["x"], **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def engine_of(answer: dict[str, Any]) -> str:
    return str(answer["generated_content"]["x"]["engine"])


# ---- keys


def test_a_key_of_ones_own_is_checked_used_and_never_shown(owner: Browser, neighbour: Browser) -> None:
    answer = set_key(owner, KEY)
    shown = answer.get_json()["engine"]
    assert (shown["key_source"], shown["key_checked"]) == ("workspace", True)
    assert KEY not in answer.text + owner.get("/api/ai/engines").text
    assert owner.get("/api/ai/engines").get_json()["writes_with"] == "mistral"
    assert engine_of(generate(owner)) == "mistral"
    assert engine_of(generate(neighbour)) == "composer", "it is nobody else's"


def test_a_key_that_the_service_refuses_is_refused_here(owner: Browser) -> None:
    refused = problem(set_key(owner, "sk-wrong"), 422, "validation_failed")
    assert "Mistral does not accept the key" in refused["detail"]
    assert faulty_fields(refused) == {"key"}
    assert owner.get("/api/ai/engines").get_json()["writes_with"] == "composer"


def test_a_key_that_cannot_be_checked_is_kept_and_marked(owner: Browser, sandbox: Sandbox) -> None:
    sandbox.fault("GET */models", "server_error_before", service="mistral")
    assert set_key(owner, KEY).get_json()["engine"]["key_checked"] is False


def test_a_key_can_be_replaced_and_removed(owner: Browser) -> None:
    for _ in range(2):
        assert set_key(owner, KEY, "groq").status_code == 200
    assert engine_of(generate(owner)) == "groq"
    for _ in range(2):
        assert owner.delete("/api/ai/engines/groq/key").status_code == 204
    assert engine_of(generate(owner)) == "composer"


def test_there_is_no_key_for_an_engine_that_is_not_there(owner: Browser) -> None:
    problem(set_key(owner, KEY, "nobody"), 404, "not_found")
    problem(owner.delete("/api/ai/engines/nobody/key"), 404, "not_found")


# ---- usage and budget


def test_what_was_taken_adds_up(owner: Browser) -> None:
    set_key(owner, KEY)
    for _ in range(3):
        generate(owner)
    usage = owner.get("/api/ai/usage").get_json()["usage"]
    calls = owner.get("/api/ai/calls").get_json()["calls"]
    assert [call["outcome"] for call in calls] == ["ok"] * 3
    assert {call["own_key"] for call in calls} == {True}
    assert usage["tokens"] == sum(call["tokens_in"] + call["tokens_out"] for call in calls)
    assert usage["cost_usd"] == pytest.approx(sum(call["cost_usd"] for call in calls))
    assert usage["engines"]["mistral"]["calls"] == 3
    for call in calls:
        exact = (call["tokens_in"] * 0.15 + call["tokens_out"] * 0.60) / 1_000_000
        assert call["cost_usd"] == pytest.approx(exact, abs=2e-6)


def test_a_failure_is_written_down_too(owner: Browser, sandbox: Sandbox) -> None:
    set_key(owner, KEY)
    sandbox.fault(COMPLETE, "server_error_before", service="mistral")
    generate(owner)
    (call,) = owner.get("/api/ai/calls").get_json()["calls"]
    assert (call["outcome"], call["cost_usd"]) == ("down", 0)
    assert owner.get("/api/ai/usage").get_json()["usage"]["engines"]["mistral"]["failures"] == 1


def test_a_budget_that_is_used_up_ends_models_and_not_writing(owner: Browser, sandbox: Sandbox) -> None:
    set_key(owner, KEY)
    changed = owner.patch("/api/ai/preferences", {"version": 0, "budget_usd_month": 0.0004})
    assert changed.get_json()["preferences"]["budget_usd_month"] == 0.0004
    answers = [generate(owner) for _ in range(8)]
    engines = [engine_of(answer) for answer in answers]
    assert engines[0] == "mistral"
    assert engines[-1] == "composer"
    assert "budget of $0.0004 is used up" in answers[-1]["notices"][0]
    assert owner.get("/api/ai/usage").get_json()["usage"]["cost_usd"] <= 0.0004
    assert len(asked(sandbox)) == engines.count("mistral")


def test_another_month_has_its_own_page(owner: Browser) -> None:
    assert owner.get("/api/ai/usage?month=2025-12").get_json()["usage"]["tokens"] == 0
    problem(owner.get("/api/ai/usage?month=2025-13"), 422, "validation_failed")


# ---- preferences


def test_choices_are_kept_and_those_not_given_stay(owner: Browser) -> None:
    first = owner.patch("/api/ai/preferences", {"version": 0, "never": ["cheap ", "cheap", ""], "partners": ["ACME"]})
    assert first.get_json()["preferences"]["never"] == ["cheap"]
    second = owner.patch("/api/ai/preferences", {"version": 1, "hold_back_unsupported": True, "budget_tokens_month": 9})
    shown = second.get_json()["preferences"]
    assert (shown["partners"], shown["budget_tokens_month"], shown["version"]) == (["ACME"], 9, 2)
    third = owner.patch("/api/ai/preferences", {"version": 2, "budget_tokens_month": None})
    assert third.get_json()["preferences"]["budget_tokens_month"] is None
    assert owner.get("/api/ai/preferences").get_json() == third.get_json()


def test_choices_that_were_changed_meanwhile_are_not_overwritten(owner: Browser) -> None:
    owner.patch("/api/ai/preferences", {"version": 0, "never": ["one"]})
    problem(owner.patch("/api/ai/preferences", {"version": 0, "never": ["two"]}), 409, "conflict")


def test_choices_that_cannot_be_kept_are_said_at_their_field(owner: Browser) -> None:
    for more, field in (({"never": ["x" * 81]}, "never"), ({"budget_usd_month": -1}, "budget_usd_month")):
        answer = owner.patch("/api/ai/preferences", {"version": 0, **more})
        assert faulty_fields(problem(answer, 422, "validation_failed")) == {field}


# ---- domains


def test_the_domains_say_which_of_them_the_plan_has(owner: Browser, pro: Browser) -> None:
    free = {one["id"]: one for one in owner.get("/api/ai/domains").get_json()["domains"]}
    assert {key for key, one in free.items() if one["available"]} == {"memes", "tech"}
    assert free["tech"]["engagement_rate"] == "Medium (4-8%)", "as the document has it"
    assert all(one["available"] for one in pro.get("/api/ai/domains").get_json()["domains"])


def test_a_domain_of_ones_own_can_be_made_used_changed_and_removed(pro: Browser) -> None:
    made = pro.post("/api/ai/domains", {"name": "Beekeeping", "audience": "People with a garden", "hashtags": ["Bees"]})
    assert made.status_code == 201, made.text
    domain = made.get_json()["domain"]
    assert (domain["custom"], domain["available"]) == (True, True)
    generate(pro, domain=domain["id"])
    changed = pro.patch(f"/api/ai/domains/{domain['id']}", {"name": "Bees", "tone": "Dry"})
    assert changed.get_json()["domain"]["name"] == "Bees"
    assert pro.delete(f"/api/ai/domains/{domain['id']}").status_code == 204
    problem(pro.delete(f"/api/ai/domains/{domain['id']}"), 404, "not_found")
    problem(pro.post("/api/ai/generate-content", {**REQUEST, "domain": domain["id"]}), 422, "validation_failed")


def test_domains_of_ones_own_are_part_of_the_pro_plan(owner: Browser) -> None:
    problem(owner.post("/api/ai/domains", {"name": "Beekeeping"}), 402, "pro_required")


def test_a_domain_without_a_name_is_said_at_its_field(pro: Browser) -> None:
    assert faulty_fields(problem(pro.post("/api/ai/domains", {"name": " "}), 422, "validation_failed")) == {"name"}


# ---- voice


def test_a_voice_is_learned_from_samples_and_each_draft_says_how_near_it_is(owner: Browser) -> None:
    assert owner.get("/api/ai/voice").get_json() == {"voice": None}
    assert generate(owner)["generated_content"]["x"]["nearness"] is None
    learned = owner.post("/api/ai/voice", {"samples": SAMPLES})
    assert learned.status_code == 200, learned.text
    assert learned.get_json()["voice"]["source"] == "samples"
    assert owner.get("/api/ai/voice").get_json() == learned.get_json()
    assert 0 <= generate(owner)["generated_content"]["x"]["nearness"] <= 1
    assert owner.delete("/api/ai/voice").status_code == 204
    assert generate(owner)["generated_content"]["x"]["nearness"] is None


def test_a_voice_is_learned_from_ones_own_posts_where_no_samples_are_given(owner: Browser, product: Product) -> None:
    refused = problem(owner.post("/api/ai/voice", {}), 422, "validation_failed")
    assert faulty_fields(refused) == {"samples"}
    for text in SAMPLES:
        assert owner.post("/api/posts", {"text": text}).status_code == 201
    learned = owner.post("/api/ai/voice", {}).get_json()["voice"]
    assert (learned["source"], learned["samples"]) == ("posts", len(SAMPLES))
