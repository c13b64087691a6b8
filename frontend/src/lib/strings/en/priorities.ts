import { namespace } from "..";

const english = {
  takesPart: "Post through {{name}}",
  up: "Move {{name}} up",
  down: "Move {{name}} down",
  drag: "Drag {{name}}",
  movedTo: "{{name}} is at place {{place}} of {{count}}.",
  noAccounts: "No account is connected.",
  connect: "Connect an account",
};

export const usePriorityWords = namespace("priorities", english);
