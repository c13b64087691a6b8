"""An automation that runs: planned, written, approved or not, sent, and under its owner's hand at every moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.workshop import Workshop
from velocitypost.automation.model import BadAutomation, Entry, EntryState, NotNow, Schedule
from velocitypost.automation.parts import Autopilot
from velocitypost.automation.service import Wanted
from velocitypost.content.campaigns import CampaignForm
from velocitypost.publishing.model import CannotSchedule

pytestmark = pytest.mark.long

BERLIN = ZoneInfo("Europe/Berlin")


def autopilot(workshop: Workshop) -> Autopilot:
    return workshop.product.autopilot


def set_up(workshop: Workshop, **changes: Any) -> None:
    schedule = {"posts_per_day": 2, "spacing_minutes": 120, "horizon_days": 7, **changes.pop("schedule", {})}
    usual: dict[str, Any] = {
        "schedule": Schedule("Europe/Berlin", **schedule),
        "mix": {"tech": 60, "food": 40},
        "priorities": {workshop.connection.id: 1},
        "review": False,
    }
    wanted = Wanted(**{**usual, **changes})
    autopilot(workshop).automations.configure(workshop.workspace_id, workshop.user_id, wanted)


def write_all(workshop: Workshop) -> None:
    """The workers do all that is due now for the planned posts."""
    for _ in range(200):
        if not autopilot(workshop).work.work():
            return
    raise AssertionError("never done")


def entries(workshop: Workshop, *states: EntryState) -> list[Entry]:
    found, _ = autopilot(workshop).review.page(workshop.workspace_id, states or tuple(EntryState), after=None, most=200)
    return found


def days_pass(workshop: Workshop, days: int) -> None:
    """Hour by hour: filled in the morning, written, sent when due."""
    for _ in range(days * 24):
        workshop.pass_time(3600)
        autopilot(workshop).filler.fill_due()
        write_all(workshop)
        while workshop.run_due():
            pass


def test_every_planned_post_goes_out_once_and_in_its_hour(workshop: Workshop) -> None:
    set_up(workshop)
    autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    days_pass(workshop, 3)
    now = workshop.clock.now()
    out = [entry for entry in entries(workshop) if entry.at < now - timedelta(hours=1)]
    assert len(out) >= 4
    live = Counter(workshop.live_texts())
    assert set(live.values()) == {1}
    assert len(live) >= len(out)
    for entry in out:
        [publication] = workshop.product.publications.of_posts([entry.post_id])
        assert publication.state == "published"
        local = entry.at.astimezone(BERLIN)
        assert 9 <= local.hour < 18
        assert abs((publication.result.published_at - entry.at).total_seconds()) <= 3600  # type: ignore[union-attr]
    assert all(count <= 2 for count in Counter(entry.day for entry in entries(workshop)).values())


def test_what_must_be_approved_waits_and_expires_in_words(workshop: Workshop) -> None:
    set_up(workshop, review=True)
    autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    waiting = entries(workshop, EntryState.TO_REVIEW)
    assert waiting
    assert all(entry.text and entry.reasons for entry in waiting)
    approved = autopilot(workshop).review.approve(workshop.workspace_id, waiting[0].id)
    assert approved.state is EntryState.SCHEDULED
    rejected = autopilot(workshop).review.reject(workshop.workspace_id, waiting[1].id, "Too loud")
    assert (rejected.state, rejected.rejected_for) == (EntryState.REJECTED, "Too loud")
    days_pass(workshop, 8)
    by_id = {entry.id: entry for entry in entries(workshop)}
    assert by_id[waiting[2].id].state is EntryState.EXPIRED
    assert by_id[waiting[2].id].problem == "Nobody approved it in time."
    assert workshop.live_texts() == [approved.text]
    told, _ = workshop.product.notices.page(workshop.workspace_id, before=None, most=50)
    assert any("wait for your approval" in notice.text for notice in told)


def test_a_text_is_edited_and_written_anew_before_it_is_approved(workshop: Workshop) -> None:
    set_up(workshop, review=True)
    autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    entry = entries(workshop, EntryState.TO_REVIEW)[0]
    edited = autopilot(workshop).review.edit(workshop.workspace_id, entry.id, "My own words.")
    assert (edited.text, edited.engine) == ("My own words.", "")
    anew = autopilot(workshop).review.regenerate(workshop.workspace_id, entry.id)
    assert anew.text not in ("My own words.", "")
    with pytest.raises(BadAutomation):
        autopilot(workshop).review.edit(workshop.workspace_id, entry.id, "  ")


def test_what_was_edited_after_a_refusal_is_what_goes_out(workshop: Workshop) -> None:
    set_up(workshop, review=True)
    autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    review, entry = autopilot(workshop).review, entries(workshop, EntryState.TO_REVIEW)[0]
    review.edit(workshop.workspace_id, entry.id, "Too long. " * 60)
    with pytest.raises(CannotSchedule):
        review.approve(workshop.workspace_id, entry.id)
    review.edit(workshop.workspace_id, entry.id, "Short enough.")
    approved = review.approve(workshop.workspace_id, entry.id)
    [publication] = workshop.product.publications.of_posts([approved.post_id])
    assert publication.draft.text == "Short enough."


def test_what_is_taken_off_the_plan_while_it_is_being_written_does_not_go_out(workshop: Workshop) -> None:
    set_up(workshop, review=True)
    automation = autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    entry = entries(workshop, EntryState.TO_REVIEW)[0]
    autopilot(workshop).review.remove(workshop.workspace_id, entry.id)
    autopilot(workshop).work.schedule(automation, entry)  # by a worker that read it before
    assert autopilot(workshop).review.get(workshop.workspace_id, entry.id).state is EntryState.REMOVED
    assert workshop.product.publications.scheduled(workshop.workspace_id) == []


def test_whoever_wants_to_review_again_sees_what_was_on_the_calendar_already(workshop: Workshop) -> None:
    set_up(workshop)
    autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    unseen = {entry.id for entry in entries(workshop, EntryState.SCHEDULED)}
    set_up(workshop, review=True)
    write_all(workshop)
    assert unseen <= {entry.id for entry in entries(workshop, EntryState.TO_REVIEW)}
    assert workshop.product.publications.scheduled(workshop.workspace_id) == []
    set_up(workshop, review=False)
    write_all(workshop)
    assert unseen <= {entry.id for entry in entries(workshop, EntryState.SCHEDULED)}
    days_pass(workshop, 1)
    assert workshop.live_texts()


def test_no_two_texts_near_each_other_are_the_same(workshop: Workshop) -> None:
    set_up(workshop, schedule={"posts_per_day": 4, "spacing_minutes": 60}, review=True)
    autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    texts = [entry.text for entry in entries(workshop, EntryState.TO_REVIEW)]
    assert len(texts) == len(set(texts)) >= 20


def test_a_pause_keeps_the_queue_and_lets_nothing_of_it_out(workshop: Workshop) -> None:
    set_up(workshop)
    automations = autopilot(workshop).automations
    automations.start(workshop.workspace_id)
    write_all(workshop)
    automations.pause(workshop.workspace_id)
    by_hand = workshop.later("By hand", 3600)
    days_pass(workshop, 2)
    assert workshop.live_texts() == ["By hand"]
    assert workshop.publication(by_hand).state == "published"
    before = {entry.id for entry in entries(workshop, EntryState.SCHEDULED)}
    automations.start(workshop.workspace_id)
    assert before <= {entry.id for entry in entries(workshop)}
    days_pass(workshop, 1)
    assert len(workshop.live_texts()) > 1


def test_what_came_due_in_a_pause_does_not_rush_out_after_it_and_its_text_is_used_later(workshop: Workshop) -> None:
    set_up(workshop)
    automations = autopilot(workshop).automations
    automations.start(workshop.workspace_id)
    write_all(workshop)
    days_pass(workshop, 1)
    automations.pause(workshop.workspace_id)
    out, began = len(workshop.live_texts()), workshop.clock.now()
    queued = [entry for entry in entries(workshop, EntryState.SCHEDULED) if entry.at > began]
    days_pass(workshop, 2)
    automations.start(workshop.workspace_id)
    workshop.run_due()
    now = workshop.clock.now()
    passed = [entry for entry in queued if entry.at < now - timedelta(hours=1)]
    assert passed
    assert len(workshop.live_texts()) <= out + len([e for e in queued if now - timedelta(hours=1) <= e.at <= now])
    for entry in passed:
        settled = autopilot(workshop).review.get(workshop.workspace_id, entry.id)
        assert (settled.state, settled.problem) == (
            EntryState.EXPIRED,
            "Its time passed while the automation was paused.",
        )
    days_pass(workshop, 6)
    live = Counter(workshop.live_texts())
    assert set(live.values()) == {1}
    assert {entry.text for entry in passed} <= set(live)


def test_after_a_stop_the_same_days_are_planned_anew(workshop: Workshop) -> None:
    set_up(workshop)
    automations = autopilot(workshop).automations
    automations.start(workshop.workspace_id)
    write_all(workshop)
    before = {entry.key for entry in entries(workshop, EntryState.SCHEDULED, EntryState.WANTED)}
    automations.stop(workshop.workspace_id)
    automations.start(workshop.workspace_id)
    write_all(workshop)
    assert {entry.key for entry in entries(workshop, EntryState.SCHEDULED, EntryState.WANTED)} == before
    days_pass(workshop, 1)
    assert set(Counter(workshop.live_texts()).values()) == {1}


def test_a_smaller_plan_holds_from_the_moment_it_is_chosen_and_a_larger_one_fills_again(workshop: Workshop) -> None:
    others = {workshop.connect("mapleandrye", name).id: 2 for name in ("linkedin", "threads")}
    priorities = {workshop.connection.id: 1, **others}
    mix = {"tech": 50, "food": 50}
    set_up(workshop, schedule={"posts_per_day": 4, "spacing_minutes": 60}, priorities=priorities, mix=mix)
    autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    workshop.product.workspaces.grant_plan(workshop.workspace_id, "free")
    write_all(workshop)
    standing = entries(workshop, EntryState.WANTED, EntryState.SCHEDULED)
    assert max(Counter(entry.day for entry in standing).values()) == 2
    assert len({entry.platform for entry in standing}) == 2
    assert {entry.domain for entry in standing if not entry.text} == {"tech"}
    assert entries(workshop, EntryState.FAILED) == []
    calendar = workshop.product.publications.scheduled(workshop.workspace_id)
    assert {p.post_id for p in calendar} == {e.post_id for e in standing if e.state is EntryState.SCHEDULED}
    workshop.product.workspaces.grant_plan(workshop.workspace_id, "pro")
    standing = entries(workshop, EntryState.WANTED, EntryState.SCHEDULED)
    assert sorted(set(Counter(entry.day for entry in standing).values()))[-1] == 4
    assert len({entry.platform for entry in standing}) == 3


def test_a_stop_clears_the_queue_and_can_be_undone(workshop: Workshop) -> None:
    set_up(workshop)
    automations = autopilot(workshop).automations
    automations.start(workshop.workspace_id)
    write_all(workshop)
    planned = len(entries(workshop, EntryState.SCHEDULED, EntryState.WANTED))
    _, cleared = automations.stop(workshop.workspace_id)
    assert cleared == planned > 0
    assert {entry.problem for entry in entries(workshop, EntryState.CLEARED)} == {""}
    days_pass(workshop, 1)
    assert workshop.live_texts() == []
    automations.undo_stop(workshop.workspace_id)
    write_all(workshop)
    assert entries(workshop, EntryState.SCHEDULED)
    days_pass(workshop, 1)
    assert workshop.live_texts()


def test_an_emergency_stop_halts_everything_at_once_and_says_so(workshop: Workshop) -> None:
    set_up(workshop)
    autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    workshop.later("By hand", 60)
    autopilot(workshop).automations.emergency_stop(workshop.workspace_id)
    days_pass(workshop, 1)
    assert workshop.live_texts() == []
    told, _ = workshop.product.notices.page(workshop.workspace_id, before=None, most=50)
    assert any("stopped at once" in notice.text for notice in told)


def test_after_an_emergency_stop_publishing_starts_again_without_the_automation(workshop: Workshop) -> None:
    set_up(workshop)
    autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    workshop.later("By hand", 7200)
    autopilot(workshop).automations.emergency_stop(workshop.workspace_id)
    workshop.product.switch.resume(workshop.workspace_id)
    days_pass(workshop, 1)
    assert workshop.live_texts() == ["By hand"]


def test_nothing_leaves_through_an_account_that_is_paused(workshop: Workshop) -> None:
    workshop.later("Held", 60)
    autopilot(workshop).automations.pause_connection(workshop.workspace_id, workshop.connection.id, paused=True)
    workshop.pass_time(120)
    workshop.run_due()
    assert workshop.live_texts() == []
    autopilot(workshop).automations.pause_connection(workshop.workspace_id, workshop.connection.id, paused=False)
    workshop.run_due()
    assert workshop.live_texts() == ["Held"]


def test_what_a_person_removed_is_not_planned_again(workshop: Workshop) -> None:
    set_up(workshop, review=True)
    automation = autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    gone = entries(workshop, EntryState.TO_REVIEW)[3]
    autopilot(workshop).review.remove(workshop.workspace_id, gone.id)
    assert autopilot(workshop).filler.fill(automation) == 0
    assert len([entry for entry in entries(workshop, EntryState.TO_REVIEW) if entry.day == gone.day]) == 1
    with pytest.raises(NotNow):
        autopilot(workshop).review.approve(workshop.workspace_id, gone.id)


def test_what_was_cancelled_on_the_calendar_counts_as_removed(workshop: Workshop) -> None:
    set_up(workshop)
    automation = autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    gone = entries(workshop, EntryState.SCHEDULED)[0]
    workshop.product.publishing.cancel(workshop.workspace_id, gone.post_id)
    assert autopilot(workshop).review.get(workshop.workspace_id, gone.id).state is EntryState.REMOVED
    assert autopilot(workshop).filler.fill(automation) == 0


def test_a_post_that_is_moved_on_the_calendar_stands_in_the_plan_at_its_new_time(workshop: Workshop) -> None:
    set_up(workshop)
    automation = autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    first, *rest = entries(workshop, EntryState.SCHEDULED)
    free = max(entry.at for entry in rest) + timedelta(days=1, minutes=30)
    local = free.astimezone(ZoneInfo("Asia/Tokyo")).strftime("%Y-%m-%dT%H:%M")
    publishing = workshop.product.publishing

    publishing.schedule(workshop.workspace_id, first.post_id, local=local, zone="Asia/Tokyo")
    moved = autopilot(workshop).review.get(workshop.workspace_id, first.id)
    assert (moved.at, moved.local, moved.zone, moved.moved_from) == (free, local, "Asia/Tokyo", first.at)
    assert entries(workshop, EntryState.SCHEDULED)[-1].id == first.id, "listed in the order of the true times"
    assert autopilot(workshop).filler.fill(automation) == 0, "its place stays its own, and empty"
    look_ahead = autopilot(workshop).filler.look_ahead(automation, days=14)
    apart = [abs(slot.at - free) for slot in look_ahead.slots if slot.outlet_id == first.connection_id]
    assert min(apart) >= timedelta(minutes=120), "what is planned keeps its distance from where it is now"
    rehearsed = autopilot(workshop).rehearsal.run(automation, days=2).posts
    assert rehearsed == len([entry for entry in rest if entry.at < workshop.clock.now() + timedelta(days=2)])

    publishing.schedule(workshop.workspace_id, first.post_id, local=first.local, zone=first.zone)
    back = autopilot(workshop).review.get(workshop.workspace_id, first.id)
    assert (back.at, back.local, back.zone, back.moved_from) == (first.at, first.local, first.zone, None)


def test_posts_of_the_automation_have_its_labels(workshop: Workshop) -> None:
    product = workshop.product
    campaign = product.campaigns.create(workshop.workspace_id, CampaignForm("Spring"))
    set_up(workshop, labels=product.labels.checked(workshop.workspace_id, ["auto"], campaign.id))
    autopilot(workshop).automations.start(workshop.workspace_id)
    product.labels.rename(workshop.workspace_id, "auto", "by itself")
    write_all(workshop)
    posts = [product.content.get(workshop.workspace_id, e.post_id) for e in entries(workshop, EntryState.SCHEDULED)]
    assert posts
    assert all((post.tags, post.campaign_id) == (("by itself",), campaign.id) for post in posts)


def test_a_move_that_nobody_told_the_plan_of_is_found_when_it_is_filled(workshop: Workshop) -> None:
    set_up(workshop)
    automation = autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    first = entries(workshop, EntryState.SCHEDULED)[0]
    later = first.at + timedelta(days=20, minutes=7)
    publication = workshop.product.publications.of_posts([first.post_id])[0]
    local = later.astimezone(BERLIN).strftime("%Y-%m-%dT%H:%M")
    assert workshop.product.publications.save(replace(publication, due_at=later, local=local, wake_at=later))
    autopilot(workshop).filler.fill(automation)
    moved = autopilot(workshop).review.get(workshop.workspace_id, first.id)
    assert (moved.at, moved.local, moved.moved_from) == (later, local, first.at)


def test_a_configuration_that_cannot_be_is_refused_in_words(workshop: Workshop) -> None:
    with pytest.raises(BadAutomation, match="add up to 100"):
        set_up(workshop, mix={"tech": 60})
    with pytest.raises(BadAutomation, match="neither an account here nor a platform"):
        set_up(workshop, priorities={"somebody": 1})
    with pytest.raises(BadAutomation, match="end after it starts"):
        set_up(workshop, schedule={"starts": "18:00", "ends": "09:00"})
    with pytest.raises(BadAutomation, match="No holidays are known"):
        set_up(workshop, schedule={"holidays_of": "XX"})


def test_the_plans_own_limits_hold(workshop: Workshop) -> None:
    workshop.product.workspaces.grant_plan(workshop.workspace_id, "free")
    with pytest.raises(BadAutomation, match="sends 2 posts a day"):
        set_up(workshop, schedule={"posts_per_day": 3})
    with pytest.raises(Exception, match="Pro"):
        set_up(workshop, mix={"food": 100})


def test_a_rehearsal_tells_what_would_go_wrong(workshop: Workshop) -> None:
    set_up(workshop, schedule={"holidays_of": "DE"})
    automation = autopilot(workshop).automations.get(workshop.workspace_id)
    store = workshop.product.connecting._store
    ends = workshop.clock.now() + timedelta(days=10)
    store.note_check(workshop.connection.id, {"token_expires_at": ends, "refresh_at": None})
    rehearsed = autopilot(workshop).rehearsal.run(automation)
    assert rehearsed.posts > 40
    assert float(rehearsed.cost["USD"]) > 0
    [broken] = [finding for finding in rehearsed.findings if finding.severity == "breaks"]
    assert broken.code == "sign_in_ends"
    assert "will ask you to sign in again" in broken.message


def test_a_card_is_drawn_for_a_platform_that_needs_a_picture(workshop: Workshop) -> None:
    instagram = workshop.connect("mapleandrye", "instagram").id
    set_up(workshop, priorities={instagram: 1}, review=True, schedule={"posts_per_day": 1, "horizon_days": 7})
    autopilot(workshop).automations.start(workshop.workspace_id)
    write_all(workshop)
    waiting = entries(workshop, EntryState.TO_REVIEW)
    assert waiting
    for entry in waiting:
        assert entry.media_id is not None
        media = workshop.product.media.get(workshop.workspace_id, entry.media_id)
        assert (media.width, media.height) == (1080, 1350)
        assert media.alt.startswith("Quote: “")
    approved = autopilot(workshop).review.approve(workshop.workspace_id, waiting[0].id)
    [publication] = workshop.product.publications.of_posts([approved.post_id])
    assert (approved.state, publication.state) == (EntryState.SCHEDULED, "scheduled")
