"""LinkedIn, for a person. https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/share-on-linkedin"""

from __future__ import annotations

from velocitypost.contract.client import Client
from velocitypost.contract.spec import Choice, Limits, OAuth2, Option, Pace, Source, Spec
from velocitypost.contract.types import Profile
from velocitypost.platforms import _linkedin_api as api
from velocitypost.platforms._linkedin import POLL_QUESTION_MAX, LinkedInFamily

_MEGABYTE = 1024 * 1024

ANYONE = Choice("PUBLIC", "Anyone")
MEMBERS = Choice("LOGGED_IN", "LinkedIn members", "Only people who are signed in see it.")


def visibility(*choices: Choice) -> Option:
    """Who can see a post."""
    return Option("visibility", "Who can see it", "choice", default=ANYONE.value, choices=choices)


OPTIONS = (
    Option(
        "link",
        "Link preview",
        "link",
        help="LinkedIn makes no preview of a link in the text by itself. A picture that you add becomes the preview's.",
    ),
    Option("link_title", "Title of the link", "text", max=400),
    Option("link_description", "Description of the link", "long_text", max=4_086),
    Option(
        "title", "Title of the document or video", "text", max=400, help="Without one, a document has its file's name."
    ),
    Option("poll", "Poll", "poll", max=4, help="It runs for 1, 3, 7 or 14 days."),
    Option(
        "poll_question",
        "Question of the poll",
        "text",
        max=POLL_QUESTION_MAX,
        help="Without one, the post's text is the question.",
    ),
    Option("no_reshare", "Nobody can repost it", "yes_no"),
)

LIMITS = Limits(
    text_max=3_000,
    count_rule="linkedin_utf16",
    images_max=20,
    videos_max=1,
    documents_max=1,
    image_types=("image/jpeg", "image/png"),
    image_max_bytes=5 * _MEGABYTE,
    gif_max_bytes=5 * _MEGABYTE,
    video_types=("video/mp4",),
    video_max_bytes=500 * _MEGABYTE,
    video_seconds=(3, 1_800),
    video_aspect=(1 / 2.4, 2.4),
    document_types=("application/pdf",),
    document_max_bytes=100 * _MEGABYTE,
    document_pages_max=300,
    alt_text_max=4_086,
    follow_ups="comment",
    follow_up_text_max=1_250,
    follow_up_media=False,
    source=Source(f"{api.DOCS}/marketing/community-management/shares/posts-api", api.VERIFIED),
)

SIGN_IN = OAuth2(
    authorize_url="https://www.linkedin.com/oauth/v2/authorization",
    token_url="https://www.linkedin.com/oauth/v2/accessToken",
    scopes=("openid", "profile", "email", "w_member_social"),
    credentials="LINKEDIN",
    source=Source(f"{api.DOCS}/shared/authentication/authorization-code-flow", api.VERIFIED),
)
SIGN_IN_ENDS = "A sign-in ends after 60 days, unless LinkedIn has approved this installation's app for longer ones."


class LinkedIn(LinkedInFamily):
    """With what LinkedIn gives to every app: `w_member_social`, which writes and does not read."""

    urn_kind = "person"

    spec = Spec(
        key="linkedin",
        name="LinkedIn",
        kind="social",
        family="linkedin",
        pro_required=True,
        api_url="https://api.linkedin.com",
        site_url="https://www.linkedin.com",
        # Files are sent to addresses there, which LinkedIn names.
        hosts=("www.linkedin.com",),
        auth=SIGN_IN,
        limits=LIMITS,
        pace=Pace(
            # Requests of a member and of an app in a day, which ends at midnight UTC.
            posts_per_window=150,
            window_seconds=86_400,
            app_posts_per_day=100_000,
            settle_seconds=5,
            source=Source(f"{api.DOCS}/consumer/integrations/self-serve/share-on-linkedin", api.VERIFIED),
        ),
        version=api.VERSION,
        kinds=("text", "link", "image", "images", "gif", "video", "document", "poll", "first_comment"),
        options=(
            visibility(ANYONE, MEMBERS, Choice("CONNECTIONS", "Connections", "Only people you are connected with.")),
            *OPTIONS,
        ),
        about="Posts of a person",
        notes=(
            "LinkedIn lets an app write for a person but not read: it tells no numbers and no comments.",
            "Should LinkedIn's answer to a post be lost, we cannot look whether it is there, and you are asked.",
            SIGN_IN_ENDS,
        ),
    )

    def identify(self, client: Client) -> Profile:
        """https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2"""
        user = client.get("/v2/userinfo")
        # LinkedIn tells an app nothing by which a person's page could be found: the name stands in.
        return Profile(user["sub"], username=user["name"], name=user["name"], picture_url=user.get("picture"))
