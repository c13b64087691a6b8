"""The trail tells a post's whole story, and a single changed byte shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st

from tests.workshop import Workshop
from velocitypost.content.model import FollowUp, Post, Writing
from velocitypost.core.database import AlreadyThere
from velocitypost.publishing.audit import Fault, as_json
from velocitypost.publishing.model import State

pytestmark = pytest.mark.long

Path = tuple[str | int, ...]
# What changes without anybody being able to tell, and without saying anything about what was published.
_NOT_COVERED = {
    "posts": {"version", "updated_at", "tags", "campaign_id", "labels_version"},
    "publications": {"version", "updated_at", "wake_at", "hold", "claim", "tries", "looks", "pending"}
    | {"cancelled_by", "metrics", "metrics_at", "failure"},
    "deleted_posts": set[str](),
}
_COVERED_AFTER_ALL: list[Path] = [("metrics", "replies"), ("failure", "reason"), ("failure", "code")]


def _kinds(workshop: Workshop, post: Post) -> list[str]:
    """What the trails of the post and of its publications say, in one list."""
    return [line.entry.kind for line in workshop.product.audit.lines(workshop.workspace_id) if line.post_id == post.id]


def _faults(workshop: Workshop) -> tuple[Fault, ...]:
    return workshop.product.audit.verify(workshop.workspace_id).faults


def _rewrite(workshop: Workshop, post: Post, text: str) -> Post:
    current = workshop.product.content.get(workshop.workspace_id, post.id)
    writing = Writing(text, connection_ids=current.connection_ids, follow_ups=current.follow_ups)
    return workshop.product.publishing.rewrite(workshop.workspace_id, post.id, writing, version=current.version).post


def test_the_trail_tells_the_story_from_the_writing_to_the_replies(workshop: Workshop) -> None:
    post = workshop.write("First thought")
    _rewrite(workshop, post, "Second thought")
    workshop.product.publishing.schedule(workshop.workspace_id, post.id, local=_in_an_hour(workshop), zone="UTC")
    _rewrite(workshop, post, "Last thought")
    workshop.pass_time(3700)
    workshop.settle()
    workshop.pass_time(90)
    workshop.product.engagement.collect_due()
    assert _kinds(workshop, post) == [
        *("written", "changed", "planned", "changed"),
        *("scheduled", "changed", "published", "replies_counted"),
    ]
    assert _faults(workshop) == ()


def test_storing_the_same_words_again_is_no_change(workshop: Workshop) -> None:
    post = workshop.write("First thought")
    _rewrite(workshop, post, "First thought")
    assert _kinds(workshop, post) == ["written"]


def test_a_deleted_post_leaves_its_trail_and_nothing_that_was_typed(workshop: Workshop) -> None:
    post = workshop.later("A regretted sentence", 3600)
    workshop.product.publishing.cancel(workshop.workspace_id, post.id)
    workshop.product.publishing.delete(workshop.workspace_id, post.id)
    kept = workshop.product.database["deleted_posts"].find_one({"_id": post.id})
    assert "regretted" not in repr(kept)
    assert _kinds(workshop, post) == ["written", "planned", "unplanned", "deleted", "scheduled", "cancelled"]
    assert _faults(workshop) == ()


def test_every_way_that_a_publication_can_end_agrees_with_its_trail(workshop: Workshop) -> None:
    _all_ends(workshop)
    told = workshop.product.audit.verify(workshop.workspace_id)
    assert told.faults == ()
    assert told.posts == 6
    states = {p.state for _, p in workshop.product.publications.each(workshop.workspace_id) if p}
    assert states == {State.PUBLISHED, State.FAILED, State.UNCONFIRMED, State.CANCELLED, State.SCHEDULED}


def test_a_stop_and_its_undoing_are_in_the_trail(workshop: Workshop) -> None:
    post = workshop.later("Later", 3600)
    stopped = workshop.product.switch.stop(workshop.workspace_id)
    assert _faults(workshop) == ()
    workshop.product.switch.undo_stop(workshop.workspace_id, str(stopped.batch))
    assert _faults(workshop) == ()
    assert _kinds(workshop, post)[-2:] == ["stopped", "stop_undone"]


def test_a_publication_that_vanished_is_missed(workshop: Workshop) -> None:
    post = workshop.later("One", 3600, "Two")
    workshop.product.database["publications"].delete_one({"post_id": post.id, "position": 1})
    assert any("1 of the publications" in fault.sentence for fault in _faults(workshop))


def test_a_post_that_vanished_is_missed(workshop: Workshop) -> None:
    post = workshop.later("One", 3600)
    workshop.product.database["posts"].delete_one({"_id": post.id})
    assert any("is gone" in fault.sentence and post.id in fault.sentence for fault in _faults(workshop))


def test_a_trail_that_was_cut_short_does_not_fit_its_row(workshop: Workshop) -> None:
    post = workshop.now("One")
    workshop.settle()
    workshop.product.database["publications"].update_one({"post_id": post.id}, {"$pop": {"trail": 1}})
    sentences = [fault.sentence for fault in _faults(workshop)]
    assert any("“published”, and entry 1 (scheduled) says otherwise" in sentence for sentence in sentences)


def test_other_workspaces_are_looked_at_only_when_nobody_said_which(workshop: Workshop) -> None:
    workshop.later("One", 3600)
    elsewhere = workshop.product.audit.verify("workspace_of_others")
    assert (elsewhere.posts, elsewhere.publications, elsewhere.entries) == (0, 0, 0)
    assert workshop.product.audit.verify().publications == 1


def test_an_export_can_be_checked_without_this_software(workshop: Workshop) -> None:
    _all_ends(workshop)
    lines = [json.loads(as_json(line)) for line in workshop.product.audit.lines(workshop.workspace_id)]
    assert len(lines) == workshop.product.audit.verify(workshop.workspace_id).entries
    previous: dict[str, str] = {}
    for line in lines:
        row = line["publication"] or line["post"]
        assert line["previous"] == previous.get(row, line["previous"])
        sealed = [line["previous"], line["number"], line["at"], line["kind"], line["facts"]]
        plain = json.dumps(sealed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert line["hash"] == hashlib.sha256(plain.encode()).hexdigest()
        previous[row] = line["hash"]


@pytest.fixture
def written(workshop: Workshop) -> Iterator[Workshop]:
    _all_ends(workshop)
    assert _faults(workshop) == ()
    yield workshop
    assert _faults(workshop) == (), "the test did not put everything back"


@settings(
    max_examples=80,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_single_changed_byte_anywhere_in_what_is_covered_is_found(written: Workshop, data: st.DataObject) -> None:
    database = written.product.database
    name = data.draw(st.sampled_from(sorted(_NOT_COVERED)))
    original = data.draw(st.sampled_from(list(database[name].find({}).sort("_id", 1))))
    path = data.draw(st.sampled_from(list(_covered(name, original))))
    forged = deepcopy(original)
    _put(forged, path, data.draw(_flipped(_at(original, path))))
    try:
        try:
            _replace(written, name, original["_id"], forged)
        except AlreadyThere:
            reject()  # two publications in one place: the database does not even take it
        faults = written.product.audit.verify().faults
    finally:
        _replace(written, name, forged["_id"], original)
    related = {original["_id"], forged["_id"], original.get("post_id"), forged.get("post_id")}
    assert related & {fault.row for fault in faults}, f"{name}: {path} was changed unseen"


def _all_ends(workshop: Workshop) -> None:
    """Posts that came to each possible end, a thread among them, and one that was deleted."""
    thread = workshop.now("One", "Two")
    workshop.settle()
    workshop.pass_time(90)
    workshop.product.engagement.collect_due()
    workshop.fault("refuse")
    workshop.now("Refused")
    workshop.settle()
    workshop.no_more_faults()
    _unconfirmed(workshop)
    cancelled = workshop.later("Taken back", 3600)
    workshop.product.publishing.cancel(workshop.workspace_id, cancelled.id)
    gone = workshop.later("Deleted", 3600)
    workshop.product.publishing.delete(workshop.workspace_id, gone.id)
    with_options = Writing(
        "Later", connection_ids=thread.connection_ids, follow_ups=(FollowUp("More"),), options={"made_with_ai": True}
    )
    later = workshop.product.publishing.write(workshop.workspace_id, workshop.user_id, with_options)
    workshop.product.publishing.schedule(workshop.workspace_id, later.id, local=_in_an_hour(workshop), zone="UTC")
    workshop.write("Only a draft")


def _unconfirmed(workshop: Workshop) -> None:
    workshop.fault("hide")
    workshop.fault("cut_after")
    workshop.now("Perhaps")
    workshop.settle()
    workshop.no_more_faults()


def _in_an_hour(workshop: Workshop) -> str:
    return (workshop.clock.now() + timedelta(hours=1)).replace(tzinfo=None).isoformat(timespec="minutes")


def _covered(name: str, row: dict[str, Any]) -> Iterator[Path]:
    settled = row.get("state") not in ("scheduled", "publishing", "processing")
    for path in _leaves(row, ()):
        also = path in _COVERED_AFTER_ALL and (path[0] != "failure" or row["state"] == "failed")
        if also or (path[0] not in _NOT_COVERED[name] and (path[0] != "attempts" or settled)):
            yield path


def _leaves(value: Any, path: Path) -> Iterator[Path]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield from _leaves(part, (*path, name))
    if isinstance(value, str | bool | int | datetime) and value != "":
        yield path


def _flipped(value: Any) -> st.SearchStrategy[Any]:
    if isinstance(value, bool):
        return st.just(not value)
    if isinstance(value, int):
        return st.integers(0, 7).map(lambda bit: value ^ (1 << bit))
    if isinstance(value, datetime):
        return st.sampled_from([-1, 1]).map(lambda step: value + timedelta(milliseconds=step))
    return st.tuples(st.integers(0, len(value) - 1), st.integers(0, 5)).map(
        lambda where: value[: where[0]] + chr(ord(value[where[0]]) ^ (1 << where[1])) + value[where[0] + 1 :]
    )


def _at(row: Any, path: Path) -> Any:
    for step in path:
        row = row[step]
    return row


def _put(row: Any, path: Path, value: Any) -> None:
    _at(row, path[:-1])[path[-1]] = value


def _replace(workshop: Workshop, name: str, old_id: str, row: dict[str, Any]) -> None:
    rows = workshop.product.database[name]
    if old_id != row["_id"]:
        rows.delete_one({"_id": old_id})
    rows.replace_one({"_id": row["_id"]}, row, upsert=True)
