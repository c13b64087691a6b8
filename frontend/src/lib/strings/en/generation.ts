import { namespace } from "..";

const english = {
  part: "Part {{number}}",
  flags: "To look at",
  standing: {
    label: "What the sentences rest on",
    grounded_one: "{{count}} sentence rests on the document",
    grounded_other: "{{count}} sentences rest on the document",
    unsupported_one: "{{count}} sentence is not in it",
    unsupported_other: "{{count}} sentences are not in it",
    opinion_one: "{{count}} makes no claim",
    opinion_other: "{{count}} make no claim",
    groundedTold: "Rests on the document. Press to see where.",
    unsupportedTold: "Not in the document. Press to see what is missing.",
  },
  prediction: {
    none: "Not enough data for a prediction",
    place: "Likely better than {{score}} of 100 of your recent posts (range {{low}} to {{high}}).",
    likes: "About {{likes}} likes ({{low}} to {{high}}).",
    likesOnly: "About {{likes}} likes.",
  },
  voice: {
    near: "Sounds like you: {{percent}} %",
    between: "Sounds a little unlike you: {{percent}} %",
    far: "Does not sound like you: {{percent}} %",
  },
  source: {
    groundedTitle: "Where this sentence comes from",
    unsupportedTitle: "This is not in the document",
    missing: "Not found in the document:",
    near: "The nearest passages",
    none: "No passage of the document speaks of this.",
    page: "Page {{page}}",
    picture: "Page {{page}} of the document, with the passage marked",
    sure: "Read from a picture, {{percent}} % certain",
    open: "Open the document",
    sentence: "The sentence",
  },
  upload: {
    choose: "Choose a file",
    drop: "Drop a document here, or",
    dropNow: "Let go to upload",
    kinds: "PDF up to 10 MB, Word 5 MB, PowerPoint 20 MB, text or Markdown 2 MB, a JPEG or PNG picture 5 MB.",
    uploading: "Uploading {{name}}",
    uploadingShare: "Uploading: {{percent}} %",
    queued: "Waiting to be read",
    reading: "Reading",
    readingPages: "Reading page {{done}} of {{total}}",
    readingName: "Reading {{name}}",
    cancel: "Cancel",
    refused: "This document could not be read",
    remove: "Put the document aside",
    proTitle: "Documents are part of the Pro plan",
    proDetail:
      "With Pro, posts are written from your own PDF, Word and PowerPoint files, and every sentence shows the page it rests on.",
    proLink: "Compare the plans",
    ready_one: "Read: {{count}} passage",
    ready_other: "Read: {{count}} passages",
  },
};

export const useGenerationWords = namespace("generation", english);
