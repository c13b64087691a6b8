"""graph.instagram.com: Instagram's objects by Instagram Login."""

from collections.abc import Callable

from flask import Blueprint, Response, g, request

from velocitypost.sandbox.accounts import Account
from velocitypost.sandbox.services.instagram.nodes import Nodes
from velocitypost.sandbox.services.meta import given
from velocitypost.sandbox.services.meta.answers import GraphAnswers
from velocitypost.sandbox.social.answers import answer
from velocitypost.sandbox.social.guard import Guard, Limit
from velocitypost.sandbox.social.kit import Kit

BASE = "/graph.instagram.com/<version>"
BASIC = frozenset({"instagram_business_basic"})
PUBLISH = BASIC | {"instagram_business_content_publish"}
COMMENTS = BASIC | {"instagram_business_manage_comments"}
INSIGHTS = BASIC | {"instagram_business_manage_insights"}
NEEDS = {
    "GET /:version/me": BASIC,
    "GET /:version/:name": BASIC,
    "GET /:version/:name/media": BASIC,
    "GET /:version/:name/stories": BASIC,
    "GET /:version/:name/content_publishing_limit": PUBLISH,
    "POST /:version/:name/media": PUBLISH,
    "POST /:version/:name/media_publish": PUBLISH,
    "GET /:version/:name/comments": COMMENTS,
    "POST /:version/:name/comments": COMMENTS,
    "POST /:version/:name/replies": COMMENTS,
    "GET /:version/:name/insights": INSIGHTS,
}
# By impressions of the account; a small one may ask as often as this.
LIMITS = (Limit(48_000, 86_400, bucket="instagram"), Limit(5_400, 3_600, "app", bucket="app"))


def _bound(view: Callable[[Account, str], Response]) -> Callable[..., Response]:
    """A view for the account that the token speaks for."""
    return lambda name, **_path: view(g.account, name)


def blueprint(kit: Kit, answers: GraphAnswers) -> Blueprint:
    """Every edge that an app may ask for."""
    guard = Guard(
        kit.sandbox,
        kit.tokens,
        answers,
        lambda operation: NEEDS.get(operation, BASIC),
        lambda _operation: LIMITS,
        read_token=given.token,
    )
    api = guard.blueprint("api")
    nodes = Nodes(kit, answers, by_facebook=False)

    @api.before_request
    def version() -> None:
        given.check_version(answers, (request.view_args or {}).get("version", ""))

    @api.get(f"{BASE}/me")
    def me(**_path: str) -> Response:
        wanted = given.fields(given.Given(answers).text("fields"), answers)
        return answer(nodes.account(g.account, wanted, ("id",)))

    for edge, view in (("media", nodes.media), ("stories", nodes.stories), ("comments", nodes.comments)):
        api.get(f"{BASE}/<name>/{edge}", endpoint=f"get_{edge}")(_bound(view))
    api.get(f"{BASE}/<name>/insights", endpoint="get_insights")(_bound(nodes.insights))
    api.get(f"{BASE}/<name>/content_publishing_limit", endpoint="get_limit")(_bound(nodes.publishing_limit))
    api.get(f"{BASE}/<name>", endpoint="get_node")(_bound(nodes.read))
    api.post(f"{BASE}/<name>/media", endpoint="create_container")(_bound(nodes.create_container))
    api.post(f"{BASE}/<name>/media_publish", endpoint="publish")(_bound(nodes.publish))
    api.post(f"{BASE}/<name>/comments", endpoint="comment")(_bound(nodes.comment))
    api.post(f"{BASE}/<name>/replies", endpoint="reply")(_bound(nodes.comment))

    @api.route("/graph.instagram.com/<version>/<path:rest>", methods=["GET", "POST", "DELETE"])
    def nowhere(rest: str, **_path: str) -> Response:
        if request.method == "DELETE":
            words = "Unsupported delete request. This operation is not supported by this login."
            raise answers.problem(400, "100/33", words)
        raise answers.problem(400, "2500", f"Unknown path components: /{rest}")

    return api
