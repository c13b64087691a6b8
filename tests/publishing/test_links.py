"""Links that are tagged and shortened leave byte for byte as they were checked, however often they have to leave."""

from __future__ import annotations

from typing import Any

import pytest

from tests.publishing.test_meta import connect
from tests.workshop import Workshop
from velocitypost.content.campaigns import CampaignForm
from velocitypost.content.model import Post, Writing
from velocitypost.content.post_links import LinkSettings
from velocitypost.publishing.model import State

PAGE = "https://shop.example/rye?a=1#order"
TAGGED = "https://shop.example/rye?a=1&utm_source=x&utm_medium=social#order"


def _choose(workshop: Workshop, *, tags: bool, shortens: bool) -> None:
    version = workshop.product.post_links.settings(workshop.workspace_id).version
    workshop.product.post_links.change(LinkSettings(workshop.workspace_id, tags, shortens, version=version))


def _rewrite(workshop: Workshop, post: Post, text: str) -> None:
    known = workshop.product.content.get(workshop.workspace_id, post.id)
    writing = Writing(text, connection_ids=known.connection_ids)
    workshop.product.publishing.rewrite(workshop.workspace_id, post.id, writing, version=known.version)


def _write(workshop: Workshop, text: str, **options: Any) -> Post:
    writing = Writing(text, connection_ids=(workshop.connection.id,), options=options)
    return workshop.product.publishing.write(workshop.workspace_id, workshop.user_id, writing)


def test_the_platform_has_the_tagged_link_and_nothing_else_of_the_text_is_touched(workshop: Workshop) -> None:
    _choose(workshop, tags=True, shortens=False)
    post = workshop.write(f"Fresh rye ({PAGE}). Ask ada@shop.example, @ada")
    post_campaign = workshop.product.campaigns.create(workshop.workspace_id, CampaignForm("Spring"))
    workshop.product.labels.put(
        workshop.workspace_id, post.id, tags=("bread",), campaign_id=post_campaign.id, version=0
    )
    workshop.product.publishing.publish_now(workshop.workspace_id, post.id)
    workshop.settle()
    link = TAGGED.replace("#order", "&utm_campaign=spring#order")
    assert workshop.live_texts() == [f"Fresh rye ({link}). Ask ada@shop.example, @ada"]
    assert workshop.publication(post).state is State.PUBLISHED
    assert workshop.product.audit.faults_of(post.id) == []


@pytest.mark.parametrize("kind", ["cut_after", "server_error_before"])
def test_a_lost_answer_and_a_second_try_end_with_the_same_link_once(workshop: Workshop, kind: str) -> None:
    _choose(workshop, tags=True, shortens=True)
    post = workshop.now(f"Fresh rye: {PAGE}")
    frozen = workshop.publication(post).draft
    assert frozen.text.startswith("Fresh rye: http://")
    assert PAGE not in frozen.text
    # The rules change while it is on its way; what was frozen leaves.
    _choose(workshop, tags=False, shortens=False)
    workshop.fault(kind)
    workshop.settle()
    publication = workshop.publication(post)
    assert (publication.state, publication.draft) == (State.PUBLISHED, frozen)
    assert workshop.live_texts() == [frozen.text]
    code = frozen.links[0].sent.rpartition("/")[2]
    assert workshop.product.short_links.get(code).target == TAGGED


def test_what_is_out_stays_as_it_is_when_only_the_rules_have_changed(workshop: Workshop) -> None:
    post = workshop.now(f"Fresh rye: {PAGE}")
    workshop.settle()
    _choose(workshop, tags=True, shortens=True)
    _rewrite(workshop, post, f"Fresh rye: {PAGE}")
    assert workshop.live_texts() == [f"Fresh rye: {PAGE}"]
    assert workshop.publication(post).draft.links == ()


def test_what_waits_is_tagged_by_the_new_rules_when_it_is_changed(workshop: Workshop) -> None:
    post = workshop.later(f"Fresh rye: {PAGE}", 3600)
    _choose(workshop, tags=True, shortens=False)
    assert workshop.publication(post).draft.text == f"Fresh rye: {PAGE}"
    _rewrite(workshop, post, f"Rye: {PAGE}")
    assert workshop.publication(post).draft.text == f"Rye: {TAGGED}"
    workshop.settle()
    assert workshop.live_texts() == [f"Rye: {TAGGED}"]


def test_the_link_that_a_platform_is_given_beside_the_text_is_tagged_too(workshop: Workshop) -> None:
    connect(workshop, "threads")
    _choose(workshop, tags=True, shortens=False)
    post = _write(workshop, f"Fresh rye: {PAGE}", link=PAGE)
    workshop.product.publishing.publish_now(workshop.workspace_id, post.id)
    draft = workshop.publication(post).draft
    sent = TAGGED.replace("utm_source=x", "utm_source=threads")
    assert (draft.text, draft.options["link"]) == (f"Fresh rye: {sent}", sent)
    workshop.settle()
    assert workshop.publication(post).state is State.PUBLISHED
