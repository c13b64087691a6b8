import { namespace } from "..";

const english = {
  title: "Labels and template",
  tags: "Tags",
  addTags: "Add tags",
  newTag: "New tag",
  tagsHint: "Press Enter after each. Only your workspace sees them.",
  add: "Add",
  removeTag: "Remove the tag {{tag}}",
  known: "Tags in use",
  full: "A post has at most {{most}} tags.",
  campaign: "Campaign",
  noCampaign: "No campaign",
  campaignsLoading: "Loading campaigns",
  campaignsFailed: "The campaigns could not be loaded",
  template: "Template",
  manage: "All campaigns",
  failed: "The labels could not be saved.",
  links: {
    tagged_one: "One link is tagged when it leaves",
    tagged_other: "{{count}} links are tagged when they leave",
    shortened_one: "One link leaves as a short link",
    shortened_other: "{{count}} links leave as short links",
    show: "Show",
    leaves: "Leaves as",
    leadsTo: "Leads to",
    counted: "The count above is of what leaves.",
  },
};

export const useLabelWords = namespace("labels", english);
