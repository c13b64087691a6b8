"""Templates: texts with places that are filled in each time."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from flask import Response
from pydantic import BaseModel, Field

from velocitypost.content.labels import TAGS_MOST
from velocitypost.content.templates import Template, TemplateForm, form_of
from velocitypost.web.api.posts import Options, options_of
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.requests import Body

routes = api_blueprint("templates", prefix="/api/templates", about="Texts that are written again and again")

_PART = Annotated[str, Field(max_length=100_000)]


class TemplateBody(Body):
    """A template. A place such as {{name}} is filled in when it is used."""

    name: str = Field(max_length=200)
    text: _PART
    follow_ups: list[_PART] = Field(default_factory=list, max_length=25)
    options: Options
    tags: list[Annotated[str, Field(max_length=200)]] = Field(default_factory=list, max_length=TAGS_MOST * 2)

    def form(self) -> TemplateForm:
        return TemplateForm(self.name, self.text, tuple(self.follow_ups), options_of(self.options), tuple(self.tags))


class ChangeTemplateBody(TemplateBody):
    """The whole template anew; `version` is the one that was read."""

    version: int


class FromPostBody(Body):
    """A template of what a post says, without its files."""

    name: str = Field(max_length=200)
    post_id: str = Field(max_length=60)


class FillBody(Body):
    """What stands in each place, by its name."""

    values: dict[str, str] = Field(default_factory=dict, max_length=40)


class TemplatePath(BaseModel):
    """Which template."""

    template_id: str = Field(max_length=60)


class TemplateShown(BaseModel):
    """A template. `places` are the names of what is to be filled in."""

    id: str
    name: str
    text: str
    follow_ups: list[str]
    options: dict[str, Any]
    tags: list[str]
    places: list[str]
    created_at: datetime
    updated_at: datetime
    version: int

    @classmethod
    def of(cls, template: Template) -> TemplateShown:
        known = {name: getattr(template, name) for name in cls.model_fields}
        return cls.model_validate(known)


class TemplateAnswer(BaseModel):
    """One template."""

    template: TemplateShown


class TemplatesAnswer(BaseModel):
    """Every template, by name."""

    templates: list[TemplateShown]


class FilledAnswer(BaseModel):
    """A template with everything filled in: what a post made of it says."""

    text: str
    follow_ups: list[str]


@routes.get("", operation_id="listTemplates", summary="Every template", responses={200: TemplatesAnswer})
def list_templates() -> dict[str, Any]:
    found = [TemplateShown.of(one) for one in product().templates.all(viewer().workspace_id)]
    return TemplatesAnswer(templates=found).model_dump(mode="json")


@routes.post("", operation_id="createTemplate", summary="A new template", responses={201: TemplateAnswer})
def create_template(body: TemplateBody) -> tuple[dict[str, Any], int]:
    return _one(product().templates.create(viewer().workspace_id, body.form())), 201


@routes.post(
    "/from-post",
    operation_id="createTemplateFromPost",
    summary="A new template of what a post says",
    responses={201: TemplateAnswer, **problems("not_found")},
)
def create_template_from_post(body: FromPostBody) -> tuple[dict[str, Any], int]:
    post = product().content.get(viewer().workspace_id, body.post_id)
    return _one(product().templates.create(viewer().workspace_id, form_of(post, body.name))), 201


@routes.get("/<template_id>", operation_id="getTemplate", summary="One template", responses={200: TemplateAnswer})
def get_template(path: TemplatePath) -> dict[str, Any]:
    return _one(product().templates.get(viewer().workspace_id, path.template_id))


@routes.patch(
    "/<template_id>",
    operation_id="changeTemplate",
    summary="Change a template; posts made of it stay as they are",
    responses={200: TemplateAnswer, **problems("conflict")},
)
def change_template(path: TemplatePath, body: ChangeTemplateBody) -> dict[str, Any]:
    return _one(product().templates.change(viewer().workspace_id, path.template_id, body.form(), version=body.version))


@routes.delete("/<template_id>", operation_id="deleteTemplate", summary="Forget a template", responses={204: None})
def delete_template(path: TemplatePath) -> Response:
    product().templates.delete(viewer().workspace_id, path.template_id)
    return Response(status=204)


@routes.post(
    "/<template_id>/fill",
    operation_id="fillTemplate",
    summary="What it says with everything filled in",
    responses={200: FilledAnswer},
)
def fill_template(path: TemplatePath, body: FillBody) -> dict[str, Any]:
    filled = product().templates.filled(viewer().workspace_id, path.template_id, body.values)
    return FilledAnswer(text=filled.text, follow_ups=list(filled.follow_ups)).model_dump(mode="json")


def _one(template: Template) -> dict[str, Any]:
    return TemplateAnswer(template=TemplateShown.of(template)).model_dump(mode="json")
