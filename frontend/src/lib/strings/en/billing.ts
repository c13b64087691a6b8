import { namespace } from "..";

const english = {
  title: "Plan and usage",
  detail: "What your plan allows, and how much of it is used.",
  plan: {
    title: "Your plan",
    line: "{{plan}}, {{price}}",
    next: "Next payment on {{date}}",
    noNext: "No payment is due.",
    wanted:
      "You asked for {{plan}}. It holds as soon as whoever runs this installation has confirmed the payment.",
  },
  usage: {
    title: "Usage",
    platforms: "Platforms",
    postsToday: "Posts today",
    postsMonth: "Posts this month, sent and planned",
    documents: "Documents",
    of: "{{used}} of {{limit}}",
    any: "{{used}}, without limit",
    notIncluded: "not part of this plan",
    resets: "Starts again {{relative}}, {{time}}",
    full: "All used",
  },
  recommendations: "What would help",
  change: {
    title: "Change the plan",
    to: "Change to {{plan}}",
    upTo: "Upgrade to {{plan}}",
    current: "Your plan now",
    ask: "Change to {{plan}}?",
    askUp: "Upgrade to {{plan}}?",
    up: "{{plan}} costs {{price}}. What you have connected and planned stays as it is.",
    down: "{{plan}} costs {{price}} and has less room. What is connected and planned stays; nothing more is taken than the new plan allows.",
  },
  limit: {
    see: "See the plans",
  },
};

export const useBillingWords = namespace("billing", english);
