"""Coming in, staying in, getting out, and the account of who asks."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from pydantic import BaseModel, Field

from velocitypost.accounts.errors import NotSignedIn
from velocitypost.accounts.model import OnboardingStep, PlanKey, SignedIn
from velocitypost.accounts.rules import email_key
from velocitypost.accounts.service import Registration
from velocitypost.web.api.users import UserShown, shown_user
from velocitypost.web.auth import REFRESH_COOKIE, give_keys, take_keys
from velocitypost.web.context import product, viewer
from velocitypost.web.description import api_blueprint, problems
from velocitypost.web.problems import problem_of
from velocitypost.web.requests import Body

routes = api_blueprint("auth", prefix="/api/auth", about="Accounts and sign-ins")

_LONG, _TOKEN = 1000, 200


class RegisterBody(Body):
    """Somebody new. A plan that costs is in force once it is paid; in the sandbox at once."""

    name: str = Field(max_length=_LONG)
    email: str = Field(max_length=_LONG)
    password: str = Field(max_length=_LONG)
    plan_type: PlanKey = "free"
    terms_accepted: bool = False
    time_zone: str = Field("UTC", max_length=64, description="IANA name, such as Europe/Berlin")


class LoginBody(Body):
    """Who wants to come in."""

    email: str = Field(max_length=_LONG)
    password: str = Field(max_length=_LONG)


class ChangeMeBody(Body):
    """What to change; what is left out stays."""

    name: str | None = Field(None, max_length=_LONG)
    time_zone: str | None = Field(None, max_length=64)
    onboarding_step: OnboardingStep | None = None


class TokenBody(Body):
    """The secret part of a link from an e-mail."""

    token: str = Field(max_length=_TOKEN)


class ForgotBody(Body):
    """The address of the account."""

    email: str = Field(max_length=_LONG)


class ResetBody(Body):
    """A link's secret part, and the new password."""

    token: str = Field(max_length=_TOKEN)
    password: str = Field(max_length=_LONG)


class SignedInAnswer(BaseModel):
    """Somebody came in. `access_token` is for programs; browsers have it in a cookie."""

    success: bool
    message: str
    access_token: str
    user: UserShown


class MeAnswer(BaseModel):
    """Who asks."""

    user: UserShown


class Message(BaseModel):
    """What happened, in words."""

    success: bool
    message: str


@routes.post(
    "/register",
    operation_id="register",
    summary="Come to VelocityPost",
    responses={201: SignedInAnswer, **problems("email_taken", "too_many_requests")},
)
def register(body: RegisterBody) -> tuple[Response, int]:
    product().attempts.count("register", address=_address())
    form = Registration(
        name=body.name,
        email=body.email,
        password=body.password,
        plan=body.plan_type,
        terms_accepted=body.terms_accepted,
        time_zone=body.time_zone,
    )
    signed_in = product().accounts.register(form, user_agent=_user_agent())
    return _welcome(signed_in, "Registration successful"), 201


@routes.post(
    "/login",
    operation_id="signIn",
    summary="Sign in",
    responses={200: SignedInAnswer, **problems("wrong_credentials", "too_many_requests")},
)
def sign_in(body: LoginBody) -> Response:
    attempts, account = product().attempts, email_key(body.email.strip())
    attempts.count("sign_in", address=_address(), account=account)
    signed_in = product().accounts.sign_in(body.email, body.password, user_agent=_user_agent())
    attempts.forgive("sign_in", address=_address(), account=account)
    return _welcome(signed_in, "You are signed in")


@routes.post(
    "/refresh",
    operation_id="refreshSession",
    summary="Renew the access token with the refresh cookie",
    responses={200: SignedInAnswer, **problems("not_signed_in")},
)
def refresh() -> Response:
    token = request.cookies.get(REFRESH_COOKIE)
    try:
        if not token:
            raise NotSignedIn("Sign in to go on.")
        return _welcome(product().accounts.refresh(token), "Your session goes on")
    except NotSignedIn as error:
        return take_keys(problem_of(error).answer())


@routes.post("/logout", operation_id="signOut", summary="Sign out here", responses={204: None})
def sign_out() -> Response:
    product().sessions.end(viewer().session_id)
    return take_keys(Response(status=204))


@routes.post(
    "/logout-everywhere", operation_id="signOutEverywhere", summary="Sign out everywhere", responses={204: None}
)
def sign_out_everywhere() -> Response:
    product().sessions.end_all(viewer().user_id)
    return take_keys(Response(status=204))


@routes.get("/me", operation_id="readMe", summary="Who I am", responses={200: MeAnswer})
def read_me() -> dict[str, Any]:
    return {"user": shown_user(product().accounts.profile(viewer()))}


@routes.patch("/me", operation_id="changeMe", summary="Change my name, zone or step", responses={200: MeAnswer})
def change_me(body: ChangeMeBody) -> dict[str, Any]:
    profile = product().accounts.change_profile(
        viewer(), name=body.name, time_zone=body.time_zone, onboarding_step=body.onboarding_step
    )
    return {"user": shown_user(profile)}


@routes.post(
    "/verify-email",
    operation_id="verifyEmail",
    summary="Confirm my address",
    responses={200: Message, **problems("token_invalid", "email_taken", "too_many_requests")},
)
def verify_email(body: TokenBody) -> dict[str, Any]:
    """For the first address and for another one alike. A link that is opened again says again what is so."""
    product().attempts.count("token", address=_address())
    user = product().credentials.confirm(body.token)
    return _said(f"{user.email} is confirmed.")


@routes.post(
    "/resend-verification",
    operation_id="resendVerification",
    summary="Send me the link to confirm my address again",
    responses={202: Message, **problems("too_many_requests")},
)
def resend_verification() -> tuple[dict[str, Any], int]:
    product().attempts.count("mail", address=_address(), account=viewer().user_id)
    product().accounts.resend_verification(viewer())
    return _said("If your address still has to be confirmed, a link is on its way to it."), 202


@routes.post(
    "/forgot-password",
    operation_id="forgotPassword",
    summary="Send a link to choose a new password",
    responses={202: Message, **problems("too_many_requests")},
)
def forgot_password(body: ForgotBody) -> tuple[dict[str, Any], int]:
    """The answer is the same whether or not there is such an account."""
    product().attempts.count("mail", address=_address(), account=email_key(body.email.strip()))
    product().accounts.forgot_password(body.email)
    return _said("If there is an account with this address, a link to choose a new password is on its way to it."), 202


@routes.post(
    "/reset-password",
    operation_id="resetPassword",
    summary="Choose a new password",
    responses={200: Message, **problems("token_invalid", "too_many_requests")},
)
def reset_password(body: ResetBody) -> tuple[Response, int]:
    """Ends every session of the account, this one too."""
    product().attempts.count("token", address=_address())
    product().accounts.reset_password(body.token, body.password)
    said = _said("Your password is changed and every session was ended. Sign in with the new one.")
    return take_keys(jsonify(said)), 200


def _welcome(signed_in: SignedIn, message: str) -> Response:
    answer = SignedInAnswer(
        success=True,
        message=message,
        access_token=signed_in.keys.access_token,
        user=UserShown.model_validate(shown_user(signed_in.profile)),
    )
    return give_keys(jsonify(answer.model_dump(mode="json")), signed_in.keys)


def _said(message: str) -> dict[str, Any]:
    return Message(success=True, message=message).model_dump()


def _address() -> str:
    return request.remote_addr or ""


def _user_agent() -> str:
    return request.headers.get("User-Agent", "")
