import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { Template } from "./contract";
import { keys } from "./keys";

const at = (id: string) => `/templates/${encodeURIComponent(id)}`;

/** Every template, by name. */
export function useTemplates(enabled = true) {
  return useQuery({
    queryKey: keys.templates,
    queryFn: async () => (await api.get<{ templates: Template[] }>("/templates")).data.templates,
    enabled,
  });
}

/** What a person says of a template. */
export type TemplateFields = Pick<Template, "name" | "text" | "follow_ups" | "options" | "tags">;

/** Makes a template, or changes the one that was read. */
export function useKeepTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ known, fields }: { known: Template | null; fields: TemplateFields }) => {
      const answer = known
        ? await api.patch<{ template: Template }>(at(known.id), { ...fields, version: known.version })
        : await api.post<{ template: Template }>("/templates", fields);
      return answer.data.template;
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.templates }),
  });
}

export function useDeleteTemplate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(at(id)),
    onSettled: () => client.invalidateQueries({ queryKey: keys.templates }),
  });
}

/** What a post made of a template says. */
export interface Filled {
  text: string;
  follow_ups: string[];
}

/** Puts values into the places of a template. */
export function useFillTemplate() {
  return useMutation({
    mutationFn: async ({ id, values }: { id: string; values: Record<string, string> }) =>
      (await api.post<Filled>(`${at(id)}/fill`, { values })).data,
  });
}
