import { namespace } from "..";

const english = {
  title: "Resume publishing, too?",
  paused:
    "Publishing is paused, so the automation alone would send nothing. When publishing resumes, posts that you planned yourself go out again, too.",
  stopped:
    "Publishing is stopped, so the automation alone would send nothing. When publishing resumes, posts that you planned yourself go out again, too.",
  both: "Resume both",
  alone: "Only the automation",
  started: "The automation is running.",
  startedAlone: "The automation is switched on. Nothing goes out until publishing is resumed.",
  startedBoth: "The automation and publishing are running.",
};

export const useResumingWords = namespace("resuming", english);
