"""What the control API knows about a house: which keys it accepts."""

from typing import Any

from flask import Blueprint, Response, jsonify
from werkzeug.exceptions import BadRequest

from velocitypost.sandbox.control import API, body
from velocitypost.sandbox.services.models import keys
from velocitypost.sandbox.services.models.house import House
from velocitypost.sandbox.state import Sandbox


def blueprint(sandbox: Sandbox, house: House) -> Blueprint:
    """/control/api/<house>/keys"""
    control = Blueprint(f"{house.key}_control", __name__)
    views = _Control(sandbox, house)
    control.post(f"{API}/{house.key}/keys")(views.add)
    control.delete(f"{API}/{house.key}/keys")(views.revoke)
    return control


class _Control:
    def __init__(self, sandbox: Sandbox, house: House) -> None:
        self._sandbox = sandbox
        self._house = house

    def add(self) -> tuple[Response, int]:
        key = _key(body())
        keys.add(self._sandbox, self._house.key, key)
        return jsonify(key=key), 201

    def revoke(self) -> Response:
        key = _key(body())
        keys.revoke(self._sandbox, self._house.key, key)
        return jsonify(key=key)


def _key(given: dict[str, Any]) -> str:
    key = given.get("key")
    if not isinstance(key, str) or not key:
        raise BadRequest("key must be a text.")
    return key
