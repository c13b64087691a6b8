"""The operations of a house: completions, models, pictures."""

import itertools
from typing import Any

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import BadRequest

from velocitypost.sandbox.gate import Gate
from velocitypost.sandbox.services.models import keys, pictures
from velocitypost.sandbox.services.models.answers import answer
from velocitypost.sandbox.services.models.completion import Completion
from velocitypost.sandbox.services.models.crowd import Crowd
from velocitypost.sandbox.services.models.house import House
from velocitypost.sandbox.services.models.shape import Fault
from velocitypost.sandbox.services.models.writer import tokens
from velocitypost.sandbox.state import Sandbox

_USUAL_MOST = 1_024


def blueprint(sandbox: Sandbox, house: House) -> Blueprint:
    """Every operation behind an API key."""
    api = Blueprint(f"{house.key}_api", __name__)
    views = _Api(sandbox, house)
    base = f"/{house.host}{house.base}"
    api.post(f"{base}/chat/completions")(views.complete)
    api.get(f"{base}/models")(views.list_models)
    if house.pictures is not None:
        api.post(f"{base}/images/generations")(views.draw)
    api.route(f"/{house.host}/<path:rest>", methods=["GET", "POST", "PUT", "DELETE", "PATCH"])(views.nowhere)
    views.gate.guard(api)
    return api


class _Api:
    def __init__(self, sandbox: Sandbox, house: House) -> None:
        self._sandbox = sandbox
        self._house = house
        self._crowd = Crowd(sandbox)
        self._numbers = itertools.count(1)
        self.gate = Gate(sandbox, house.key, house.words, self._authenticate)

    def _authenticate(self) -> Response | None:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        key = key.strip() if scheme.lower() == "bearer" else ""
        return None if keys.accepts(self._sandbox, self._house.key, key) else self._house.words.wrong_key(key)

    def nowhere(self, rest: str) -> Response:
        return self._house.words.nowhere(request.method, f"/{rest}")

    def list_models(self) -> Response:
        cards = [self._house.card(name, model) for name, model in self._house.models.items()]
        return answer({"object": "list", "data": cards})

    def complete(self) -> Response:
        words = self._house.words
        body = self._body()
        if isinstance(body, Response):
            return body
        if faults := self._house.chat(body, ()):
            return words.faulty(faults)
        model = self._house.models.get(body["model"])
        if model is None:
            return words.no_such_model(body["model"])
        if (refusal := self._house.further(body, model)) is not None:
            return refusal
        asked = sum(tokens(str(message.get("content") or "")) for message in body["messages"])
        if asked + self._most(body) > model.context:
            return words.too_long(body["model"], model.context, asked)
        if not self._crowd.enter():
            return words.crowded(body["model"])
        fault = self.gate.babbles()
        completion = Completion(self._house, body, (fault.code or "prose") if fault else None, next(self._numbers))
        return self._streamed(completion) if body.get("stream") else self._whole(completion)

    def draw(self) -> Response:
        body = self._body()
        if isinstance(body, Response):
            return body
        words, shape = self._house.words, self._house.pictures
        if shape is None or (faults := shape(body, ())):
            return words.faulty(faults if shape else [])
        if (model := body.get("model") or "dall-e-2") not in self._house.picture_models:
            return words.no_such_model(model)
        if "response_format" in body:
            return words.faulty([Fault(("response_format",), "unknown", body["response_format"], ())])
        if pictures.refuses(body["prompt"]):
            reason = "Your request was rejected by the safety system. If you believe this is an error, contact us."
            return words.refused(400, "moderation_blocked", reason)
        if not self._crowd.enter():
            return words.crowded(model)
        try:
            self._crowd.wait(self._crowd.seconds)
            return answer(pictures.answered(body))
        finally:
            self._crowd.leave()

    def _body(self) -> dict[str, Any] | Response:
        try:
            body = request.get_json()
        except BadRequest:
            return self._house.words.not_json()
        return body if isinstance(body, dict) else self._house.words.not_json()

    def _most(self, body: dict[str, Any]) -> int:
        return next((body[name] for name in self._house.tokens_names if body.get(name)), _USUAL_MOST)

    def _whole(self, completion: Completion) -> Response:
        try:
            self._crowd.wait(self._crowd.seconds)
            if completion.way == "broken":
                raise BrokenPipeError("broken off by a fault of the sandbox")
            return answer(completion.whole())
        finally:
            self._crowd.leave()

    def _streamed(self, completion: Completion) -> Response:
        pieces = completion.pieces(self._crowd)
        next(pieces)
        response = Response(pieces, content_type="text/event-stream; charset=utf-8")
        response.headers["cache-control"] = "no-cache"
        g.fault = g.get("fault") or (f"babble: {completion.way}" if completion.way else None)
        return response
