import type { Template } from "@/lib/api/contract";
import type { Filled, TemplateFields } from "@/lib/api/templates";

import { emptyPart, type Sheet } from "./writing";

/** The sheet with a template's text below what is written, its further parts at the end, and its options. */
export function withTemplate(sheet: Sheet, template: Template, filled: Filled): Sheet {
  const [first, ...more] = sheet.parts;
  const written = first.text.trimEnd();
  const added = filled.follow_ups.map((text) => ({ ...emptyPart(), text }));
  const kept = more.filter(({ text, files }) => text.trim() || files.length > 0);
  return {
    ...sheet,
    parts: [{ ...first, text: written ? `${written}\n\n${filled.text}` : filled.text }, ...kept, ...added],
    options: { ...template.options, ...sheet.options },
  };
}

/** What is written, as a template begins. */
export const asTemplate = (
  { parts: [first, ...more], options }: Sheet,
  tags: string[],
): Partial<TemplateFields> => ({
  text: first.text,
  follow_ups: more.map(({ text }) => text).filter((text) => text.trim()),
  options,
  tags,
});
