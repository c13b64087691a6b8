import { namespace } from "..";

const english = {
  steps: {
    label: "Set-up, step {{step}} of {{count}}",
    welcome: "Plan",
    "platform-connection": "Platform",
    complete: "First post",
  },
  later: "Do this later",
  welcome: {
    title: "Welcome, {{name}}",
    detail: "You are on the {{plan}} plan. This is what it allows.",
    price: "Price",
    goOn: "Continue",
    mailTitle: "A message is waiting for you",
    mailDetail: "We sent one to {{email}}. Its link confirms that the address is yours.",
    mailSandbox: "In the sandbox all mail lands in a mailbox of its own.",
    mailbox: "Open the mailbox",
  },
  connect: {
    title: "Connect your first platform",
    detail: "You will see the platform's own page, on which you say what VelocityPost may do.",
    goOn: "Continue",
    skip: "Skip for now",
  },
  complete: {
    title: "All set. Write your first post.",
    detail: "You see how it will look while you type, and nothing goes out before you say so.",
    withoutTitle: "You can write already",
    withoutDetail: "Connect a platform whenever you are ready; until then nothing can go out.",
    compose: "Write a post",
    home: "Look around first",
    platforms: "Connect a platform",
    tips: [
      {
        title: "Preview as you type",
        detail: "The count follows the platform's own rules, links and emoji included.",
      },
      { title: "Your clock", detail: "Times are in {{zone}}, across clock changes too." },
      {
        title: "Once, not twice",
        detail: "When an answer gets lost, we look before anything is sent again.",
      },
    ],
  },
};

export const useOnboardingWords = namespace("onboarding", english);
