import { namespace } from "..";

const english = {
  title: "Documents",
  detail: "Posts can be written from your own documents. Each sentence then shows the passage it rests on.",
  emptyTitle: "No documents yet",
  emptyDetail: "Upload a report, a menu or a set of slides. It is read here and stays with you.",
  list: "Your documents",
  more: "Show more",
  added: "Added",
  kind: {
    pdf: "PDF",
    docx: "Word",
    pptx: "PowerPoint",
    text: "Text",
    jpeg: "Picture",
    png: "Picture",
  },
  pages_one: "{{count}} page",
  pages_other: "{{count}} pages",
  passages_one: "{{count}} passage",
  passages_other: "{{count}} passages",
  topics: "Topics",
  summary: "Extract",
  summaryDetail: "Sentences of the document, word for word. No model wrote them.",
  notices: "What was left out, or may be wrong",
  refused: "This document could not be read",
  open: "Open",
  write: "Write from it",
  original: "Download the file",
  remove: "Delete",
  cancel: "Cancel",
  cancelled: "The reading has ended and the document is removed.",
  removeTitle: "Delete this document?",
  removeDetail:
    "The file and all that was learned from it are removed for good. Posts that were written from it stay; their sentences can no longer be looked up.",
  removed: "The document is deleted.",
  passagesTitle: "Passages",
  search: "Find in this document",
  none: "No passage speaks of that.",
};

export const useDocumentWords = namespace("documents", english);
