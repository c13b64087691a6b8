"""Profiles, numbers, comments and deletion, for every platform that has them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.contract.conftest import PLATFORMS, SCENES, Stage
from velocitypost.contract.capabilities import (
    DeletesPosts,
    OffersChoices,
    Platform,
    ReadsAudience,
    ReadsComments,
    ReadsMetrics,
)
from velocitypost.contract.errors import PlatformError


def needs(stage: Stage, *capabilities: type) -> None:
    """Skips a platform that has no such capability."""
    for capability in capabilities:
        if not isinstance(stage.platform, capability):
            pytest.skip(f"{stage.platform.spec.name} is not among those of {capability.__name__}")


def test_the_profile_is_that_of_the_account(stage: Stage) -> None:
    profile = stage.platform.identify(stage.client)
    assert profile.username == (stage.scene.shown_as or stage.scene.account)
    assert profile.name
    assert profile.platform_user_id == stage.client.platform_user_id
    if profile.picture_url is not None:
        assert stage.sandbox.control.get(profile.picture_url).status_code == 200


def test_the_audience_is_counted(stage: Stage) -> None:
    needs(stage, ReadsAudience)
    assert stage.platform.audience(stage.client).followers > 0


def test_what_only_the_service_knows_can_be_chosen(stage: Stage) -> None:
    needs(stage, OffersChoices)
    for option in stage.platform.spec.options:
        if option.from_account:
            given = str(stage.scene.options.get(option.depends_on, "")) if option.depends_on else ""
            choices = stage.platform.choices(stage.client, option.key, given=given)
            assert choices
            assert all(choice.value and choice.label for choice in choices)


def test_an_unreadable_profile_is_an_error_of_the_platform(stage: Stage) -> None:
    stage.fault("garbage", operation="*")
    with pytest.raises(PlatformError):
        stage.platform.identify(stage.client)


def test_numbers_grow_with_time(stage: Stage) -> None:
    needs(stage, ReadsMetrics)
    post = stage.go(stage.draft("Count me")).platform_post_id
    stage.pass_time(60)
    early = stage.platform.metrics(stage.client, [post])[post]
    stage.pass_time(1200)
    late = stage.platform.metrics(stage.client, [post])[post]
    grown = stage.scene.grows
    assert getattr(late, grown) > getattr(early, grown) >= 0
    assert (late.likes or 0) >= (early.likes or 0)


def test_a_post_that_is_gone_is_missing_from_the_numbers(stage: Stage) -> None:
    needs(stage, ReadsMetrics, DeletesPosts)
    kept, gone = (stage.go(stage.draft(text), key=text).platform_post_id for text in ("Kept", "Gone"))
    stage.platform.delete(stage.client, gone)
    asked = [kept, gone] if stage.platform.metrics_batch > 1 else [gone]
    assert set(stage.platform.metrics(stage.client, asked)) == ({kept} if len(asked) > 1 else set())


def test_to_delete_what_is_gone_is_no_error(stage: Stage) -> None:
    needs(stage, DeletesPosts)
    post = stage.go(stage.draft("Away")).platform_post_id
    stage.platform.delete(stage.client, post)
    stage.platform.delete(stage.client, post)
    assert stage.posts() == []


def test_what_people_say_is_read_with_who_said_it(stage: Stage) -> None:
    needs(stage, ReadsComments)
    post = stage.go(stage.draft("What do you think?")).platform_post_id
    comments = []
    for _ in range(4):
        stage.pass_time(1700)
        stage.client = stage.session()
        comments = stage.platform.comments(stage.client, post)
    assert comments
    assert all(comment.text and comment.author_username for comment in comments)


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS.keys())
def test_every_fact_is_dated_and_none_has_ended(platform: Platform) -> None:
    for source in platform.spec.sources:
        assert source.url.startswith("https://")
        assert source.verified_on <= date.today()  # noqa: DTZ011  the facts age by the calendar on the wall
        ended = source.expires_on is not None and source.expires_on - timedelta(days=14) < date.today()  # noqa: DTZ011
        assert not ended, f"{platform.spec.name}: {source.url} ends on {source.expires_on}: look there and renew it"


def test_every_platform_has_its_scene() -> None:
    assert set(PLATFORMS) == set(SCENES)
