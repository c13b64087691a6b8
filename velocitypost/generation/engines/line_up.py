"""The engines of an installation, from its settings: which there are, in which order, with which keys."""

from __future__ import annotations

from dataclasses import dataclass

from velocitypost.core.clock import Clock
from velocitypost.core.http import Outbound
from velocitypost.generation.engines.chat import ChatEngine
from velocitypost.generation.engines.pictures import PictureEngine
from velocitypost.generation.engines.services import (
    GROQ,
    LOCAL,
    MISTRAL,
    OPENAI,
    PICTURE_MODEL,
    Service,
)
from velocitypost.settings import Settings


@dataclass(frozen=True)
class LineUp:
    """`keys` are the installation's own, by engine; a server of one's own that needs none has an empty one."""

    engines: tuple[ChatEngine, ...]
    pictures: PictureEngine
    keys: dict[str, str]


def line_up(settings: Settings, outbound: Outbound, clock: Clock) -> LineUp:
    """As `AI_ENGINES` orders them; a server of one's own only where `LOCAL_AI_URL` says where it is."""
    models = {"mistral": settings.mistral_model, "groq": settings.groq_model, "openai": settings.openai_model}

    def engine(service: Service) -> ChatEngine:
        url = settings.outside_url(service.url_variable, service.api_url)
        return ChatEngine(service, url, models[service.key] or service.default_model, outbound, clock)

    there = {service.key: engine(service) for service in (MISTRAL, GROQ, OPENAI)}
    if settings.local_ai_url:
        model = settings.local_ai_model or LOCAL.default_model
        there["local"] = ChatEngine(LOCAL, settings.local_ai_url, model, outbound, clock, settings.local_ai_json)
    given = {
        "mistral": settings.mistral_api_key,
        "groq": settings.groq_api_key,
        "openai": settings.openai_api_key,
    }
    keys = {key: secret.get_secret_value() for key, secret in given.items() if secret.get_secret_value()}
    if "local" in there:
        keys["local"] = settings.local_ai_key.get_secret_value()
    return LineUp(
        engines=tuple(there[key] for key in settings.ai_engines if key in there),
        pictures=PictureEngine(there["openai"], settings.openai_image_model or PICTURE_MODEL, outbound),
        keys=keys,
    )
