"""Writing posts through the API: without a model, and with the twins of the services that have one."""

from __future__ import annotations

import pytest

from tests.flows.browser import Browser
from tests.sandboxed import Sandbox


@pytest.fixture
def variables(variables: dict[str, str], sandbox: Sandbox) -> dict[str, str]:
    return {
        **variables,
        "SANDBOX_URL": sandbox.url,
        "MISTRAL_API_KEY": "velocitypost-sandbox-key",
        "GROQ_API_KEY": "velocitypost-sandbox-key",
        "OPENAI_API_KEY": "velocitypost-sandbox-key",
    }

def test_smoke(owner: Browser, sandbox: Sandbox) -> None:
    for _ in range(2):
        a = owner.post("/api/ai/generate-content", {"domain": "tech", "platforms": ["twitter"], "custom_prompt": "Create a post about AI automation in 2025", "creativity_level": 80, "include_hashtags": True, "include_emojis": True, "seed": 1})
        import json
        print(json.dumps(a.get_json(), indent=1, ensure_ascii=False))
    print(json.dumps(owner.get("/api/ai/usage").get_json(), indent=1))
    print(json.dumps(owner.get("/api/ai/calls").get_json(), indent=1))
    r = owner.post("/api/ai/generate-content/stream", {"domain": "tech", "platforms": ["twitter"], "custom_prompt": "Create a post about AI automation in 2025"})
    print(r.text)
    print(sandbox.requests(3))
    a = owner.post("/api/ai/variations", {"domain": "tech", "platform": "twitter", "custom_prompt": "Create a post about AI automation in 2025", "earlier": ["x"]})
    print(a.get_json())
    a = owner.post("/api/ai/pictures", {"prompt": "A lighthouse at night"})
    print(a.get_json())
    a = owner.get("/api/ai/engines"); print(a.get_json())
