"""A service that does not exist, made of the kit alone, for looking at each of its pieces."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, Response, g, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from velocitypost.sandbox.accounts import Account, account_id
from velocitypost.sandbox.app import create_app
from velocitypost.sandbox.social.answers import Answers, answer
from velocitypost.sandbox.social.consent import Consent
from velocitypost.sandbox.social.control import Control
from velocitypost.sandbox.social.crowd import CrowdRules
from velocitypost.sandbox.social.feed import Draft
from velocitypost.sandbox.social.fetching import CannotFetch, fetched
from velocitypost.sandbox.social.guard import Guard, Limit
from velocitypost.sandbox.social.ids import digits
from velocitypost.sandbox.social.kit import Kit, Twin
from velocitypost.sandbox.social.look import Look, Tally
from velocitypost.sandbox.social.oauth import OAuthRules, TokenEndpoint
from velocitypost.sandbox.social.pages import Pages
from velocitypost.sandbox.social.uploads import OutOfPlace, body_of_any_size
from velocitypost.sandbox.state import Sandbox

SCOPES = {"posts:read": "See your posts", "posts:write": "Post for you"}
BACK = "http://127.0.0.1:3000/auth/callback/toy"
ID, SECRET = "velocitypost-sandbox", "velocitypost-sandbox-secret"
RULES = OAuthRules(
    authorize="/www.toy.example/oauth/authorize",
    token="/api.toy.example/oauth/token",
    revoke="/api.toy.example/oauth/revoke",
    scopes=SCOPES,
    separators=",",
    refresh="rotating",
    refresh_life_s=86_400,
)
LOOK = Look(
    key="toy",
    name="Toy",
    colour="#c2185b",
    profile="/www.toy.example/{handle}",
    post="/www.toy.example/{handle}/p/{id}",
    media="/cdn.toy.example/{name}",
    place="/www.toy.example/shelf/{place}",
    place_word="shelf",
    tallies=(Tally("views", "view", "view", "views"), Tally("likes", "like", "like", "likes")),
)
CROWD = CrowdRules(seen={"views": 1.0}, acts={"likes": (0.01, 0.06), "votes": (0.1, 0.2)})


class ToyAnswers(Answers):
    def say(self, status: int, code: str, words: str) -> Response:
        return answer({"code": code, "words": words}, status)


class Toy:
    """The service and everything that a test does with it."""

    def __init__(self, folder: Path, rules: OAuthRules = RULES, look: Look = LOOK) -> None:
        self.rules = rules
        self.twin = Twin(
            look=look,
            new_id=digits(12),
            crowd=CROWD,
            blueprints=self._blueprints,
            host="www.toy.example",
            kinds=("owner", "page"),
            more=lambda: [Account("toy", account_id("toy", "thepage"), "thepage", "The Page", kind="page")],
        )
        app, self.sandbox = create_app(folder, [self.twin.service()])
        self.kit: Kit = self.twin.kit(self.sandbox)
        self.client: FlaskClient = app.test_client()

    def _blueprints(self, kit: Kit) -> list[Blueprint]:
        answers = ToyAnswers(kit.sandbox)
        guard = Guard(kit.sandbox, kit.tokens, answers, _needs, _limits)
        api = guard.blueprint("api")

        @api.post("/api.toy.example/posts")
        def create_post() -> Response:
            body = request.get_json()
            above = kit.feed.find(body["reply_to"]) if "reply_to" in body else None
            uploads = [kit.uploads.find(one) for one in body.get("media", [])]
            draft = Draft(
                g.account.id,
                body["text"],
                kind="comment" if above else "post",
                title=body.get("title"),
                place=body.get("place"),
                options=body.get("options", {}),
                media=[one.attached() for one in uploads if one],
                reply_to=above,
                once=body.get("once"),
                sameness=body.get("sameness"),
                app=g.app,
            )
            post = kit.keep(draft, once_for_s=60, same_for_s=60)
            return answer({"id": post.id}, 201)

        @api.put("/api.toy.example/files/<int:start>")
        def put_piece(start: int) -> Response:
            upload = kit.uploads.find("one") or kit.uploads.begin(g.account.id, upload_id="one", life_s=600)
            try:
                here = kit.uploads.append(upload, body_of_any_size(), at=start)
            except OutOfPlace as place:
                return answer({"received": place.received}, 409)
            return answer({"received": here})

        @api.post("/api.toy.example/fetch")
        def fetch() -> Response:
            try:
                with fetched(request.get_json()["url"]) as stream:
                    upload = kit.uploads.take(g.account.id, stream, most=1_000_000)
            except CannotFetch as reason:
                raise answers.problem(400, "cannot_fetch", str(reason)) from None
            return answer({"id": upload.id, "mime": upload.mime, "broken": upload.broken})

        def mint(account: Account, scopes: tuple[str, ...], app: str) -> dict[str, Any]:
            return {"access_token": kit.tokens.issue(account.id, scopes, app=app, life_s=3_600)}

        return [
            Consent(kit.sandbox, kit.look, self.rules).blueprint(),
            TokenEndpoint(kit.sandbox, "toy", self.rules).blueprint(answers),
            api,
            Pages(kit).blueprint(),
            Control(kit.sandbox, kit.feed, mint, usual=tuple(SCOPES), known=frozenset(SCOPES)).blueprint(),
        ]

    # ---- signing in

    def ask(self, **changes: str) -> dict[str, str]:
        usual = {"response_type": "code", "client_id": ID, "redirect_uri": BACK, "state": "a-state"}
        return {**usual, "scope": "posts:read,posts:write", **changes}

    def decide(self, decision: str = "authorize", **changes: Any) -> dict[str, str]:
        """Press a button on the consent page; what the app gets in its redirect."""
        fields = {"account": "mapleandrye", "decision": decision, **self.ask(), **changes}
        done = self.client.post(self.rules.authorize, data=fields)
        assert done.status_code == 302, done.text
        query = urlsplit(done.headers["location"]).query
        return {name: values[0] for name, values in parse_qs(query).items()}

    def token(self, fields: dict[str, str], *, basic: bool = True) -> TestResponse:
        proof = base64.b64encode(f"{ID}:{SECRET}".encode()).decode()
        headers = {"authorization": f"Basic {proof}"} if basic else {}
        return self.client.post(self.rules.token, data=fields, headers=headers)

    def exchange(self, code: str, **more: str) -> TestResponse:
        return self.token({"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, **more})

    def signed_in(self) -> dict[str, Any]:
        answered = self.exchange(self.decide()["code"])
        assert answered.status_code == 200, answered.text
        return dict(answered.json or {})

    # ---- calling

    def call(self, method: str, path: str, token: str = "", **options: Any) -> TestResponse:
        token = token or self.minted()
        headers = {"authorization": f"Bearer {token}"}
        return self.client.open(f"/api.toy.example{path}", method=method, headers=headers, buffered=True, **options)

    def minted(self, account: str = "mapleandrye") -> str:
        body = {"account": account}
        return str((self.client.post("/control/api/toy/tokens", json=body).json or {})["access_token"])

    def posted(self, text: str, **body: Any) -> str:
        answered = self.call("POST", "/posts", json={"text": text, **body})
        assert answered.status_code == 201, answered.text
        return str((answered.json or {})["id"])

    def posts(self) -> list[dict[str, Any]]:
        return list((self.client.get("/control/api/toy/posts").json or {})["posts"])

    def page(self, path: str) -> str:
        return self.client.get(path).text


Make = Callable[..., Toy]


def with_rules(**changes: Any) -> OAuthRules:
    return replace(RULES, **changes)


def _needs(operation: str) -> frozenset[str]:
    return frozenset({"posts:write"})


def _limits(operation: str) -> tuple[Limit, ...]:
    return (Limit(1_000, 60, "app", "everything"), Limit(5, 60, cost=2)) if operation.endswith("/fetch") else ()


def stream(data: bytes) -> io.BytesIO:
    return io.BytesIO(data)


def sandbox_of(toy: Toy) -> Sandbox:
    return toy.sandbox
