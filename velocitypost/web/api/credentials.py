"""What one signs in with: another password, another address."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from pydantic import Field

from velocitypost.web.api.auth import MeAnswer, Message
from velocitypost.web.api.users import shown_user
from velocitypost.web.auth import take_keys
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.requests import Body

routes = api_blueprint("credentials", prefix="/api/auth", about="Changing what you sign in with")

_LONG = 1000
_GOODBYE = "Your account is closed. Nothing goes out any more, and all that is stored here is being removed."


class ChangePasswordBody(Body):
    """The password that holds, and the one that is to hold."""

    current_password: str = Field(max_length=_LONG)
    password: str = Field(max_length=_LONG)


class ChangeEmailBody(Body):
    """The address that is wanted, and the password of the account."""

    email: str = Field(max_length=_LONG)
    password: str = Field(max_length=_LONG)


class DeleteAccountBody(Body):
    """The password, and the word that shows that it is meant."""

    password: str = Field(max_length=_LONG)
    confirmation: str = Field(max_length=_LONG, description="DELETE")


@routes.post(
    "/change-password",
    operation_id="changePassword",
    summary="Change my password",
    responses={200: Message, **problems("validation_failed", "too_many_requests")},
)
def change_password(body: ChangePasswordBody) -> dict[str, Any]:
    """Ends every other session of the account."""
    count_password()
    product().credentials.change_password(viewer(), current=body.current_password, wanted=body.password)
    forgive_password()
    return Message(success=True, message="Your password is changed. Every other session was ended.").model_dump()


@routes.post(
    "/change-email",
    operation_id="changeEmail",
    summary="Ask for another address",
    responses={202: MeAnswer, **problems("validation_failed", "too_many_requests")},
)
def change_email(body: ChangeEmailBody) -> tuple[dict[str, Any], int]:
    """A link goes to the new address; until it is opened the old one holds.

    The answer is the same whether or not somebody has that address.
    """
    count_password()
    product().attempts.count("mail", address=request.remote_addr or "", account=viewer().user_id)
    product().credentials.ask_for_email(viewer(), body.email, body.password)
    forgive_password()
    return _me(), 202


@routes.post(
    "/delete-account",
    operation_id="deleteAccount",
    summary="Delete my account and all that is in it",
    responses={200: Message, **problems("validation_failed", "too_many_requests")},
)
def delete_account(body: DeleteAccountBody) -> Response:
    """No planned post goes out any more when this answers; what was stored is removed within minutes. For good."""
    count_password()
    product().closing.ask(viewer(), password=body.password, confirmation=body.confirmation)
    return take_keys(jsonify(Message(success=True, message=_GOODBYE).model_dump()))


@routes.delete(
    "/change-email", operation_id="keepEmail", summary="Keep the address that I have", responses={200: MeAnswer}
)
def keep_email() -> dict[str, Any]:
    product().credentials.keep_email(viewer())
    return _me()


def count_password() -> None:
    """Counts one try at the viewer's own password. Raises `TooManyAttempts`."""
    product().attempts.count("password", address=request.remote_addr or "", account=viewer().user_id)


def forgive_password() -> None:
    """The viewer has shown that they know it."""
    product().attempts.forgive("password", address=request.remote_addr or "", account=viewer().user_id)


def _me() -> dict[str, Any]:
    return {"user": shown_user(product().accounts.profile(viewer()))}
