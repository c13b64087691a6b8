"""The endpoints of a Mastodon server that the twin answers. https://docs.joinmastodon.org/methods/"""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.services.mastodon.answers import MastodonAnswers
from velocitypost.sandbox.services.mastodon.body import parameters
from velocitypost.sandbox.services.mastodon.media import MediaApi
from velocitypost.sandbox.services.mastodon.reader import Reader
from velocitypost.sandbox.services.mastodon.rules import (
    ACCOUNT,
    DESCRIPTION_LIMIT,
    IDEMPOTENT_S,
    IMAGE_BYTES,
    IMAGE_PIXELS,
    INSTANCES,
    LIMITS,
    NEEDS,
    POLL_SECONDS,
    TYPES,
    URL_CHARACTERS,
    VIDEO_BYTES,
    VIDEO_PIXELS,
    implied,
)
from velocitypost.sandbox.services.mastodon.statuses import Composer
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.feed import Post
from velocitypost.sandbox.social.guard import Guard
from velocitypost.sandbox.social.kit import Kit

VERSION = "4.5.3"
HOST = "/<any({}):instance>".format(", ".join(f"'{name}'" for name in INSTANCES))


def blueprint(kit: Kit, answers: MastodonAnswers) -> Blueprint:
    """Everything below /api, of every instance."""
    guard = Guard(
        kit.sandbox,
        kit.tokens,
        answers,
        lambda operation: NEEDS.get(operation, frozenset({"read"})),
        lambda operation: LIMITS.get(operation, (ACCOUNT,)),
        implied=implied,
    )
    api = guard.blueprint("api")
    views = _Api(kit, answers)
    api.get(f"{HOST}/api/v2/instance")(views.instance)
    api.get(f"{HOST}/api/v1/accounts/verify_credentials")(views.verify_credentials)
    api.get(f"{HOST}/api/v1/accounts/<account_id>/statuses")(views.account_statuses)
    api.post(f"{HOST}/api/v1/statuses")(views.create_status)
    api.get(f"{HOST}/api/v1/statuses")(views.get_statuses)
    api.get(f"{HOST}/api/v1/statuses/<status_id>")(views.get_status)
    api.delete(f"{HOST}/api/v1/statuses/<status_id>")(views.delete_status)
    api.get(f"{HOST}/api/v1/statuses/<status_id>/context")(views.get_context)
    api.get(f"{HOST}/api/v1/statuses/<status_id>/source")(views.get_source)
    MediaApi(kit, answers).mount(api, HOST)
    api.route(f"{HOST}/api/<path:rest>", methods=["GET", "POST", "PUT", "DELETE", "PATCH"])(views.nowhere)
    return api


class _Api:
    def __init__(self, kit: Kit, answers: MastodonAnswers) -> None:
        self._kit = kit
        self._answers = answers
        self._reader = Reader(kit)
        self._composer = Composer(kit, answers)

    def nowhere(self, instance: str, rest: str) -> Response:
        return self._answers.say(404, "404", "The page you are looking for isn't here.")

    def instance(self, instance: str) -> Response:
        """https://docs.joinmastodon.org/methods/instance/#v2"""
        known = INSTANCES[instance]
        return answer(
            {
                "domain": instance,
                "title": known.title,
                "version": VERSION,
                "source_url": "https://github.com/mastodon/mastodon",
                "description": "A twin of a Mastodon server, for trying.",
                "usage": {"users": {"active_month": 27}},
                "languages": ["en"],
                "configuration": {
                    "accounts": {"max_featured_tags": 10, "max_pinned_statuses": 5},
                    "statuses": {
                        "max_characters": known.max_characters,
                        "max_media_attachments": known.max_media_attachments,
                        "characters_reserved_per_url": URL_CHARACTERS,
                    },
                    "media_attachments": {
                        "description_limit": DESCRIPTION_LIMIT,
                        "supported_mime_types": list(TYPES),
                        "image_size_limit": IMAGE_BYTES,
                        "image_matrix_limit": IMAGE_PIXELS,
                        "video_size_limit": VIDEO_BYTES,
                        "video_frame_rate_limit": 120,
                        "video_matrix_limit": VIDEO_PIXELS,
                    },
                    "polls": {
                        "max_options": known.poll_max_options,
                        "max_characters_per_option": known.poll_option_characters,
                        "min_expiration": POLL_SECONDS[0],
                        "max_expiration": POLL_SECONDS[1],
                    },
                    "translation": {"enabled": False},
                },
                "api_versions": {"mastodon": 7},
                "rules": [],
            }
        )

    def verify_credentials(self, instance: str) -> Response:
        return answer(self._reader.account(g.account, own=True))

    def create_status(self, instance: str) -> Response:
        given = parameters(self._answers)
        once = request.headers.get("Idempotency-Key", "").strip() or None
        again = self._kit.feed.made_once(g.account.id, once, IDEMPOTENT_S) if once else None
        if again is not None:
            return self._again(again)
        draft, uploads = self._composer.draft(given, g.account, g.app, INSTANCES[instance], _raw())
        post = self._kit.keep(replace(draft, once=once), once_for_s=IDEMPOTENT_S)
        for upload in uploads:
            self._kit.uploads.note(upload, data={**upload.data, "status": post.id})
        return answer(self._reader.status(post))

    def _again(self, post: Post) -> Response:
        """The same key again within an hour: what it made, if that still stands."""
        return answer(self._reader.status(post)) if post.deleted_ms is None else self._not_found()

    def _not_found(self) -> Response:
        return self._answers.say(404, "404", "Record not found")

    def _visible(self, status_id: str) -> Post | None:
        post = self._kit.feed.find(status_id)
        if post is None:
            return None
        viewer = g.get("account")
        private = post.options.get("visibility") in ("private", "direct")
        return post if not private or (viewer is not None and viewer.id == post.account) else None

    def get_status(self, instance: str, status_id: str) -> Response:
        post = self._visible(status_id)
        return answer(self._reader.status(post)) if post else self._not_found()

    def get_statuses(self, instance: str) -> Response:
        ids = [*request.args.getlist("id[]"), *request.args.getlist("id")][:20]
        found = [post for status_id in dict.fromkeys(ids) if (post := self._visible(status_id))]
        return answer(self._reader.statuses(found))

    def delete_status(self, instance: str, status_id: str) -> Response:
        post = self._kit.feed.find(status_id)
        if post is None or post.account != g.account.id:
            return self._not_found()
        shown = self._reader.status(post) | {"text": post.text}
        self._kit.feed.delete(post)
        return answer(shown)

    def get_source(self, instance: str, status_id: str) -> Response:
        post = self._kit.feed.find(status_id)
        if post is None or post.account != g.account.id:
            return self._not_found()
        return answer({"id": post.id, "text": post.text, "spoiler_text": post.options.get("spoiler_text", "")})

    def get_context(self, instance: str, status_id: str) -> Response:
        post = self._visible(status_id)
        if post is None:
            return self._not_found()
        root = self._kit.feed.find(post.root)
        self._kit.crowd.catch_up([root] if root else [])
        everybody = self._kit.feed.select("root=? AND id<>?", post.root, post.root, limit=4_096, oldest_first=True)
        chain: list[Post] = []
        above = post.reply_to
        while above is not None and (found := self._kit.feed.find(above)) is not None:
            chain.insert(0, found)
            above = found.reply_to
        below = {post.id}
        descendants = []
        for other in everybody:
            if other.reply_to in below:
                below.add(other.id)
                descendants.append(other)
        return answer({"ancestors": self._reader.statuses(chain), "descendants": self._reader.statuses(descendants)})

    def account_statuses(self, instance: str, account_id: str) -> Response:
        account = self._kit.account(account_id)
        if account is None:
            return self._not_found()
        viewer = g.get("account")
        own = viewer is not None and viewer.id == account.id
        where: list[str] = ["account=?"]
        values: list[Any] = [account.id]
        for name, condition in (("max_id", "seq<"), ("since_id", "seq>"), ("min_id", "seq>")):
            if (bound := request.args.get(name)) is not None:
                where.append(f"{condition}?")
                bounding = self._kit.feed.find(bound, deleted=True)
                values.append(bounding.seq if bounding else 0)
        if request.args.get("exclude_replies") in ("true", "1"):
            where.append("reply_to IS NULL")
        if not own:
            where.append("json_extract(options, '$.visibility') IN ('public', 'unlisted')")
        limit = min(max(request.args.get("limit", 20, int), 1), 40)
        found = self._kit.feed.select(" AND ".join(where), *values, limit=limit)
        response = answer(self._reader.statuses(found))
        if found:
            here = self._kit.address(request.path)
            links = (("next", "max_id", found[-1].id), ("prev", "min_id", found[0].id))
            response.headers["link"] = ", ".join(f'<{here}?{name}={i}>; rel="{rel}"' for rel, name, i in links)
        return response


def _raw() -> bytes:
    form: list[Any] = sorted(request.form.items(multi=True))
    return request.get_data() or repr(form).encode()
