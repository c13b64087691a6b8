"""LinkedIn, for a person. https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/share-on-linkedin"""

from __future__ import annotations

from velocitypost.contract.client import Client
from velocitypost.contract.spec import Choice, Pace, Source, Spec
from velocitypost.contract.types import Profile
from velocitypost.platforms import _linkedin_api as api
from velocitypost.platforms import _linkedin_facts as facts
from velocitypost.platforms._linkedin import LinkedInFamily


class LinkedIn(LinkedInFamily):
    """With what LinkedIn gives to every app: `w_member_social`, which writes and does not read."""

    urn_kind = "person"

    spec = Spec(
        key="linkedin",
        name="LinkedIn",
        kind="social",
        family="linkedin",
        pro_required=True,
        api_url=facts.API_URL,
        site_url=facts.SITE_URL,
        hosts=facts.HOSTS,
        auth=facts.SIGN_IN,
        limits=facts.LIMITS,
        pace=Pace(
            # Requests of a member and of an app in a day, which ends at midnight UTC.
            posts_per_window=150,
            window_seconds=86_400,
            app_posts_per_day=100_000,
            settle_seconds=5,
            source=Source(f"{api.DOCS}/consumer/integrations/self-serve/share-on-linkedin", api.VERIFIED),
        ),
        version=api.VERSION,
        kinds=facts.KINDS,
        options=(
            facts.visibility(
                facts.ANYONE, facts.MEMBERS, Choice("CONNECTIONS", "Connections", "Only people you are connected with.")
            ),
            *facts.OPTIONS,
        ),
        repeats=facts.REPEATS,
        about="Posts of a person",
        notes=(
            "LinkedIn lets an app write for a person but not read: it tells no numbers and no comments.",
            "Should LinkedIn's answer to a post be lost, we cannot look whether it is there, and you are asked.",
            facts.SIGN_IN_ENDS,
        ),
    )

    def identify(self, client: Client) -> Profile:
        """https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2"""
        user = client.get("/v2/userinfo")
        # LinkedIn tells an app nothing by which a person's page could be found: the name stands in.
        return Profile(user["sub"], username=user["name"], name=user["name"], picture_url=user.get("picture"))
