"""What holds for every request: problems, limits, headers, description, and the pages of the interface."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask_openapi.openapi import OpenAPI

from tests.flows.browser import Browser, faulty_fields, problem
from tests.flows.endpoints import all_endpoints
from velocitypost.web.app import create_app
from velocitypost.web.problems import KINDS
from velocitypost.wiring import Product

JSON_TYPE = {"Content-Type": "application/json"}
LOGIN = "/api/auth/login"
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"email": "a@example.com",}',
        b'{"email": NaN}',
        b"[" * 100_000,
        b"\xff\xfe\x00",
        b'{"email": ' + b"9" * 5000 + b"}",
        b"[]",
        b'"{}"',
        b"null",
    ],
)
def test_a_body_that_is_no_json_object_is_told_so(stranger: Browser, body: bytes) -> None:
    problem(stranger.post(LOGIN, data=body, headers=JSON_TYPE), 400, "bad_json")


def test_another_kind_of_content_is_not_taken(stranger: Browser) -> None:
    problem(stranger.post(LOGIN, data={"email": "a"}), 415, "unsupported_media_type")


def test_a_body_over_the_limit_is_not_read(stranger: Browser) -> None:
    body = json.dumps({"email": "a" * 1024 * 1024, "password": "x"}).encode()
    problem(stranger.post(LOGIN, data=body, headers=JSON_TYPE), 413, "payload_too_large")


def test_members_that_nobody_knows_are_refused(stranger: Browser) -> None:
    body = problem(stranger.post(LOGIN, {"email": "a", "password": "b", "admin": True}), 422, "validation_failed")
    assert faulty_fields(body) == {"admin"}


def test_lone_surrogates_are_no_text(stranger: Browser) -> None:
    answer = stranger.post(LOGIN, data=b'{"email": "\\ud800", "password": "x"}', headers=JSON_TYPE)
    assert faulty_fields(problem(answer, 422, "validation_failed")) == {"email"}


def test_content_where_none_is_taken_is_refused(owner: Browser) -> None:
    problem(owner.post("/api/auth/logout", {"everywhere": True}), 422, "validation_failed")


def test_a_wrong_method_and_an_unknown_address_are_problems_too(stranger: Browser) -> None:
    for method in ("GET", "PUT", "DELETE"):
        answer = stranger.ask(method, LOGIN)
        problem(answer, 405, "method_not_allowed")
        assert set(answer.headers["Allow"].split(", ")) == {"POST", "OPTIONS"}
    problem(stranger.get("/api/nothing"), 404, "not_found")
    for path in ("/api", "/api/", "/assets/gone.js", "/media/nobody/knows"):
        problem(stranger.get(path), 404, "not_found")


def test_a_fault_of_ours_says_so_and_gives_a_reference_that_is_in_the_log(
    product: Product, owner: Browser, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_viewer: object) -> None:
        raise RuntimeError("the inside of the machine")

    monkeypatch.setattr(product.accounts, "profile", broken)
    body = problem(owner.get("/api/auth/me"), 500, "internal_error")
    assert body["reference"] in body["detail"]
    assert "inside of the machine" not in json.dumps(body)
    out, err = capsys.readouterr()
    assert body["reference"] in out + err


def test_a_database_that_is_away_is_told_as_such(
    variables: dict[str, str], product: Product, owner: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pymongo.errors import ServerSelectionTimeoutError

    def away(*_: object, **__: object) -> None:
        raise ServerSelectionTimeoutError("127.0.0.1:1: refused")

    monkeypatch.setattr(product.accounts._users._rows, "find_one", away)
    body = problem(owner.get("/api/auth/me"), 503, "unavailable")
    assert "127.0.0.1" not in body["detail"]


@pytest.mark.parametrize("path", ["/", "/api/meta", "/api/nothing", "/health", "/calendar"])
def test_every_answer_tells_the_browser_to_be_careful(stranger: Browser, path: str) -> None:
    headers = stranger.get(path).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_answers_of_the_api_are_kept_nowhere(owner: Browser) -> None:
    assert owner.get("/api/auth/me").headers["Cache-Control"] == "no-store"


def test_meta_tells_what_this_installation_is(stranger: Browser) -> None:
    meta = stranger.get("/api/meta").get_json()
    assert (meta["name"], meta["mode"], meta["min_password"]) == ("VelocityPost", "sandbox", 8)
    plans = {plan["key"]: plan for plan in meta["plans"]}
    assert list(plans) == ["free", "pro", "agency"]
    assert (plans["free"]["max_platforms"], plans["free"]["max_posts_per_day"]) == (2, 2)
    assert (plans["pro"]["price_usd_month"], plans["pro"]["max_posts_per_day"]) == (29, 10)
    assert (plans["agency"]["price_usd_month"], plans["agency"]["max_platforms"]) == (99, -1)


def test_the_process_is_alive_and_ready(stranger: Browser) -> None:
    assert stranger.get("/health").get_json() == {"status": "ok"}
    assert stranger.get("/ready").get_json()["database"] == "ok"


def test_without_redis_the_process_is_alive_but_not_ready(
    variables: dict[str, str], request: pytest.FixtureRequest
) -> None:
    variables["REDIS_URL"] = "redis://127.0.0.1:1"
    browser: Browser = request.getfixturevalue("stranger")
    assert browser.get("/health").status_code == 200
    problem(browser.get("/ready"), 503, "unavailable")


def test_an_address_is_believed_from_as_many_proxies_as_there_are(
    variables: dict[str, str], request: pytest.FixtureRequest
) -> None:
    variables["TRUSTED_PROXIES"] = "1"
    browser: Browser = request.getfixturevalue("stranger")
    for number in range(11):
        headers = {"X-Forwarded-For": f"1.1.1.1, 198.51.100.{number}"}
        body = {"email": "ada@example.com", "password": "x"}
        problem(browser.post(LOGIN, body, headers=headers), 401, "wrong_credentials")


def test_without_a_proxy_nobody_chooses_an_address_for_themselves(stranger: Browser) -> None:
    codes = []
    for number in range(11):
        headers = {"X-Forwarded-For": f"198.51.100.{number}"}
        answer = stranger.post(LOGIN, {"email": "ada@example.com", "password": "x"}, headers=headers)
        codes.append(answer.status_code)
    assert codes == [401] * 10 + [429]


def test_every_operation_is_described_in_full(app: OpenAPI) -> None:
    document: dict[str, Any] = app.test_client().get("/api/openapi.json").get_json()
    assert document["openapi"] == "3.1.0"
    endpoints = all_endpoints(app)
    assert len({endpoint.id for endpoint in endpoints}) == len(endpoints)
    for endpoint in endpoints:
        assert "_" not in endpoint.id, f"{endpoint.id} was not given an operation_id"
        assert endpoint.operation["summary"]
        answers = endpoint.operation["responses"]
        assert any(status.startswith("2") for status in answers), endpoint.id
        assert "500" in answers
        assert ("401" in answers) or endpoint.is_public
        assert ("422" in answers) or not endpoint.operation.get("requestBody")
        for status, answer in answers.items():
            if status >= "400":
                assert answer["content"]["application/problem+json"]["schema"] == {
                    "$ref": "#/components/schemas/Problem"
                }


def test_every_reference_in_the_description_leads_somewhere(app: OpenAPI) -> None:
    document = app.test_client().get("/api/openapi.json").get_json()
    references = set(_references(document))
    assert len(references) > 10
    assert {name.rpartition("/")[2] for name in references} <= document["components"]["schemas"].keys()


def test_the_description_can_be_read_as_a_page_without_scripts(stranger: Browser, app: OpenAPI) -> None:
    answer = stranger.get("/api/docs")
    assert answer.mimetype == "text/html"
    for endpoint in all_endpoints(app):
        assert f'id="{endpoint.id}"' in answer.text
    assert "<script" not in answer.text
    assert "http://" not in answer.text
    assert stranger.get("/api/docs/style.css").mimetype == "text/css"


def test_two_applications_in_one_process_describe_the_same(product: Product, app: OpenAPI) -> None:
    first = app.test_client().get("/api/openapi.json").get_json()
    assert create_app(product).test_client().get("/api/openapi.json").get_json() == first


def test_every_code_has_a_status_and_a_title() -> None:
    assert all(400 <= kind.status < 600 and kind.title for kind in KINDS.values())


@pytest.fixture
def visitor(product: Product, tmp_path: Path) -> Browser:
    """A browser at an installation whose interface is built."""
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<!doctype html><title>The interface</title>")
    (dist / "assets" / "index-abc123.js").write_text("console.log(1)" * 100)
    (dist / "assets" / "index-abc123.js.br").write_bytes(b"brotli")
    (dist / "pages.json").write_text('["/", "/calendar", "/compose/:postId?", "/auth/callback/:platform", "/media"]')
    (dist / "favicon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return Browser(create_app(product, dist=dist))


def test_every_page_of_the_interface_gets_its_index_and_never_an_old_one(visitor: Browser) -> None:
    for path in ("/", "/calendar", "/compose", "/compose/post_1", "/media", "/calendar/?day=2026-03-02"):
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert "The interface" in answer.text
        assert answer.headers["Cache-Control"] == "no-cache"


def test_an_address_that_no_page_has_is_told_so_by_the_interface_and_by_its_status(visitor: Browser) -> None:
    for path in ("/calender", "/compose/post_1/more", "/wp-login.php", "/auth/callback", "/calendar/2026"):
        answer = visitor.get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-cache")
        assert "The interface" in answer.text


def test_an_older_name_of_a_platform_leads_back_to_the_platform(visitor: Browser) -> None:
    answer = visitor.get("/auth/callback/twitter?state=a%2Bb&error=access_denied")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/auth/callback/x?state=a%2Bb&error=access_denied",
    )
    assert visitor.get("/auth/callback/x?state=1").status_code == 200
    assert visitor.get("/auth/callback/nobody?state=1").status_code == 200


def test_the_interfaces_own_files_hold_the_icon_that_old_programs_ask_for(product: Product) -> None:
    answer = Browser(create_app(product, dist=ROOT / "frontend" / "public")).get("/favicon.ico")
    assert answer.status_code == 200
    assert answer.data.startswith(b"\0\0\1\0")


def test_files_with_a_hash_in_their_name_are_kept_for_ever(visitor: Browser) -> None:
    answer = visitor.get("/assets/index-abc123.js")
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    compressed = visitor.get("/assets/index-abc123.js", headers={"Accept-Encoding": "br"})
    assert compressed.headers["Content-Encoding"] == "br"
    assert "immutable" not in visitor.get("/favicon.svg").headers["Cache-Control"]


def test_where_the_interface_is_not_built_a_page_says_what_to_do(product: Product, tmp_path: Path) -> None:
    answer = Browser(create_app(product, dist=tmp_path / "none")).get("/calendar")
    assert answer.status_code == 503
    assert "not built" in answer.text


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [found for part in node.values() for found in _references(part)]
    if isinstance(node, list):
        return [found for part in node for found in _references(part)]
    return []
