"""Every error as an RFC 9457 problem: what happened, whether anything was stored or published, what to do now.

One table turns what the rooms raise into problems. A room's new exception is one line in `_FROM_ROOMS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response, json
from pydantic import BaseModel, ConfigDict, Field
from werkzeug.exceptions import HTTPException

from velocitypost.accounts import errors as accounts
from velocitypost.automation import evergreen, queues
from velocitypost.automation import model as automation
from velocitypost.automation.feeds import model as feeds
from velocitypost.billing import allowance
from velocitypost.connections import model as connections
from velocitypost.content import campaigns, notes, post_links, short_links, templates
from velocitypost.content import model as content
from velocitypost.contract import errors as platform
from velocitypost.contract.registry import UnknownPlatform
from velocitypost.core.database import DatabaseError
from velocitypost.core.ids import new_secret
from velocitypost.core.log import get_logger
from velocitypost.generation import (
    batch,
    batch_service,
    experts,
    keys,
    ledger,
    link_pictures,
    pictures,
    preferences,
    style,
    voice,
)
from velocitypost.generation import service as generation
from velocitypost.generation.cards import brand, faces
from velocitypost.generation.cards import service as cards
from velocitypost.generation.engines import engine
from velocitypost.generation.engines import pictures as picture_engine
from velocitypost.media import model as media
from velocitypost.media import renditions
from velocitypost.notifications import notices
from velocitypost.publishing import model as publishing
from velocitypost.publishing import series, times
from velocitypost.publishing.spreadsheets import model as spreadsheets
from velocitypost.publishing.spreadsheets import table
from velocitypost.sources import isolation
from velocitypost.sources import model as sources

log = get_logger(__name__)

MIMETYPE = "application/problem+json"
_UNTOUCHED = "Nothing was changed."


class FieldProblem(BaseModel):
    """One field's complaint."""

    field: str
    message: str


class ProblemBody(BaseModel):
    """An error, told by RFC 9457. `code` is stable; `detail` is for the person."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(description="`/problems/` and the code")
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldProblem] | None = None
    retry_after: int | None = Field(None, description="Seconds to wait before the next try")
    reference: str | None = Field(None, description="Where to look in the log of this installation")


@dataclass(eq=False)
class Problem(Exception):
    """Raise it in the web room where no other room has a word for it. `code` is one of `KINDS`."""

    code: str
    detail: str
    errors: Mapping[str, str] = field(default_factory=dict)
    retry_after: int | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def answer(self) -> Response:
        """The HTTP answer."""
        kind = KINDS[self.code]
        body: dict[str, Any] = {
            "type": f"/problems/{self.code}",
            "title": kind.title,
            "status": kind.status,
            "detail": self.detail,
            "code": self.code,
            **self.extra,
        }
        if self.errors:
            body["errors"] = [{"field": name, "message": text} for name, text in self.errors.items()]
        answer = Response(status=kind.status, mimetype=MIMETYPE)
        if self.retry_after is not None:
            body["retry_after"] = self.retry_after
            answer.headers["Retry-After"] = str(self.retry_after)
        answer.set_data(json.dumps(body))
        return answer


@dataclass(frozen=True)
class Kind:
    """A code's status and title."""

    status: int
    title: str


KINDS: dict[str, Kind] = {
    "bad_json": Kind(400, "The request could not be read"),
    "bad_request": Kind(400, "The request could not be understood"),
    "token_invalid": Kind(400, "This link no longer works"),
    "state_invalid": Kind(400, "This attempt to connect is no longer valid"),
    "connect_denied": Kind(400, "The connection was not allowed"),
    "not_signed_in": Kind(401, "You are not signed in"),
    "wrong_credentials": Kind(401, "The address or the password is wrong"),
    "bad_instance": Kind(422, "There is no such server"),
    "pro_required": Kind(402, "This needs a larger plan"),
    "not_configured": Kind(409, "This platform is not set up here"),
    "cannot_schedule": Kind(422, "This post cannot go out as it is"),
    "plan_limit": Kind(402, "Your plan's limit is reached"),
    "csrf_failed": Kind(403, "This request did not come from our page"),
    "forbidden": Kind(403, "You may not do this"),
    "email_unverified": Kind(403, "Confirm your e-mail address first"),
    "not_found": Kind(404, "There is nothing here"),
    "method_not_allowed": Kind(405, "This cannot be done here"),
    "conflict": Kind(409, "This has changed in the meantime"),
    "email_taken": Kind(409, "There is an account with this address"),
    "already_published": Kind(409, "This is published already"),
    "payload_too_large": Kind(413, "This is too large"),
    "unsupported_media_type": Kind(415, "This kind of content is not taken here"),
    "range_not_satisfiable": Kind(416, "There is no such part"),
    "validation_failed": Kind(422, "Some fields need another look"),
    "media_refused": Kind(422, "This file cannot be taken"),
    "source_refused": Kind(422, "This document cannot be read"),
    "too_many_requests": Kind(429, "Too many tries"),
    "internal_error": Kind(500, "A fault on our side"),
    "no_engine": Kind(409, "No model is set up for this"),
    "budget_used_up": Kind(402, "This month's budget is used up"),
    "engine_failed": Kind(502, "The model could not do it"),
    "connect_failed": Kind(502, "The service could not be connected"),
    "unavailable": Kind(503, "Not available right now"),
}

_FROM_ROOMS: dict[type[Exception], Callable[[Any], Problem]] = {
    accounts.Invalid: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors=e.fields),
    accounts.EmailTaken: lambda _: Problem(
        "email_taken",
        "Sign in with it, or choose a new password if you have forgotten yours. No second account was made.",
        errors={"email": "There is an account with this address already."},
    ),
    accounts.WrongCredentials: lambda _: Problem(
        "wrong_credentials", "Check both and try again, or choose a new password if you have forgotten yours."
    ),
    accounts.NotSignedIn: lambda e: Problem("not_signed_in", str(e)),
    accounts.TokenInvalid: lambda _: Problem(
        "token_invalid", "It was used already or is too old. Ask for a new one. Nothing was changed."
    ),
    accounts.TooManyAttempts: lambda e: Problem(
        "too_many_requests",
        f"Wait {_duration(e.retry_after)} and try again. {_UNTOUCHED}",
        retry_after=e.retry_after,
    ),
    accounts.NoSuchWorkspace: lambda _: Problem("not_found", "This workspace does not exist."),
    media.NoSuchMedia: lambda _: Problem("not_found", "There is no such picture in this workspace."),
    media.MediaRefused: lambda e: Problem("media_refused", f"{e} Nothing was stored.", errors={"file": str(e)}),
    media.MediaTooLarge: lambda e: Problem(
        "payload_too_large",
        f"A file may have at most {e.limit / 1024**2:.0f} MB. Make it smaller and try again. Nothing was stored.",
    ),
    media.NoSuchUpload: lambda e: Problem("not_found", str(e)),
    media.WrongOffset: lambda e: Problem(
        "conflict", f"The upload goes on at byte {e.received}. Nothing was lost.", extra={"received": e.received}
    ),
    renditions.CannotFit: lambda e: Problem("media_refused", str(e)),
    media.MediaInUse: lambda _: Problem(
        "conflict", "A post that has yet to go out shows this picture. Take it out of the post first. It is still here."
    ),
    media.BadText: lambda e: Problem(
        "validation_failed", f"{e.message} Nothing was stored.", errors={e.field: e.message}
    ),
    sources.NoSuchSource: lambda _: Problem("not_found", "There is no such document in this workspace."),
    sources.NoSuchPage: lambda _: Problem("not_found", "This document has no such page, or none that can be shown."),
    sources.SourceRefused: lambda e: Problem("source_refused", f"{e} Nothing was stored.", errors={"file": str(e)}),
    sources.SourceTooLarge: lambda e: Problem("payload_too_large", f"{e} Nothing was stored.", errors={"file": str(e)}),
    sources.NotInPlan: lambda e: Problem("pro_required", f"{e} Nothing was stored."),
    sources.TooManyWaiting: lambda e: Problem("conflict", f"{e} Nothing was stored."),
    sources.NotReadYet: lambda e: Problem("conflict", str(e)),
    isolation.Crashed: lambda _: Problem(
        "source_refused", "This page cannot be shown: it takes more memory or time than a page may. Its text is there."
    ),
    connections.ConnectFailed: lambda e: Problem(e.code, str(e)),
    automation.BadAutomation: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors=e.fields),
    automation.NotConfigured: lambda e: Problem("not_found", str(e)),
    automation.NoSuchEntry: lambda e: Problem("not_found", str(e)),
    automation.NotNow: lambda e: Problem("conflict", str(e)),
    queues.NoSuchQueue: lambda e: Problem("not_found", str(e)),
    queues.BadQueue: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors=e.fields),
    queues.QueueBusy: lambda e: Problem("conflict", str(e)),
    evergreen.NoSuchCategory: lambda e: Problem("not_found", str(e)),
    evergreen.NoSuchEvergreen: lambda e: Problem("not_found", str(e)),
    evergreen.BadEvergreen: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors=e.fields),
    evergreen.EvergreenChanged: lambda e: Problem("conflict", str(e)),
    notices.NoSuchNotice: lambda e: Problem("not_found", str(e)),
    connections.NoSuchChoice: lambda e: Problem("not_found", str(e)),
    connections.NoSuchOption: lambda e: Problem("not_found", str(e)),
    connections.NoSuchConnection: lambda _: Problem("not_found", "There is no such account in this workspace."),
    connections.ProRequired: lambda e: Problem("pro_required", str(e)),
    allowance.PlanLimit: lambda e: Problem(
        "plan_limit",
        str(e),
        extra={
            "limit": {
                "kind": e.kind,
                "used": e.used,
                "limit": e.limit,
                "resets_at": e.resets_at.isoformat() if e.resets_at else None,
                "next_plan": e.next_plan,
            }
        },
    ),
    content.NoSuchPost: lambda e: Problem("not_found", str(e)),
    content.PostChanged: lambda e: Problem("conflict", str(e)),
    notes.NoSuchNote: lambda e: Problem("not_found", str(e)),
    notes.NoteChanged: lambda e: Problem("conflict", str(e)),
    notes.BadNote: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors={e.field: str(e)}),
    content.BadWriting: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors={e.field: str(e)}),
    campaigns.NoSuchCampaign: lambda e: Problem("not_found", str(e)),
    campaigns.CampaignChanged: lambda e: Problem("conflict", str(e)),
    campaigns.BadCampaign: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors={e.field: str(e)}),
    templates.NoSuchTemplate: lambda e: Problem("not_found", str(e)),
    templates.TemplateChanged: lambda e: Problem("conflict", str(e)),
    templates.BadTemplate: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors={e.field: str(e)}),
    post_links.LinkSettingsChanged: lambda e: Problem("conflict", str(e)),
    short_links.CodeTaken: lambda e: Problem("conflict", f"{e} {_UNTOUCHED}"),
    publishing.NoSuchPublication: lambda e: Problem("not_found", str(e)),
    publishing.NotPossibleNow: lambda e: Problem(e.code, str(e)),
    publishing.CannotSchedule: lambda e: Problem(
        "cannot_schedule",
        str(e),
        errors={problem["field"]: problem["message"] for problem in reversed(e.problems)},
        extra={"problems": e.problems},
    ),
    series.NoSuchSeries: lambda e: Problem("not_found", str(e)),
    series.SeriesChanged: lambda e: Problem("conflict", str(e)),
    series.TooManySeries: lambda e: Problem("conflict", str(e)),
    feeds.NoSuchFeed: lambda e: Problem("not_found", str(e)),
    feeds.BadFeed: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors={e.field: str(e)}),
    feeds.FeedConflict: lambda e: Problem("conflict", str(e)),
    spreadsheets.NoSuchImport: lambda e: Problem("not_found", str(e)),
    spreadsheets.ImportConflict: lambda e: Problem("conflict", str(e)),
    table.BadFile: lambda e: Problem("media_refused", f"{e} Nothing was stored.", errors={"file": str(e)}),
    experts.NotInPlan: lambda e: Problem("pro_required", str(e)),
    experts.NoSuchExpert: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors={"domain": str(e)}),
    experts.BadExpert: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors={e.field: str(e)}),
    generation.BadBrief: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors={e.field: str(e)}),
    generation.NoSuchDocument: lambda e: Problem("not_found", str(e)),
    batch.BadWish: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors={e.field: str(e)}),
    batch.NoSuchBatch: lambda e: Problem("not_found", str(e)),
    batch.NoSuchDraft: lambda e: Problem("not_found", str(e)),
    batch.DraftChanged: lambda e: Problem("conflict", str(e)),
    batch.TooManyBatches: lambda e: Problem("conflict", str(e)),
    batch_service.PlanLimit: lambda e: Problem("plan_limit", str(e)),
    keys.NoSuchEngine: lambda e: Problem("not_found", str(e)),
    keys.BadKey: lambda e: Problem("validation_failed", f"{e} Nothing was stored.", errors={"key": str(e)}),
    ledger.BudgetUsedUp: lambda e: Problem("budget_used_up", str(e)),
    preferences.BadPreferences: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors={e.field: str(e)}),
    preferences.PreferencesChanged: lambda e: Problem("conflict", str(e)),
    style.NoSuchDomain: lambda e: Problem("not_found", str(e)),
    style.TooManyDomains: lambda e: Problem("conflict", str(e)),
    voice.TooFewSamples: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors={"samples": str(e)}),
    pictures.NoPictureEngine: lambda e: Problem("no_engine", str(e)),
    pictures.BadDescription: lambda e: Problem("validation_failed", str(e), errors={"prompt": str(e)}),
    faces.CannotDraw: lambda e: Problem("validation_failed", str(e), errors={e.field: str(e)}),
    brand.BadBrand: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors={e.field: str(e)}),
    brand.BrandChanged: lambda e: Problem("conflict", str(e)),
    cards.NoSuchTable: lambda e: Problem("not_found", str(e)),
    link_pictures.NoLinkPicture: lambda e: Problem("media_refused", f"{e} Nothing was stored.", errors={"url": str(e)}),
    picture_engine.Unsafe: lambda e: Problem("validation_failed", e.reason, errors={"prompt": e.reason}),
    engine.EngineError: lambda e: Problem(
        "engine_failed", f"{e.reason} Nothing was kept. {e.fix or 'Try again in a while.'}"
    ),
    times.BadTime: lambda e: Problem("validation_failed", f"{e} {_UNTOUCHED}", errors={e.field: str(e)}),
    UnknownPlatform: lambda e: Problem("not_found", str(e)),
    platform.Unavailable: lambda e: Problem("unavailable", f"{e.reason} {_UNTOUCHED} Try again in a while."),
    platform.ReconnectNeeded: lambda e: Problem(
        "conflict", f"{e.reason} Connect the account again on the platforms page. {_UNTOUCHED}"
    ),
    platform.PlatformError: lambda e: Problem("conflict", f"{e.reason} {getattr(e, 'fix', '')}".strip()),
    DatabaseError: lambda _: Problem(
        "unavailable",
        "The database does not answer. Your change may or may not have been stored: look again before you repeat it.",
        retry_after=5,
    ),
}

_FROM_HTTP: dict[int, Problem] = {
    400: Problem("bad_request", f"The request is not well-formed. {_UNTOUCHED}"),
    404: Problem("not_found", "There is nothing at this address. Check the link, or go back to the start page."),
    405: Problem("method_not_allowed", f"This address does not take this kind of request. {_UNTOUCHED}"),
    413: Problem("payload_too_large", f"The request is larger than this address takes. {_UNTOUCHED}"),
    415: Problem(
        "unsupported_media_type",
        f"Send JSON with the header Content-Type: application/json. {_UNTOUCHED}",
    ),
    416: Problem("range_not_satisfiable", "The file is shorter than the range that was asked for."),
}


def problem_of(error: Exception) -> Problem:
    """The problem that stands for `error`. What nobody has a word for is logged with a reference and told as such."""
    if isinstance(error, Problem):
        return error
    for kind in type(error).__mro__:
        if make := _FROM_ROOMS.get(kind):
            problem = make(error)
            if KINDS[problem.code].status >= 500:
                log.error("request_failed", code=problem.code, error=type(error).__name__)
            return problem
    if isinstance(error, HTTPException) and error.code is not None and error.code < 500:
        return _FROM_HTTP.get(error.code, _FROM_HTTP[400])
    return _unknown(error)


def codes_by_status() -> dict[int, list[str]]:
    """Every status with its codes, for the API's description."""
    found: dict[int, list[str]] = {}
    for code, kind in KINDS.items():
        found.setdefault(kind.status, []).append(code)
    return found


def _unknown(error: Exception) -> Problem:
    reference = new_secret(6)
    log.error("request_failed", reference=reference, exc_info=error)
    return Problem(
        "internal_error",
        "Something happened that this software has no word for, and it cannot tell whether your change was stored. "
        "Look again before you repeat it. "
        f"Whoever runs this installation finds the cause in the log under {reference}.",
        extra={"reference": reference},
    )


def _duration(seconds: int) -> str:
    if seconds < 120:
        return f"{seconds} seconds"
    return f"{-(-seconds // 60)} minutes"
