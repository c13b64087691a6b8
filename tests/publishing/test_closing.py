"""An account is closed while its posts are planned, on their way, or out."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.workshop import Workshop
from velocitypost.accounts.closing_store import Closing, ClosingStore
from velocitypost.accounts.model import Viewer
from velocitypost.wiring import belongings

LATER = 16 * 60


def close(workshop: Workshop) -> None:
    viewer = Viewer(workshop.user_id, workshop.workspace_id, "owner", "session_here")
    workshop.product.closing.ask(viewer, password="SecurePass123!", confirmation="DELETE")


def email_of(workshop: Workshop) -> str:
    user = workshop.product.accounts.profile(Viewer(workshop.user_id, workshop.workspace_id, "owner", "")).user
    return user.email


def work_off(workshop: Workshop) -> None:
    while workshop.product.closing.work():
        pass


def mentions(workshop: Workshop, *ids: str) -> list[str]:
    """The collections with a row that holds one of these."""
    database = workshop.product.database
    names = sorted(database.list_collection_names())
    return [name for name in names if any(one in str(row) for row in database[name].find({}) for one in ids)]


def test_what_was_planned_does_not_go_out_and_nothing_of_it_is_left(workshop: Workshop) -> None:
    workspace_id, user_id = workshop.workspace_id, workshop.user_id
    out, planned = workshop.now("this one is out"), workshop.later("this one is not", 60, "nor what follows it")
    workshop.run_due()
    email = email_of(workshop)
    close(workshop)
    assert {str(p.state) for p in workshop.publications(planned)} == {"cancelled"}
    work_off(workshop)
    assert mentions(workshop, workspace_id, user_id, out.id, planned.id) == ["closings"]
    workshop.pass_time(LATER)
    workshop.run_due()
    work_off(workshop)
    assert mentions(workshop, workspace_id, user_id, out.id, planned.id, workshop.connection.id) == []
    assert mentions(workshop, email) == ["mails"]
    assert workshop.live_texts() == ["this one is out"]


@pytest.mark.parametrize(("place", "goes_out"), [("claimed", False), ("before_write", False), ("write_noted", True)])
def test_a_post_at_that_moment_on_its_way_goes_out_whole_or_not_at_all(
    place: str, goes_out: bool, workshop: Workshop
) -> None:
    post = workshop.now("just now")

    def closes(passed: str) -> None:
        if passed == place:
            workshop.checkpoints.also = None
            close(workshop)
            work_off(workshop)
            # While a worker has it in its hands, nothing is taken from under it.
            assert (workshop.publications(post) != []) is goes_out

    workshop.checkpoints.also = closes
    workshop.run_due()
    for _ in range(3):
        workshop.pass_time(LATER)
        workshop.run_due()
        work_off(workshop)
    assert workshop.live_texts() == (["just now"] if goes_out else [])
    assert mentions(workshop, workshop.workspace_id, post.id) == []


def test_whoever_resumes_publishing_in_that_moment_does_not_open_the_gate_again(workshop: Workshop) -> None:
    close(workshop)
    workshop.product.switch.resume(workshop.workspace_id)
    workshop.now("written by a request that was under way")
    workshop.run_due()
    assert workshop.live_texts() == []
    work_off(workshop)
    workshop.pass_time(LATER)
    workshop.run_due()
    work_off(workshop)
    assert workshop.live_texts() == []
    assert mentions(workshop, workshop.workspace_id) == []


def test_what_died_after_its_first_step_is_gone_on_with(workshop: Workshop) -> None:
    product, now = workshop.product, workshop.clock.now()
    workshop.later("not this one", 60)
    email = email_of(workshop)
    wish = Closing(workshop.workspace_id, workshop.user_id, "Ann", email, now, now)
    ClosingStore(product.database).insert(wish)
    work_off(workshop)
    workshop.pass_time(LATER)
    workshop.run_due()
    work_off(workshop)
    assert workshop.live_texts() == []
    assert mentions(workshop, workshop.workspace_id, workshop.user_id) == []
    goodbyes = [row for row in product.database["mails"].find({}) if row["kind"] == "goodbye"]
    assert [row["to"]["email"] for row in goodbyes] == [email]


def test_the_permission_is_given_back_at_the_platform(workshop: Workshop) -> None:
    close(workshop)
    work_off(workshop)
    assert [one["status"] for one in workshop.sandbox.requests() if "revoke" in one["path"]] == [200, 200]


def test_others_keep_all_that_is_theirs_and_their_trails_hold(workshop: Workshop) -> None:
    workshop.now("of somebody who goes")
    workshop.settle()
    gone = workshop.workspace_id, workshop.user_id
    going = Viewer(gone[1], gone[0], "owner", "session_here")
    workshop.begin_anew()
    stays = workshop.now("of somebody who stays")
    workshop.settle()
    workshop.product.closing.ask(going, password="SecurePass123!", confirmation="DELETE")
    work_off(workshop)
    workshop.pass_time(LATER)
    work_off(workshop)
    assert mentions(workshop, *gone) == []
    assert len(workshop.publications(stays)) == 1
    assert email_of(workshop)
    verdict = workshop.product.audit.verify()
    assert (verdict.publications, verdict.faults) == (1, ())


def test_files_go_with_their_rows(workshop: Workshop) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    picture.seek(0)
    media = workshop.product.media.add(workshop.workspace_id, workshop.user_id, picture, name="a.png")
    close(workshop)
    work_off(workshop)
    for part in ("original", "thumbnail"):
        assert not workshop.product.media.blob_path(f"{media.id}.{part}").exists()


def test_of_every_collection_it_is_known_whose_its_rows_are(workshop: Workshop) -> None:
    known = {one.collection for one in belongings.BELONGINGS} | belongings.BY_THE_CLOSING | belongings.OF_NOBODY
    assert set(workshop.product.database.list_collection_names()) - known == set()
