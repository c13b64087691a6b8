import { namespace } from "..";

const english = {
  fields: {
    name: "Name",
    email: "E-mail address",
    password: "Password",
    newPassword: "New password",
  },
  wrong: {
    name: "Please give a name of two characters or more.",
    email: "This does not look like an e-mail address.",
    passwordMissing: "Please type your password.",
    passwordWeak: "This password lacks something that is listed here.",
    terms: "An account needs your agreement to the terms.",
  },
  login: {
    title: "Sign in",
    detail: "Good to see you again.",
    submit: "Sign in",
    forgot: "Forgot it?",
    none: "No account yet?",
    register: "Create one",
  },
  register: {
    title: "Create your account",
    detail: "It takes a minute. No card is asked for.",
    submit: "Create account",
    have: "Already registered?",
    login: "Sign in",
    terms: "I agree to the",
    termsLink: "terms",
    and: "and have read the",
    privacyLink: "privacy page",
    newTab: "(both open in a new tab).",
    zone: "Times are shown for {{zone}}. You can change that in the settings.",
  },
  forgot: {
    title: "Reset your password",
    detail: "Give the address of your account. We send a link with which you can set a new password.",
    submit: "Send the link",
    sentTitle: "Check your mail",
    sentDetail:
      "If there is an account for {{email}}, a message with a link is on its way. It may take a minute; look in the spam folder too.",
    back: "Back to signing in",
  },
  reset: {
    title: "Set a new password",
    detail: "The new password replaces the old one, and every session ends, on every device.",
    submit: "Save the new password",
    doneTitle: "Your new password is set",
    doneDetail: "Sign in with it to go on.",
    toLogin: "Sign in",
    incompleteTitle: "This link is incomplete",
    incompleteDetail:
      "The part with the key is missing. Open the link from the message again, or ask for a new one.",
    askAgain: "Ask for a new link",
  },
  verify: {
    title: "Confirm your address",
    working: "Checking your link",
    doneTitle: "Your address is confirmed",
    doneDetail: "Messages about your posts will reach you there.",
    goOn: "Go on",
    spent:
      "If your address is confirmed already, there is nothing to do. If not, the settings send you another link.",
    settings: "Open the settings",
  },
  mailbox: "Open the sandbox mailbox",
  aside: {
    title: "Every post, step by step",
    steps: [
      { time: "08:12", title: "Written", detail: "Counted as X counts, previewed as X shows it." },
      { time: "08:15", title: "Scheduled for 09:30", detail: "By the clock of your own time zone." },
      { time: "09:30", title: "Sent", detail: "Noted down before the first byte leaves." },
      { time: "09:30", title: "Published, once", detail: "Confirmed by X, with a link to see it." },
    ],
  },
};

export const useAccountWords = namespace("account", english);
