"""Templates: texts that are written again and again, with places for what differs each time, such as {{name}}."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from velocitypost.content.labels import tags_of
from velocitypost.content.model import BadWriting, FollowUp, Post, Writing, clean
from velocitypost.core.clock import Clock
from velocitypost.core.ids import new_id

NAME_MOST = 80
TEMPLATES_MOST = 200
PLACES_MOST = 20
VALUE_MOST = 5_000
_PLACE = re.compile(r"\{\{[ \t]*([^{}\n]{1,40}?)[ \t]*\}\}")


@dataclass(frozen=True)
class TemplateForm:
    """What a person says of a template. `follow_ups` are the texts of further parts."""

    name: str
    text: str
    follow_ups: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """A text with its places, and the options and tags that a post made of it has."""

    id: str
    workspace_id: str
    name: str
    text: str
    follow_ups: tuple[str, ...]
    options: Mapping[str, Any]
    tags: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    version: int = 1

    @property
    def places(self) -> list[str]:
        """The names of what is to be filled in, in their order, each once."""
        return places_of(self.text, *self.follow_ups)


@dataclass(frozen=True)
class Filled:
    """A template with everything filled in."""

    text: str
    follow_ups: tuple[str, ...]


class NoSuchTemplate(Exception):
    """This workspace has no such template."""


class TemplateChanged(Exception):
    """Somebody else changed it meanwhile; nothing was overwritten."""


class BadTemplate(Exception):
    """What was given cannot be kept or filled in. `field` says where; the text says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class TemplateRows(Protocol):
    """Where templates are kept."""

    def insert(self, template: Template) -> None: ...

    def find(self, template_id: str) -> Template | None: ...

    def all(self, workspace_id: str) -> list[Template]: ...

    def save(self, template: Template) -> Template | None: ...

    def delete(self, template_id: str) -> None: ...


class Templates:
    """The verbs of templates. All are scoped by workspace."""

    def __init__(self, rows: TemplateRows, clock: Clock) -> None:
        self._rows = rows
        self._clock = clock

    def create(self, workspace_id: str, form: TemplateForm) -> Template:
        """Raises `BadTemplate` or `BadWriting`."""
        form = _clean(form)
        if len(self._rows.all(workspace_id)) >= TEMPLATES_MOST:
            raise BadTemplate("name", f"There are {TEMPLATES_MOST} templates already. Delete one first.")
        now = self._clock.now()
        template = Template(new_id("template"), workspace_id, **vars(form), created_at=now, updated_at=now)
        self._rows.insert(template)
        return template

    def get(self, workspace_id: str, template_id: str) -> Template:
        """Raises `NoSuchTemplate`."""
        template = self._rows.find(template_id)
        if template is None or template.workspace_id != workspace_id:
            raise NoSuchTemplate("There is no such template in this workspace.")
        return template

    def all(self, workspace_id: str) -> list[Template]:
        """Every one, by name."""
        return sorted(self._rows.all(workspace_id), key=lambda one: (one.name.casefold(), one.id))

    def change(self, workspace_id: str, template_id: str, form: TemplateForm, *, version: int) -> Template:
        """Raises `NoSuchTemplate`, `BadTemplate`, `BadWriting`, or `TemplateChanged`."""
        before, form = self.get(workspace_id, template_id), _clean(form)
        saved = self._rows.save(replace(before, **vars(form), updated_at=self._clock.now(), version=version))
        if saved is None:
            raise TemplateChanged("This template was changed elsewhere meanwhile. Nothing was overwritten.")
        return saved

    def delete(self, workspace_id: str, template_id: str) -> None:
        """Posts that were made of it stay as they are. Raises `NoSuchTemplate`."""
        self._rows.delete(self.get(workspace_id, template_id).id)

    def filled(self, workspace_id: str, template_id: str, values: Mapping[str, str]) -> Filled:
        """Its texts with these values in their places. Raises `NoSuchTemplate`, `BadTemplate` or `BadWriting`."""
        template = self.get(workspace_id, template_id)
        for place in template.places:
            if not values.get(place, "").strip():
                raise BadTemplate(f"values.{place}", f"Say what stands for “{place}”.")
            if len(values[place]) > VALUE_MOST:
                raise BadTemplate(f"values.{place}", f"At most {VALUE_MOST:,} characters can stand for “{place}”.")
        done = Filled(fill(template.text, values), tuple(fill(part, values) for part in template.follow_ups))
        clean(Writing(done.text, follow_ups=tuple(FollowUp(part) for part in done.follow_ups)))
        return done


def form_of(post: Post, name: str) -> TemplateForm:
    """A template of what a post says, without its files."""
    return TemplateForm(name, post.text, tuple(part.text for part in post.follow_ups), post.options, post.tags)


def places_of(*texts: str) -> list[str]:
    """The names of the places in these texts, in their order, each once."""
    return list(dict.fromkeys(found[1] for text in texts for found in _PLACE.finditer(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with these values in their places. A value is text: what looks like a place in it stays."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def _clean(form: TemplateForm) -> TemplateForm:
    name = " ".join(form.name.split())
    if not name:
        raise BadTemplate("name", "Give the template a name.")
    if len(name) > NAME_MOST:
        raise BadTemplate("name", f"A name has at most {NAME_MOST} characters; this has {len(name)}.")
    if not form.text.strip():
        raise BadTemplate("text", "A template needs a text.")
    clean(Writing(form.text, follow_ups=tuple(FollowUp(part) for part in form.follow_ups), options=form.options))
    if len(places_of(form.text, *form.follow_ups)) > PLACES_MOST:
        raise BadTemplate("text", f"A template has at most {PLACES_MOST} places to fill in.")
    return replace(form, name=name, tags=_tags(form.tags))


def _tags(given: Iterable[str]) -> tuple[str, ...]:
    try:
        return tags_of(given)
    except BadWriting as error:
        raise BadTemplate("tags", str(error).replace("A post has", "A template has")) from None
