import { namespace } from "..";

const english = {
  part: "Part of a recurring post.",
  alone: "What you change, move or remove here concerns only this one.",
  see: "See the recurring post",
};

export const useSeriesMarkWords = namespace("seriesMark", english);
