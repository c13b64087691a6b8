"""A series that is changed while posts of it stand on the calendar: each time has its post by the new rule, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workshop import Died, Workshop
from velocitypost.content.model import FollowUp, Labelled, Post, Writing
from velocitypost.publishing.model import NotPossibleNow, State
from velocitypost.publishing.series import Remade, Series, SeriesChanged, SeriesState
from velocitypost.publishing.series import coming as upcoming
from velocitypost.publishing.series_service import Wanted
from velocitypost.publishing.times import BadTime

MONDAY = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
FOUR_DAYS = "FREQ=DAILY;COUNT=4"
MAKING = ("occurrence_claimed", "occurrence_written", "occurrence_rewritten", "occurrence_planned")
REMAKING = ("occurrence_reopened", "occurrence_taken_back", "occurrence_freed")


def _wanted(workshop: Workshop, **changes: Any) -> Wanted:
    text = changes.pop("text", "Good morning")
    writing = Writing(text, connection_ids=changes.pop("accounts", (workshop.connection.id,)))
    return replace(Wanted(writing, (), FOUR_DAYS, "2027-03-01T10:00", "Europe/Berlin"), **changes)


def _begin(workshop: Workshop, **changes: Any) -> Series:
    workshop.clock.set(MONDAY)
    return workshop.product.series.create(workshop.workspace_id, workshop.user_id, _wanted(workshop, **changes))


def _change(workshop: Workshop, series: Series, **changes: Any) -> tuple[Series, Remade]:
    current = workshop.product.series.get(workshop.workspace_id, series.id)
    return workshop.product.series.change(
        workshop.workspace_id, series.id, _wanted(workshop, **changes), edition=current.edition
    )


def _again(workshop: Workshop) -> None:
    """The clockwork comes by; where it dies, it is dead."""
    with suppress(Died):
        workshop.product.series.materialise_due()


def _after_a_while(workshop: Workshop) -> None:
    """Who died is known to be dead, and everything that is still owed is done."""
    workshop.checkpoints.die_at = workshop.checkpoints.also = None
    workshop.clock.advance(timedelta(minutes=6))
    _again(workshop)
    _again(workshop)


def _posts(workshop: Workshop) -> list[Post]:
    posts, _ = workshop.product.content.page(workshop.workspace_id, before=None, most=1000)
    return sorted(posts, key=lambda post: (post.planned.at if post.planned else MONDAY, post.id))


def _planned(workshop: Workshop) -> list[tuple[str, str]]:
    """The times and texts of what waits on the calendar; each with publications that say and mean the same."""
    planned = []
    for post in _posts(workshop):
        publications = workshop.publications(post)
        waiting = [one for one in publications if one.state is State.SCHEDULED]
        if post.planned is None:
            assert waiting == []
        if post.planned is None or any(one.state is State.PUBLISHED for one in publications):
            continue
        assert {one.connection_id for one in waiting} == set(post.connection_ids)
        assert {(one.draft.text, one.due_at) for one in waiting} == {(post.text, post.planned.at)}
        planned.append((post.planned.local, post.text))
    return planned


def _days(first: int, last: int, *, at: str = "10:00", text: str = "Good morning") -> list[tuple[str, str]]:
    return [(f"2027-03-{day:02}T{at}", text) for day in range(first, last + 1)]


def test_a_new_text_is_what_the_planned_posts_say_and_each_keeps_its_place(workshop: Workshop) -> None:
    series = _begin(workshop)
    before = [one.id for post in _posts(workshop) for one in workshop.publications(post)]
    changed, remade = _change(workshop, series, text="Fresh bread", texts=("Fresh buns",))
    assert (changed.edition, remade) == (1, Remade())
    assert [text for _, text in _planned(workshop)] == ["Fresh bread", "Fresh buns"] * 2
    assert [one.id for post in _posts(workshop) for one in workshop.publications(post)] == before
    assert workshop.product.audit.verify(workshop.workspace_id).faults == ()


@pytest.mark.parametrize("at", ["09:30", "18:00"])
def test_a_time_that_comes_earlier_or_later_takes_the_place_of_the_one_before(workshop: Workshop, at: str) -> None:
    series = _begin(workshop)
    _change(workshop, series, local=f"2027-03-01T{at}")
    assert _planned(workshop) == _days(1, 4, at=at)
    assert len(_posts(workshop)) == 4
    _change(workshop, series)
    assert _planned(workshop) == _days(1, 4)
    assert len(_posts(workshop)) == 4
    assert workshop.product.audit.verify(workshop.workspace_id).faults == ()


def test_times_that_the_new_rule_has_too_are_not_touched(workshop: Workshop) -> None:
    series = _begin(workshop, rule="FREQ=WEEKLY;BYDAY=MO,WE;COUNT=9")
    monday = workshop.publication(_posts(workshop)[0])
    _change(workshop, series, rule="FREQ=WEEKLY;BYDAY=MO,TH;COUNT=9")
    assert [local for local, _ in _planned(workshop)] == ["2027-03-01T10:00", "2027-03-04T10:00"]
    assert workshop.publication(_posts(workshop)[0]) == monday


def test_another_zone_moves_the_same_time_of_the_clock(workshop: Workshop) -> None:
    series = _begin(workshop)
    _change(workshop, series, zone="America/New_York", text="Good morning, New York")
    assert _planned(workshop) == _days(1, 4, text="Good morning, New York")
    assert [post.planned.at.hour for post in _posts(workshop) if post.planned] == [15] * 4


def test_what_went_out_already_stays_and_only_what_is_to_come_follows(workshop: Workshop) -> None:
    series = _begin(workshop)
    workshop.pass_time(90 * 60)
    assert workshop.run_due() == 1
    _change(workshop, series, local="2027-03-01T08:00", text="Fresh bread")
    assert workshop.live_texts() == ["Good morning"]
    assert _planned(workshop) == _days(2, 4, at="08:00", text="Fresh bread")


def test_other_accounts_take_the_place_of_those_before(workshop: Workshop) -> None:
    series = _begin(workshop)
    other = workshop.connect("adaquist")
    _change(workshop, series, accounts=(other.id,))
    assert _planned(workshop) == _days(1, 4)
    states = {(one.connection_id, one.state) for post in _posts(workshop) for one in workshop.publications(post)}
    assert states == {(workshop.connection.id, State.CANCELLED), (other.id, State.SCHEDULED)}
    _, remade = _change(workshop, series, accounts=(other.id,), text="Fresh bread")
    assert (remade, _planned(workshop)) == (Remade(), _days(1, 4, text="Fresh bread"))


def test_a_thread_becomes_shorter_and_longer_with_its_series(workshop: Workshop) -> None:
    series, current = _begin(workshop), workshop.product.series
    for number, parts in enumerate([("More", "Most"), (), ("More",)]):
        writing = Writing("Good morning", connection_ids=(workshop.connection.id,))
        wanted = replace(_wanted(workshop), writing=replace(writing, follow_ups=tuple(map(FollowUp, parts))))
        current.change(workshop.workspace_id, series.id, wanted, edition=number)
        for post in _posts(workshop):
            waiting = [one for one in workshop.publications(post) if one.state is State.SCHEDULED]
            assert [one.draft.text for one in waiting] == ["Good morning", *parts]
    assert workshop.product.audit.verify(workshop.workspace_id).faults == ()


def test_a_pause_while_it_is_changed_takes_everything_off_and_going_on_brings_the_new(workshop: Workshop) -> None:
    series = _begin(workshop)

    def pause_meanwhile(place: str) -> None:
        if place == "occurrence_taken_back":
            workshop.checkpoints.also = None
            workshop.product.series.pause(workshop.workspace_id, series.id)

    workshop.checkpoints.also = pause_meanwhile
    _change(workshop, series, text="Fresh bread")
    _after_a_while(workshop)
    assert _planned(workshop) == []
    workshop.product.series.resume(workshop.workspace_id, series.id)
    _after_a_while(workshop)
    assert _planned(workshop) == _days(1, 4, text="Fresh bread")


def test_a_change_during_a_pause_shows_when_it_goes_on(workshop: Workshop) -> None:
    series = _begin(workshop)
    workshop.product.series.pause(workshop.workspace_id, series.id)
    changed, _ = _change(workshop, series, local="2027-03-01T18:00", rule="FREQ=DAILY;INTERVAL=2;COUNT=3")
    assert (changed.state, _planned(workshop)) == (SeriesState.PAUSED, [])
    workshop.product.series.resume(workshop.workspace_id, series.id)
    assert [local for local, _ in _planned(workshop)] == [f"2027-03-{day:02}T18:00" for day in (1, 3, 5)]
    assert len(_posts(workshop)) == 3


def test_a_text_that_changes_during_a_pause_is_what_the_returning_posts_say(workshop: Workshop) -> None:
    series = _begin(workshop)
    workshop.product.series.pause(workshop.workspace_id, series.id)
    own = _posts(workshop)[1]
    workshop.product.publishing.rewrite(
        workshop.workspace_id, own.id, replace(own.writing, text="Today only"), version=own.version
    )
    _change(workshop, series, text="Fresh bread")
    workshop.product.series.resume(workshop.workspace_id, series.id)
    assert sorted(text for _, text in _planned(workshop)) == ["Fresh bread"] * 3 + ["Today only"]
    assert len(_posts(workshop)) == 4


def test_of_two_changes_at_once_the_second_is_refused_and_the_clockwork_is_nobodys_rival(workshop: Workshop) -> None:
    series = _begin(workshop, rule="FREQ=DAILY")
    workshop.clock.advance(timedelta(days=1, hours=1))
    _again(workshop)
    service, wanted = workshop.product.series, _wanted(workshop, rule="FREQ=DAILY", text="Mine")
    service.change(workshop.workspace_id, series.id, wanted, edition=series.edition)
    with pytest.raises(SeriesChanged, match="changed elsewhere"):
        service.change(workshop.workspace_id, series.id, _wanted(workshop, text="Yours"), edition=series.edition)
    assert {text for _, text in _planned(workshop)[2:]} == {"Mine"}


def test_an_occurrence_that_somebody_removed_is_not_made_again_because_the_text_changes(workshop: Workshop) -> None:
    series = _begin(workshop)
    first, second, *_ = _posts(workshop)
    workshop.product.publishing.delete(workshop.workspace_id, first.id)
    workshop.product.publishing.cancel(workshop.workspace_id, second.id)
    _, remade = _change(workshop, series, text="Fresh bread")
    _after_a_while(workshop)
    assert (_planned(workshop), remade) == (_days(3, 4, text="Fresh bread"), Remade())
    assert _posts(workshop)[0].text == "Good morning"


def test_what_somebody_changed_or_moved_stays_by_the_same_rule_and_is_a_draft_by_another(workshop: Workshop) -> None:
    series = _begin(workshop)
    first, second, *_ = _posts(workshop)
    workshop.product.publishing.rewrite(
        workshop.workspace_id, first.id, replace(first.writing, text="Today only"), version=first.version
    )
    workshop.product.publishing.schedule(workshop.workspace_id, second.id, local="2027-03-02T12:00", zone="UTC")
    _, remade = _change(workshop, series, text="Fresh bread")
    assert remade == Remade(left=2)
    assert _planned(workshop)[:2] == [("2027-03-01T10:00", "Today only"), ("2027-03-02T12:00", "Good morning")]
    _, remade = _change(workshop, series, text="Fresh bread", local="2027-03-01T18:00")
    assert remade == Remade(drafts=2)
    assert len(remade.notices) == 1
    assert _planned(workshop) == _days(1, 4, at="18:00", text="Fresh bread")
    assert sorted(post.text for post in _posts(workshop) if post.planned is None) == ["Good morning", "Today only"]


def test_a_post_whose_sending_began_is_not_touched_for_any_of_its_accounts(workshop: Workshop) -> None:
    accounts = sorted((workshop.connection.id, workshop.connect("adaquist").id))
    series = _begin(workshop, accounts=tuple(accounts))
    first = _posts(workshop)[0]

    def leave_meanwhile(place: str) -> None:
        if place == "occurrence_reopened":
            workshop.checkpoints.also = None
            workshop.pass_time(3600)
            workshop.work(workshop.publications(first)[1].id)

    workshop.checkpoints.also = leave_meanwhile
    _, remade = _change(workshop, series, accounts=tuple(accounts), text="Fresh bread")
    assert remade == Remade(begun=1)
    assert workshop.run_due() == 1
    assert {(one.state, one.draft.text) for one in workshop.publications(first)} == {(State.PUBLISHED, "Good morning")}
    _after_a_while(workshop)
    assert {text for local, text in _planned(workshop)[1:]} == {"Fresh bread"}
    assert workshop.product.audit.verify(workshop.workspace_id).faults == ()


@pytest.mark.parametrize("place", [*MAKING, *REMAKING])
@pytest.mark.parametrize("local", ["2027-03-01T10:00", "2027-03-01T18:00"])
def test_who_dies_while_it_is_changed_leaves_nothing_lost_and_nothing_doubled(
    workshop: Workshop, place: str, local: str
) -> None:
    series = _begin(workshop)
    workshop.checkpoints.die_at = place
    with suppress(Died):
        _change(workshop, series, local=local, text="Fresh bread")
    _again(workshop)  # too soon: the dead one might live
    _after_a_while(workshop)
    assert _planned(workshop) == _days(1, 4, at=local[-5:], text="Fresh bread")
    assert workshop.product.audit.verify(workshop.workspace_id).faults == ()


@pytest.mark.parametrize("place", ["occurrence_claimed", "occurrence_written", "occurrence_planned"])
def test_a_clockwork_that_works_by_the_rule_before_loses_to_the_change(workshop: Workshop, place: str) -> None:
    series = _begin(workshop, rule="FREQ=DAILY")
    workshop.clock.advance(timedelta(days=2))

    def change_meanwhile(at: str) -> None:
        if at == place:
            workshop.checkpoints.also = None
            _change(workshop, series, rule="FREQ=DAILY", local="2027-03-01T18:00", text="Fresh bread")

    workshop.checkpoints.also = change_meanwhile
    _again(workshop)
    _after_a_while(workshop)
    assert _planned(workshop)[2:] == _days(3, 9, at="18:00", text="Fresh bread")
    assert len(_posts(workshop)) == 9


def test_two_clockworks_and_two_people_at_once_leave_one_post_for_each_time(workshop: Workshop) -> None:
    series = _begin(workshop, rule="FREQ=DAILY;COUNT=6")
    other = _wanted(workshop, rule="FREQ=DAILY;COUNT=6", local="2027-03-01T18:00", text="Fresh bread")

    def act(number: int) -> None:
        if number % 2:
            workshop.product.series.materialise_due()
        else:
            with suppress(SeriesChanged):
                workshop.product.series.change(workshop.workspace_id, series.id, other, edition=0)

    with ThreadPoolExecutor(4) as hands:
        list(hands.map(act, range(4)))
    _after_a_while(workshop)
    assert _planned(workshop) == _days(1, 6, at="18:00", text="Fresh bread")
    assert len(_posts(workshop)) == 6


RULES = ("FREQ=DAILY", "FREQ=DAILY;INTERVAL=2", "FREQ=WEEKLY;BYDAY=TU,SA;BYHOUR=7,21")
STEPS = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.sampled_from(["", "", *MAKING, *REMAKING]),
        st.sampled_from([None, *RULES]),
        st.sampled_from(["One", "Two"]),
    ),
    min_size=2,
    max_size=4,
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_however_it_is_changed_and_whoever_dies_the_coming_posts_are_those_of_the_last_rule(
    workshop: Workshop, steps: list[tuple[int, str, str | None, str]]
) -> None:
    workshop.begin_anew()
    series = _begin(workshop, rule="FREQ=DAILY", local="2027-03-01T10:30")
    for hours, place, rule, text in steps:
        workshop.clock.advance(timedelta(hours=hours))
        workshop.checkpoints.die_at = place
        with suppress(Died):
            if rule is None:
                _again(workshop)
            else:
                _change(workshop, series, rule=rule, text=text, local="2027-03-01T10:30")
        _after_a_while(workshop)
    now, current = workshop.clock.now(), workshop.product.series.get(workshop.workspace_id, series.id)
    near = takewhile(lambda one: one.at <= now + timedelta(days=7), upcoming(current.recurrence, now))
    coming = [(post.planned.at, post.text) for post in _posts(workshop) if post.planned and post.planned.at > now]
    assert coming == [(one.at, current.writing_of(one.number).text) for one in near]
    assert workshop.product.audit.verify(workshop.workspace_id).faults == ()


def test_new_labels_come_to_what_is_planned_and_old_ones_leave_tags_that_somebody_gave(workshop: Workshop) -> None:
    series = _begin(workshop, labels=Labelled(("bread",)))
    labels, first = workshop.product.labels, _posts(workshop)[0]
    labels.put(workshop.workspace_id, first.id, tags=["bread", "offer"], campaign_id=None, version=0)
    _change(workshop, series, text="Fresh bread", labels=Labelled(("bread",)))
    assert [post.tags for post in _posts(workshop)] == [("bread", "offer")] + [("bread",)] * 3
    _change(workshop, series, text="Fresh bread", labels=Labelled(("rolls",)))
    assert {post.tags for post in _posts(workshop)} == {("rolls",)}
    assert _planned(workshop) == _days(1, 4, text="Fresh bread")


def test_a_series_that_has_ended_is_not_changed_but_can_be_forgotten(workshop: Workshop) -> None:
    series, service = _begin(workshop), workshop.product.series
    with pytest.raises(SeriesChanged, match="running"):
        service.delete(workshop.workspace_id, series.id)
    service.end(workshop.workspace_id, series.id)
    with pytest.raises(SeriesChanged, match="ended"):
        _change(workshop, series, text="Too late")
    service.delete(workshop.workspace_id, series.id)
    assert service.page(workshop.workspace_id, before=None, most=9) == ([], None)
    assert len(_posts(workshop)) == 4


def test_a_rule_with_no_time_to_come_is_refused_and_the_one_before_goes_on(workshop: Workshop) -> None:
    series = _begin(workshop)
    workshop.clock.advance(timedelta(days=2))
    with pytest.raises(BadTime, match="still to come"):
        _change(workshop, series, rule="FREQ=DAILY;COUNT=2", text="Fresh bread")
    assert {text for _, text in _planned(workshop)} == {"Good morning"}


def test_the_draft_that_a_series_comes_of_is_deleted_and_a_planned_post_is_none(workshop: Workshop) -> None:
    workshop.clock.set(MONDAY)
    service, wanted = workshop.product.series, _wanted(workshop)
    planned = workshop.later("Planned", 3600)
    with pytest.raises(NotPossibleNow, match="scheduled or sent"):
        service.create(workshop.workspace_id, workshop.user_id, wanted, draft_id=planned.id)
    draft, own = workshop.write("Good morning"), "series_01kb2m6p3vwxyz0123456789ab"
    for _ in range(2):  # as when the first answer was lost
        made = service.create(workshop.workspace_id, workshop.user_id, wanted, series_id=own, draft_id=draft.id)
        assert made.id == own
    assert workshop.product.content.was_deleted(draft.id)
    assert len(service.page(workshop.workspace_id, before=None, most=9)[0]) == 1
    assert _planned(workshop)[1:] == _days(1, 4)
    draft = workshop.write("Fresh bread")
    service.change(workshop.workspace_id, own, _wanted(workshop, text="Fresh bread"), edition=0, draft_id=draft.id)
    assert workshop.product.content.was_deleted(draft.id)
    with pytest.raises(SeriesChanged, match="another form"):
        service.create(workshop.workspace_id, workshop.user_id, replace(wanted, texts=("More",)), series_id=own)
