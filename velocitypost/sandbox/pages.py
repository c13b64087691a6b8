"""The sandbox's own pages for people: what is here, what can go wrong, the mails."""

from flask import Blueprint

from velocitypost.sandbox.state import Sandbox


def blueprint(sandbox: Sandbox, services: object) -> Blueprint:
    return Blueprint("pages", __name__)
