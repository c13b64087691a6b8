import { namespace } from "..";

const english = {
  close: "Close",
  cancel: "Cancel",
  undo: "Undo",
  retry: "Try again",
  copy: "Copy",
  copied: "Copied",
  loading: "Loading",
  optional: "optional",
  search: "Search",
  nothingFound: "Nothing matches.",
  retryAfter_one: "You can try again in {{count}} second.",
  retryAfter_other: "You can try again in {{count}} seconds.",
  gone: {
    title: "It is not here",
    detail: "It may have been deleted, or the link to it is not complete.",
  },
  problemCode: "Reference: {{code}}",
  password: {
    show: "Show password",
    hide: "Hide password",
    rules: "Password rules",
    kept: "done",
    open: "still missing",
    length_one: "{{count}} character or more",
    length_other: "{{count}} characters or more",
    upper: "an upper-case letter",
    lower: "a lower-case letter",
    digit: "a digit",
    special: "a special character, such as ! or ?",
  },
  zone: {
    label: "Time zone",
    search: "Search by city or region",
    none: "No zone has that name.",
  },
  state: {
    scheduled: "Scheduled",
    publishing: "Publishing",
    processing: "Processing",
    published: "Published",
    failed: "Failed",
    unconfirmed: "Unconfirmed",
    cancelled: "Cancelled",
    draft: "Draft",
  },
};

export const useUiWords = namespace("ui", english);
