import { namespace } from "..";

const english = {
  label: "Plan",
  platforms_one: "{{count}} connected platform",
  platforms_other: "{{count}} connected platforms",
  platformsAny: "As many platforms as you like",
  with: "{{names}} included",
  without: "Not with {{names}}",
  posts_one: "{{count}} post a day",
  posts_other: "{{count}} posts a day",
  postsAny: "As many posts as you like",
  basic: "Basic AI: posts about {{names}}",
  advanced: "Advanced AI: all {{count}} content domains, and your own",
  documents: "Posts from your documents",
  noDocuments: "No posts from documents",
  price: "{{amount}} a month",
  choose: "Start with {{plan}}",
  noPayment: {
    sandbox: "This release takes no payment. In the sandbox every plan works at once.",
    live: "This release takes no payment. Whatever you choose, you start with the limits of the free plan.",
  },
};

export const usePlanWords = namespace("plans", english);
