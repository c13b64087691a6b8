import { namespace } from "..";

const english = {
  tags: "Tags",
  tagsHint: "Separate them with commas. Only your workspace sees them.",
  known: "Tags in use",
  campaign: "Campaign",
  noCampaign: "No campaign",
  filter: {
    tag: "Tag",
    anyTag: "All tags",
    campaign: "Campaign",
    anyCampaign: "All campaigns",
    gone: "A campaign that is gone",
    nothing: "None of your drafts has these labels.",
    clear: "Show all",
  },
};

export const useLabellingWords = namespace("labelling", english);
