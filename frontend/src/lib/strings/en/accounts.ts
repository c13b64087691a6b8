import { namespace } from "..";

const english = {
  none: "No account is connected yet.",
  connect: "Connect one",
};

export const useAccountPickWords = namespace("accounts", english);
