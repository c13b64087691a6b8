import { namespace } from "..";

const english = {
  add: "Add to queue · {{time}}",
  full: "Queue is full",
  other: "Choose another queue",
  otherItem: "{{name}} · {{time}}",
  otherFull: "{{name}} · no free slot",
};

// Apart from the words of the queues' own page, which the composer need not carry.
export const useQueueButtonWords = namespace("queue-button", english);
