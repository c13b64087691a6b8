"""x.com as a follower sees it."""

from flask import Blueprint

from velocitypost.sandbox.state import Sandbox


def blueprint(sandbox: Sandbox) -> Blueprint:
    return Blueprint("x_pages", __name__)
