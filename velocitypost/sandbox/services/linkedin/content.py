"""What a post holds beside its text: a file, several pictures, an article or a poll.

https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/posts-api#content
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.linkedin import little
from velocitypost.sandbox.services.linkedin.answers import LinkedInAnswers
from velocitypost.sandbox.services.linkedin.media import MediaApi
from velocitypost.sandbox.social.answers import Problem
from velocitypost.sandbox.social.kit import Kit

TITLE, DESCRIPTION, ALT_TEXT = 400, 4_086, 4_086
IMAGES = (2, 20)
QUESTION, ANSWER, ANSWERS = 140, 30, (2, 4)
DURATIONS = {"ONE_DAY": 1, "THREE_DAYS": 3, "SEVEN_DAYS": 7, "FOURTEEN_DAYS": 14}


@dataclass
class Held:
    """Ready to be kept with a post."""

    media: list[dict[str, Any]] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    title: str | None = None


class Content:
    """Reads the member `content`."""

    def __init__(self, kit: Kit, answers: LinkedInAnswers, media: MediaApi) -> None:
        self._kit = kit
        self._answers = answers
        self._media = media

    def read(self, given: Any, author: Account) -> Held:
        """Raises what LinkedIn refuses; nothing given is nothing held."""
        if given is None:
            return Held()
        readers = {"media": self._single, "multiImage": self._several, "article": self._article, "poll": self._poll}
        if not isinstance(given, dict) or len(given) != 1 or next(iter(given)) not in readers:
            raise self._answers.bad_shape([("/content", "is not one of the union's members")])
        [(name, member)] = given.items()
        if not isinstance(member, dict):
            raise self._answers.bad_shape([(f"/content/{name}", "is not a record")])
        return readers[name](member, author)

    def _known(self, path: str, member: dict[str, Any], allowed: set[str], required: set[str]) -> None:
        errors = [(f"{path}/{n}", "unrecognized field found but not allowed") for n in set(member) - allowed]
        errors += [
            (f"{path}/{n}", "field is required but not found and has no default value") for n in required - set(member)
        ]
        if errors:
            raise self._answers.bad_shape(errors)

    def _text(self, member: dict[str, Any], name: str, most: int, path: str) -> str:
        value = member.get(name, "")
        if not isinstance(value, str):
            raise self._answers.bad_shape([(f"{path}/{name}", "is not a string")])
        if little.length(value) > most:
            words = f"{name} exceeded the maximum allowed ({most} characters)"
            raise self._answers.bad_field("FIELD_LENGTH_TOO_LONG", f"{path}/{name}", words)
        return value

    def _single(self, member: dict[str, Any], author: Account) -> Held:
        path = "/content/media"
        self._known(path, member, {"id", "title", "altText"}, {"id"})
        upload = self._media.usable(member["id"], {"image", "video", "document"}, author.id, f"{path}/id")
        title = self._text(member, "title", TITLE, path)
        if upload.data["sort"] == "document" and not title.strip():
            raise self._answers.bad_field("MISSING_FIELD", f"{path}/title", "A document needs a title")
        alt = self._text(member, "altText", ALT_TEXT, path)
        return Held([upload.attached(alt=alt, title=title)])

    def _several(self, member: dict[str, Any], author: Account) -> Held:
        path = "/content/multiImage/images"
        self._known("/content/multiImage", member, {"images", "altText"}, {"images"})
        images = member["images"]
        if not isinstance(images, list) or not IMAGES[0] <= len(images) <= IMAGES[1]:
            words = f"A post of several pictures has {IMAGES[0]} to {IMAGES[1]} of them"
            raise self._answers.bad_field("INVALID_VALUE_FOR_FIELD", path, words)
        media = []
        for place, image in enumerate(images):
            self._known(f"{path}/{place}", image, {"id", "altText"}, {"id"})
            upload = self._media.usable(image["id"], {"image"}, author.id, f"{path}/{place}/id")
            media.append(upload.attached(alt=self._text(image, "altText", ALT_TEXT, f"{path}/{place}")))
        return Held(media)

    def _article(self, member: dict[str, Any], author: Account) -> Held:
        path = "/content/article"
        allowed = {"source", "title", "description", "thumbnail", "thumbnailAltText"}
        self._known(path, member, allowed, {"source", "title"})
        source, title = self._text(member, "source", 8_000, path), self._text(member, "title", TITLE, path)
        if urlsplit(source).scheme not in ("http", "https") or not urlsplit(source).netloc:
            raise self._answers.bad_field("INVALID_VALUE_FOR_FIELD", f"{path}/source", "source is not an address")
        if not title.strip():
            raise self._answers.bad_field("MISSING_FIELD", f"{path}/title", "An article needs a title")
        card = {"url": source, "title": title, "description": self._text(member, "description", DESCRIPTION, path)}
        held = Held(options={"card": card})
        if "thumbnail" in member:
            upload = self._media.usable(member["thumbnail"], {"image"}, author.id, f"{path}/thumbnail")
            alt = self._text(member, "thumbnailAltText", ALT_TEXT, path)
            card["picture"] = self._kit.media_address(upload.name or "")
            held.options["thumbnail"] = upload.attached(alt=alt)
        return held

    def _poll(self, member: dict[str, Any], _author: Account) -> Held:
        path = "/content/poll"
        self._known(path, member, {"question", "options", "settings"}, {"question", "options", "settings"})
        question = self._text(member, "question", QUESTION, path)
        options, settings = member["options"], member["settings"]
        if not question.strip() or not isinstance(options, list) or not ANSWERS[0] <= len(options) <= ANSWERS[1]:
            raise self._bad(path, f"A poll has a question and {ANSWERS[0]} to {ANSWERS[1]} answers")
        answers = []
        for place, option in enumerate(options):
            self._known(f"{path}/options/{place}", option, {"text"}, {"text"})
            answers.append(self._text(option, "text", ANSWER, f"{path}/options/{place}"))
        if not all(one.strip() for one in answers):
            raise self._bad(f"{path}/options", "An answer of a poll needs a text")
        known = {"duration", "voteSelectionType", "isVoterVisibleToAuthor"}
        self._known(f"{path}/settings", settings, known, {"duration"})
        if settings["duration"] not in DURATIONS or settings.get("voteSelectionType", "SINGLE_VOTE") != "SINGLE_VOTE":
            raise self._bad(f"{path}/settings", "These settings of a poll do not exist")
        poll = {"choices": answers, "question": question, "days": DURATIONS[settings["duration"]]}
        return Held(options={"poll": poll}, title=question)

    def _bad(self, path: str, words: str) -> Problem:
        return self._answers.bad_field("INVALID_VALUE_FOR_FIELD", path, words)
