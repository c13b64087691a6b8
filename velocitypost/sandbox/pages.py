"""The sandbox's own pages for people: what is here, what can go wrong, the mails."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from markupsafe import Markup, escape
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.avatars import avatar
from velocitypost.sandbox.control import new_fault, reset, turn_dials
from velocitypost.sandbox.dials import DEFAULTS, checked
from velocitypost.sandbox.faults import KINDS
from velocitypost.sandbox.mailbox import LINK
from velocitypost.sandbox.service import Service
from velocitypost.sandbox.state import Sandbox

DIALS = (
    ("audience_speed", "Audience speed", "seconds of the audience's life in one of yours; 60 makes a minute an hour"),
    ("latency_ms", "Added latency", "milliseconds before each answer of a service"),
    ("media_processing_s", "Media processing", "seconds that a video or a GIF takes"),
    ("model_seconds", "Language models", "seconds that an answer takes"),
    ("models_at_once", "Answers at once", "of each language model; 0 for any number"),
    ("duplicate_window_s", "Duplicate memory", "seconds that a text is remembered; 0 lets the same text pass again"),
    ("rate_limit_factor", "Rate limits", "times the services' own limits"),
    ("audience_seed", "Audience seed", "another number makes other reactions"),
)
SKIPS = ((30, "30 seconds"), (900, "15 minutes"), (7_200, "2 hours"), (86_400, "1 day"))


def blueprint(sandbox: Sandbox, services: Sequence[Service]) -> Blueprint:
    """/, /control and /mailbox."""
    pages = Blueprint("pages", __name__)
    views = _Pages(sandbox, services)
    pages.get("/")(views.overview)
    pages.get("/control")(views.control)
    pages.post("/control/faults")(views.add_fault)
    pages.post("/control/faults/clear")(views.clear_fault)
    pages.post("/control/dials")(views.turn)
    pages.post("/control/clock")(views.skip)
    pages.post("/control/reset")(views.reset)
    pages.get("/avatars/<service>/<account_id>.svg")(views.avatar)
    pages.get("/mailbox")(views.mailbox)
    pages.get("/mailbox/<int:mail_id>")(views.mail)
    pages.add_app_template_filter(_moment, "moment")
    pages.add_app_template_filter(_short_number, "short")
    pages.add_app_template_filter(_with_links, "with_links")
    return pages


class _Pages:
    def __init__(self, sandbox: Sandbox, services: Sequence[Service]) -> None:
        self._sandbox = sandbox
        self._services = services

    def overview(self) -> str:
        shown = [(s, self._listed(s), s.post_counts(self._sandbox)) for s in self._services]
        return render_template(
            "overview.html",
            services=shown,
            mails=self._sandbox.mailbox.listed(limit=4),
            requests=self._sandbox.journal.last(8),
            faults=self._active(),
        )

    def _listed(self, service: Service) -> list[Account]:
        return [account for kind in service.kinds for account in self._sandbox.accounts.listed(service.key, kind)]

    def _active(self) -> list[Any]:
        return [fault for fault in self._sandbox.faults.listed() if not fault.spent]

    def control(self, wrong: str = "") -> str:
        dials = [(name, title, text, self._sandbox.dials.number(name)) for name, title, text in DIALS]
        return render_template(
            "control.html",
            services=self._services,
            kinds=KINDS,
            faults=self._sandbox.faults.listed(),
            dials=dials,
            skips=SKIPS,
            now=self._sandbox.clock.now() * 1000,
            ahead=self._sandbox.dials.number("clock_offset"),
            requests=self._sandbox.journal.last(25),
            count=self._sandbox.journal.count,
            wrong=wrong,
        )

    def add_fault(self) -> Response | tuple[str, int]:
        form = request.form
        service, _, operation = form.get("operation", "* *").partition(" ")
        given: dict[str, Any] = {"service": service, "operation": operation, "kind": form.get("kind", "")}
        given["account"] = form.get("account", "").strip() or None
        try:
            given["times"] = int(form["times"]) if form.get("times", "").strip() else None
            given["seconds"] = float(form["seconds"]) if form.get("seconds", "").strip() else None
            new_fault(self._sandbox, [known.key for known in self._services], given)
        except (ValueError, BadRequest) as reason:
            return self.control(getattr(reason, "description", None) or "Times and seconds must be numbers."), 400
        return redirect("/control", 303)

    def clear_fault(self) -> Response:
        self._sandbox.faults.clear(request.form.get("id", None, int))
        return redirect("/control", 303)

    def turn(self) -> Response | tuple[str, int]:
        try:
            turned = {name: checked(name, request.form[name]) for name in DEFAULTS if name in request.form}
        except ValueError as reason:
            return self.control(str(reason)), 400
        turn_dials(self._sandbox, turned)
        return redirect("/control#dials", 303)

    def skip(self) -> Response:
        seconds = request.form.get("seconds", 0, int)
        if seconds not in dict(SKIPS):
            abort(400, "The clock moves forward only, by one of the steps offered.")
        self._sandbox.clock.advance(seconds)
        return redirect("/control#clock", 303)

    def reset(self) -> Response:
        reset(self._sandbox, self._services)
        return redirect("/", 303)

    def avatar(self, service: str, account_id: str) -> Response:
        account = self._sandbox.accounts.find(service, account_id)
        if account is None:
            abort(404, "Nobody here has this picture.")
        picture = Response(avatar(account), content_type="image/svg+xml")
        picture.headers["cache-control"] = "public, max-age=3600"
        return picture

    def mailbox(self) -> str:
        to = request.args.get("to", "").strip()
        return render_template("mailbox.html", mails=self._sandbox.mailbox.listed(to or None), to=to)

    def mail(self, mail_id: int) -> str:
        mail = self._sandbox.mailbox.find(mail_id)
        if mail is None:
            abort(404, "This mail is not, or no longer, in the mailbox.")
        return render_template("mail.html", mail=mail)


def _moment(ms: float) -> str:
    """A time as people say it: the hour today, the day before that."""
    when = datetime.fromtimestamp(ms / 1000, UTC).astimezone()
    return f"{when:%H:%M:%S}" if abs(time.time() - ms / 1000) < 43_200 else f"{when.day} {when:%b %Y, %H:%M}"


def _short_number(value: int) -> str:
    for size, letter in ((1_000_000, "M"), (1_000, "K")):
        if value >= size:
            return f"{value / size:.1f}".removesuffix(".0") + letter
    return str(value)


def _with_links(text: str) -> Markup:
    """Plain text whose addresses can be followed."""
    shown, position = Markup(), 0
    for found in LINK.finditer(text):
        address = escape(found.group())
        shown += escape(text[position : found.start()]) + Markup('<a href="{0}">{0}</a>').format(address)
        position = found.end()
    return shown + escape(text[position:])
