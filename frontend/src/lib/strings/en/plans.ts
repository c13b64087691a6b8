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
  noPayment: "This release takes no payment. The plan that you choose sets your limits.",
};

export const usePlanWords = namespace("plans", english);
