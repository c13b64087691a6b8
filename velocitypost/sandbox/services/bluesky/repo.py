"""Records and blobs of an account's repository.

https://docs.bsky.app/docs/api/com-atproto-repo-put-record and its neighbours
"""

import hashlib
from typing import Any

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.services.bluesky import names
from velocitypost.sandbox.services.bluesky.answers import XrpcAnswers
from velocitypost.sandbox.services.bluesky.body import json_body
from velocitypost.sandbox.services.bluesky.record import Blob, Invalid, check
from velocitypost.sandbox.services.bluesky.rules import BLOB_BYTES, BLOB_LIFE_S, POST
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.feed import Draft, Post, Taken
from velocitypost.sandbox.social.kit import Kit
from velocitypost.sandbox.social.uploads import TooLarge, Upload, body_of_any_size


class Repo:
    """Posts only: no other collection has a use here."""

    def __init__(self, kit: Kit, answers: XrpcAnswers) -> None:
        self._kit = kit
        self._answers = answers

    def mount(self, api: Blueprint, base: str) -> None:
        """Add the endpoints."""
        api.post(f"{base}/com.atproto.repo.createRecord")(self.create_record)
        api.post(f"{base}/com.atproto.repo.putRecord")(self.put_record)
        api.post(f"{base}/com.atproto.repo.deleteRecord")(self.delete_record)
        api.get(f"{base}/com.atproto.repo.getRecord")(self.get_record)
        api.get(f"{base}/com.atproto.repo.listRecords")(self.list_records)
        api.post(f"{base}/com.atproto.repo.uploadBlob")(self.upload_blob)

    # ---- writing

    def create_record(self) -> Response:
        given = json_body(self._answers)
        record, key = self._judged(given), given.get("rkey")
        try:
            post = self._kept(record, key)
        except Taken as taken:
            if taken.post.deleted_ms is not None:
                return self._written(self._revived(taken.post, record))
            # https://github.com/bluesky-social/atproto/issues/3718
            return self._answers.say(500, "InternalServerError", "Internal Server Error")
        return self._written(post)

    def put_record(self) -> Response:
        given = json_body(self._answers)
        if not isinstance(given.get("rkey"), str):
            raise self._answers.invalid('Input must have the property "rkey"')
        record = self._judged(given)
        present = self._kit.feed.find(names.uri(g.account.id, POST, given["rkey"]))
        if "swapRecord" in given:
            self._same(given["swapRecord"], present)
        if present is None:
            try:
                return self._written(self._kept(record, given["rkey"]))
            except Taken as taken:
                if taken.post.deleted_ms is not None:
                    return self._written(self._revived(taken.post, record))
                if "swapRecord" in given:
                    self._same(given["swapRecord"], taken.post)
                present = taken.post
        return self._written(self._kit.feed.change(present, **self._columns(record)))

    def _revived(self, post: Post, record: dict[str, Any]) -> Post:
        """A key whose record was deleted is free again."""
        now_ms = self._kit.sandbox.clock.now_ms()
        return self._kit.feed.change(post, **self._columns(record), created_ms=now_ms, deleted_ms=None)

    def _same(self, wanted: Any, present: Post | None) -> None:
        there = names.record_cid(_record(present)) if present else None
        if wanted != there:
            raise self._answers.invalid(f"Record was at {there}", "InvalidSwap")

    def _judged(self, given: dict[str, Any]) -> dict[str, Any]:
        for name in ("repo", "collection"):
            if not isinstance(given.get(name), str):
                raise self._answers.invalid(f'Input must have the property "{name}"')
        if given["repo"] not in (g.account.id, g.account.handle):
            if self._kit.account(given["repo"]) is None:
                raise self._answers.invalid(f"Could not find repo: {given['repo']}")
            raise self._answers.problem(401, "AuthenticationRequired", "Authentication Required")
        if given["collection"] != POST:
            raise self._answers.invalid(f"Unknown lexicon type: {given['collection']}")
        key = given.get("rkey")
        if key is not None and (not isinstance(key, str) or not names.RECORD_KEY.fullmatch(key)):
            raise self._answers.invalid("Input/rkey must be a valid record-key")
        if key is not None and not names.TID.fullmatch(key):
            raise self._answers.invalid(f"Invalid record key for {POST}: expected a valid TID, got {key}")
        record = {"$type": POST, **given["record"]} if isinstance(given.get("record"), dict) else given.get("record")
        try:
            blobs = check(record)
        except Invalid as reason:
            raise self._answers.invalid(f"Invalid {POST} record: {reason}") from None
        assert isinstance(record, dict)  # noqa: S101 (checked)
        for blob in blobs:
            self._judge_blob(blob)
        return record

    def _judge_blob(self, blob: Blob) -> None:
        upload = self._upload(blob.cid)
        if upload is None:
            raise self._answers.invalid(f"Could not find blob: {blob.cid}", "BlobNotFound")
        family = blob.accept.removesuffix("*")
        if upload.data["mime"] != blob.mime or not blob.mime.startswith(family):
            raise self._answers.invalid(
                f"Wrong type of file. It is {upload.data['mime']} but it must match {blob.accept}.", "InvalidMimeType"
            )
        if (upload.size or 0) > blob.most:
            raise self._answers.invalid(
                f"This file is too large. It is {_kilobytes(upload.size or 0)} but the maximum size is"
                f" {_kilobytes(blob.most)}.",
                "BlobTooLarge",
            )

    def _upload(self, cid: str) -> Upload | None:
        return self._kit.uploads.find(f"{g.account.id}/{cid}", g.account.id)

    def _kept(self, record: dict[str, Any], key: Any) -> Post:
        columns = self._columns(record)
        post_id = names.uri(g.account.id, POST, key) if key else None
        above = self._kit.feed.find(record["reply"]["parent"]["uri"]) if "reply" in record else None
        draft = Draft(
            g.account.id,
            columns["text"],
            media=columns["media"],
            link=columns["link"],
            options=columns["options"],
            reply_to=above,
            id=post_id,
            fingerprint=hashlib.sha256(request.get_data()).hexdigest(),
            app=g.app,
        )
        return self._kit.keep(draft)

    def _columns(self, record: dict[str, Any]) -> dict[str, Any]:
        """What the feed keeps of a record, beside the record itself."""
        embed = record.get("embed") or {}
        if embed.get("$type") == "app.bsky.embed.recordWithMedia":
            embed = embed["media"]
        media = [self._attached(one["image"], one.get("alt", "")) for one in embed.get("images", ())]
        if "video" in embed:
            media = [self._attached(embed["video"], embed.get("alt", ""))]
        options: dict[str, Any] = {"record": record}
        card = embed.get("external")
        if card:
            options["card"] = {"url": card["uri"], "title": card["title"], "description": card["description"]}
            thumb = self._upload(card["thumb"]["ref"]["$link"]) if "thumb" in card else None
            if thumb is not None and thumb.name:
                options["card"]["picture"] = self._kit.look.media.format(name=thumb.name)
        return {"text": record["text"], "media": media, "link": card["uri"] if card else None, "options": options}

    def _attached(self, reference: dict[str, Any], alt: str) -> dict[str, Any]:
        upload = self._upload(reference["ref"]["$link"])
        assert upload is not None  # noqa: S101 (judged before)
        self._kit.uploads.note(upload, expires=None)
        return upload.attached(alt=alt, cid=reference["ref"]["$link"])

    def _written(self, post: Post) -> Response:
        cid = names.record_cid(_record(post))
        revision = names.tid(self._kit.sandbox.clock.now_ms() * 1_000, post.seq)
        commit = {"cid": names.record_cid({"commit": revision}), "rev": revision}
        return answer({"uri": post.id, "cid": cid, "commit": commit, "validationStatus": "valid"})

    def delete_record(self) -> Response:
        given = json_body(self._answers)
        if given.get("repo") not in (g.account.id, g.account.handle):
            raise self._answers.problem(401, "AuthenticationRequired", "Authentication Required")
        post = self._kit.feed.find(names.uri(g.account.id, str(given.get("collection")), str(given.get("rkey"))))
        if post is None:
            return answer({})
        self._kit.feed.delete(post)
        return answer({"commit": {"cid": names.record_cid({"deleted": post.id}), "rev": names.key_of(post.id)}})

    # ---- reading

    def get_record(self) -> Response:
        repo, collection, key = (request.args.get(name, "") for name in ("repo", "collection", "rkey"))
        account = self._kit.account(repo)
        if account is None:
            raise self._answers.invalid(f"Could not find repo: {repo}")
        where = names.uri(account.id, collection, key)
        post = self._kit.feed.find(where)
        if post is None:
            raise self._answers.invalid(f"Could not locate record: {where}", "RecordNotFound")
        record = _record(post)
        return answer({"uri": post.id, "cid": names.record_cid(record), "value": record})

    def list_records(self) -> Response:
        account = self._kit.account(request.args.get("repo", ""))
        if account is None or request.args.get("collection") != POST:
            raise self._answers.invalid(f"Could not find repo: {request.args.get('repo')}")
        limit = min(max(request.args.get("limit", 50, int), 1), 100)
        before = request.args.get("cursor", 2**62, int)
        found = self._kit.feed.select("account=? AND seq<?", account.id, before, limit=limit)
        records = [{"uri": p.id, "cid": names.record_cid(_record(p)), "value": _record(p)} for p in found]
        return answer({"records": records} | ({"cursor": str(found[-1].seq)} if found else {}))

    # ---- blobs

    def upload_blob(self) -> Response:
        claimed = request.mimetype or "application/octet-stream"
        try:
            reference = self.take(g.account.id, claimed, BLOB_BYTES)
        except TooLarge:
            raise self._answers.problem(413, "PayloadTooLarge", "request entity too large") from None
        return answer({"blob": reference})

    def take(self, account: str, claimed: str, most: int) -> dict[str, Any]:
        """Keep the request's bytes and give the reference to them. The type is that of the bytes, where known."""
        return self.referred(
            self._kit.uploads.take(account, body_of_any_size(), most=most, life_s=BLOB_LIFE_S), claimed
        )

    def referred(self, upload: Upload, claimed: str) -> dict[str, Any]:
        """The reference to finished bytes; the same bytes have the same one."""
        mime = upload.mime or claimed
        cid = names.blob_cid(upload.sha256 or "")
        known = f"{upload.account}/{cid}"
        if self._kit.uploads.find(known) is None:
            self._kit.uploads.note(upload, id=known, data={"mime": mime})
        return {"$type": "blob", "ref": {"$link": cid}, "mimeType": mime, "size": upload.size}


def record_of(post: Post) -> dict[str, Any]:
    """A post as the record that it is; what followers say has no record of its own, so it is made here."""
    return _record(post)


def _record(post: Post | None) -> dict[str, Any]:
    assert post is not None  # noqa: S101
    known: dict[str, Any] | None = post.options.get("record")
    return known if known is not None else {"$type": POST, "text": post.text, "createdAt": "", "langs": ["en"]}


def _kilobytes(size: int) -> str:
    return f"{size / 1024 / 1024:.2f}MB" if size >= 1024 * 1024 else f"{size / 1024:.2f}KB"
