import { namespace } from "..";

const english = {
  label: "Plan",
  platforms_one: "{{count}} connected platform",
  platforms_other: "{{count}} connected platforms",
  platformsAny: "Any number of platforms",
  posts_one: "{{count}} post a day",
  posts_other: "{{count}} posts a day",
  postsAny: "Any number of posts",
  price: "{{amount}} a month",
  choose: "Start with {{plan}}",
  noPayment: {
    sandbox: "This release takes no payment. In the sandbox every plan works at once.",
    live: "This release takes no payment. Whatever you choose, you start with the limits of the free plan.",
  },
};

export const usePlanWords = namespace("plans", english);
