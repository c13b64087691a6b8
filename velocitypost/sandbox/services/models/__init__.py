"""The twins of three services whose language models write: one protocol, three houses with words of their own.

https://docs.mistral.ai/api · https://console.groq.com/docs/api-reference · https://platform.openai.com/docs/api-reference
"""

from collections.abc import Callable, Sequence

from flask import Blueprint

from velocitypost.sandbox.service import Service
from velocitypost.sandbox.services.models.api import blueprint as api
from velocitypost.sandbox.services.models.control import blueprint as control
from velocitypost.sandbox.services.models.groq import GROQ
from velocitypost.sandbox.services.models.house import House
from velocitypost.sandbox.services.models.keys import SCHEMA, begin
from velocitypost.sandbox.services.models.mistral import MISTRAL
from velocitypost.sandbox.services.models.openai import OPENAI
from velocitypost.sandbox.state import Sandbox


def _service(house: House) -> Service:
    return Service(
        key=house.key,
        name=house.name,
        host=house.host,
        schema=SCHEMA,
        blueprints=_blueprints(house),
        operations=tuple(f"{method} {path}" for method, path in house.operations),
        begin=lambda sandbox: begin(sandbox, house.key),
        kinds=(),
    )


def _blueprints(house: House) -> Callable[[Sandbox], Sequence[Blueprint]]:
    def made(sandbox: Sandbox) -> Sequence[Blueprint]:
        return [api(sandbox, house), control(sandbox, house)]

    return made


SERVICES: tuple[Service, ...] = tuple(_service(house) for house in (MISTRAL, GROQ, OPENAI))
