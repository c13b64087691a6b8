"""The process itself: starting, stopping, surviving, and whom it listens to."""

from __future__ import annotations

import ast
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx2
import pytest

from tests.sandbox.caller import XCaller, picture
from tests.sandboxed import Sandbox, free_port, start_sandbox

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]


def run(*options: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "velocitypost.sandbox", "--data", str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, cwd=ROOT, check=False)


def test_it_listens_to_loopback_only(tmp_path: Path) -> None:
    ended = run("--host", "0.0.0.0", "--port", str(free_port()), folder=tmp_path)
    assert ended.returncode == 1
    assert "loopback only" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_taken_port_is_named(sandbox: Sandbox, tmp_path: Path) -> None:
    ended = run("--port", str(sandbox.port), "--smtp-port", str(free_port()), folder=tmp_path)
    assert ended.returncode == 1
    assert f":{sandbox.port} cannot be used" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_what_was_accepted_survives_a_kill_and_a_stop(tmp_path: Path) -> None:
    with start_sandbox(tmp_path) as sandbox:
        tokens = sandbox.x_tokens()
        headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        with httpx2.Client(headers=headers) as client:
            for i in range(20):
                assert client.post(f"{sandbox.x_api}/2/tweets", json={"text": f"Post {i}"}).status_code == 201
            sandbox.kill()
            sandbox.start()
            sandbox.stop()
            sandbox.start()
            me = client.get(f"{sandbox.x_api}/2/users/me")
        assert me.json()["data"]["username"] == "mapleandrye"
        assert [post["text"] for post in sandbox.x_posts()] == [f"Post {i}" for i in range(20)]


def test_pictures_survive_too(tmp_path: Path) -> None:
    with start_sandbox(tmp_path) as sandbox:
        with XCaller(sandbox) as x:
            media_id = x.uploaded(picture(), "image/png")
            sandbox.kill()
            sandbox.start()
            x.posted("Still here", media={"media_ids": [media_id]})
        name = sandbox.x_posts()[0]["media"][0]["name"]
        assert sandbox.control.get(f"/pbs.twimg.com/media/{name}").content == picture()


def test_it_ends_at_once_even_while_it_holds_requests(tmp_path: Path) -> None:
    sandbox = start_sandbox(tmp_path)
    sandbox.fault("POST /2/tweets", "timeout_after", seconds=600, times=None)
    with XCaller(sandbox) as x:
        lost: list[Exception] = []

        def wait_for_nothing() -> None:
            try:
                x.post("Held")
            except httpx2.TransportError as error:
                lost.append(error)

        waiting = threading.Thread(target=wait_for_nothing)
        waiting.start()
        while not sandbox.x_posts():
            time.sleep(0.01)
        began = time.monotonic()
        sandbox.stop()
        took = time.monotonic() - began
        waiting.join()
    sandbox.control.close()
    assert took < 3
    assert len(lost) == 1


def test_reset_forgets_everything(sandbox: Sandbox, x: XCaller) -> None:
    sandbox.account("newcomer")
    x.posted("Gone soon")
    sandbox.dial(latency_ms=1)
    sandbox.fault("*", "refuse")
    sandbox.reset()
    assert sandbox.x_posts() == []
    assert sandbox.faults() == []
    assert sandbox.control.get("/control/api/dials").json()["latency_ms"] == 0
    handles = [a["handle"] for a in sandbox.control.get("/control/api/accounts").json()["accounts"]]
    assert {"mapleandrye", "adaquist", "northwindhq"} <= set(handles)
    assert "newcomer" not in handles
    assert x.get("/2/users/me").status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/dials", {"audience_speed": 0}),
        ("PATCH", "/dials", {"latency_ms": "much"}),
        ("PATCH", "/dials", {"colour": 1}),
        ("PATCH", "/dials", {"rate_limits": {"x POST /2/tweets": {"user": [0, 1]}}}),
        ("POST", "/clock", {"advance_seconds": -1}),
        ("POST", "/accounts", {"handle": "not a handle"}),
        ("POST", "/accounts", {"handle": "fine", "followers": -1}),
        ("POST", "/x/tokens", {"account": "nobody"}),
        ("POST", "/x/tokens", {"account": "mapleandrye", "scope": "everything"}),
        ("POST", "/x/apps", {"client_id": "a", "redirect_uris": "http://127.0.0.1/"}),
        ("POST", "/faults", []),
    ],
)
def test_the_control_api_explains_what_it_does_not_take(sandbox: Sandbox, method: str, path: str, body: object) -> None:
    answer = sandbox.control.request(method, f"/control/api{path}", json=body)
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_pages_of_other_sites_cannot_press_its_buttons(sandbox: Sandbox) -> None:
    answer = sandbox.control.post("/control/reset", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert sandbox.control.post("/control/reset", headers={"Origin": sandbox.url}).status_code == 303


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_the_sandbox_and_the_product_do_not_know_each_other() -> None:
    package = ROOT / "velocitypost"
    inside = list((package / "sandbox").rglob("*.py"))
    outside = [file for file in package.rglob("*.py") if "sandbox" not in file.relative_to(package).parts]
    for file in inside:
        foreign = {
            n for n in imported(file) if n.startswith("velocitypost") and not n.startswith("velocitypost.sandbox")
        }
        assert not foreign, f"{file} imports {foreign}"
    for file in outside:
        known = {n for n in imported(file) if n.startswith("velocitypost.sandbox")}
        # The command that starts it has to name it.
        assert not known or file.name == "cli.py", f"{file} imports {known}"
