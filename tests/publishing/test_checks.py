"""The daily look at every account: passing trouble disconnects nobody, a sign-in that was taken back is told once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.workshop import Workshop
from velocitypost.notifications.notices import Notice

ME = "GET /2/users/me"


def notices(workshop: Workshop) -> list[Notice]:
    found, _ = workshop.product.notices.page(workshop.workspace_id, before=None, most=50)
    return found


def status(workshop: Workshop) -> str:
    return workshop.product.connections.get(workshop.workspace_id, workshop.connection.id).status


def facts(workshop: Workshop) -> Any:
    return workshop.product.connections.get(workshop.workspace_id, workshop.connection.id)


def a_day_later(workshop: Workshop) -> None:
    workshop.clock.advance(timedelta(hours=25).total_seconds())
    workshop.product.checks.run_due()


def test_an_account_is_looked_at_each_day(workshop: Workshop) -> None:
    assert workshop.product.checks.run_due() == 0
    a_day_later(workshop)
    assert facts(workshop).checked_at == workshop.clock.now()
    assert workshop.product.checks.run_due() == 0


def test_a_service_in_trouble_disconnects_nobody(workshop: Workshop) -> None:
    for kind in ("server_error_before", "cut_before", "garbage", "rate_limited"):
        workshop.fault(kind, operation=ME)
        a_day_later(workshop)
        assert facts(workshop).check_failed_at is not None
    assert status(workshop) == "connected"
    assert notices(workshop) == []


def test_a_sign_in_that_was_taken_back_is_noticed_and_told_once_by_mail_too(workshop: Workshop) -> None:
    workshop.revoke()
    a_day_later(workshop)
    a_day_later(workshop)
    assert status(workshop) == "reconnect_needed"
    [notice] = notices(workshop)
    assert "wait until you connect it again" in notice.text
    workshop.product.notifications.deliver_due()
    mails = [mail for mail in workshop.sandbox.mails() if "needs you" in mail["subject"]]
    assert len(mails) <= 1


def test_a_sign_in_that_ends_is_told_fourteen_seven_and_one_day_before(workshop: Workshop) -> None:
    store = workshop.product.connecting._store
    ends = workshop.clock.now() + timedelta(days=20)
    store.note_check(workshop.connection.id, {"token_expires_at": ends, "refresh_at": None, "refresh_token": None})
    told = []
    for _ in range(19):
        a_day_later(workshop)
        told.append(len(notices(workshop)))
    assert told[-1] == 3
    assert sorted(told) == told
    assert all("will ask you to sign in again" in notice.text for notice in notices(workshop))
