"""Campaigns in MongoDB."""

from __future__ import annotations

from dataclasses import replace

from velocitypost.content.campaigns import Campaign
from velocitypost.core.database import AlreadyThere, Database, Index, Shape, collection

_SHAPE = Shape(Campaign)


class CampaignStore:
    """Every change is compare-and-set on the row's version."""

    def __init__(self, database: Database) -> None:
        self._rows = collection(database, "campaigns", [Index(("workspace_id", "slug"), unique=True)])

    def insert(self, campaign: Campaign) -> bool:
        """False where the workspace has one of this slug."""
        try:
            self._rows.insert_one(_SHAPE.to_row(campaign))
        except AlreadyThere:
            return False
        return True

    def find(self, campaign_id: str) -> Campaign | None:
        row = self._rows.find_one({"_id": campaign_id})
        return _SHAPE.from_row(row) if row else None

    def all(self, workspace_id: str) -> list[Campaign]:
        """In no order."""
        return [_SHAPE.from_row(row) for row in self._rows.find({"workspace_id": workspace_id})]

    def save(self, campaign: Campaign) -> Campaign | None:
        """Replaces the row if it still has `campaign.version`, and gives it with its new version; else None."""
        saved = replace(campaign, version=campaign.version + 1)
        done = self._rows.replace_one({"_id": campaign.id, "version": campaign.version}, _SHAPE.to_row(saved))
        return saved if done.matched_count == 1 else None

    def delete(self, campaign_id: str) -> None:
        self._rows.delete_one({"_id": campaign_id})
