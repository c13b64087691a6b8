import { namespace } from "..";

const english = {
  accounts: "Accounts",
  noText: "No text",
  pictureOnly: "Picture without text",
  late: "Late",
  needsYou: "Needs you",
  part: "Part {{number}}",
  ofThread: "Part {{number}} of a thread",
  account: "@{{username}}",
  openOn: "Open on {{platform}}",
  details: "Details",
  hold: {
    paused: "Waits: publishing is paused",
    too_late: "Too late to send unasked",
    reconnect: "Waits: reconnect the account",
    waiting_for_previous: "Waits for the part before it",
    previous_failed: "The part before it did not go out",
  },
  preview: {
    label: "Preview on {{platform}}",
    now: "now",
    placeholder: "What you write appears here as your followers will see it.",
    more: "Show more",
    alt: "ALT",
    noAccount: "Your name",
    thread: "Thread",
  },
  move: {
    title: "Move to another time",
    detail: "All accounts of this post move with it.",
    label: "New time",
    confirm: "Move",
    zone: "Time zone",
  },
  clock: {
    skipped: "{{zone}} skips this hour when its clocks go forward. It would go out at {{time}}.",
    twice: "{{zone}} has this hour twice when its clocks go back.",
    first: "First time",
    second: "Second time",
    which: "Which of the two hours",
  },
  past: "That time is over. Choose one to come.",
};

export const usePostWords = namespace("posts", english);
