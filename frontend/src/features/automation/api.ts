import { useMutation, useQueryClient } from "@tanstack/react-query";

import { toast } from "@/components/ui/toast";
import { api } from "@/lib/api/client";
import type { PlannedEntry } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";
import { useAutomationWords } from "@/lib/strings/en/automation";

const at = (id: string) => `/automation/entries/${encodeURIComponent(id)}`;

/** What became of each of several. `problem` says in words why one could not be done. */
interface Decided {
  entry: PlannedEntry;
  problem: string;
}

function useEntryCommand<Variables, Answer>(run: (variables: Variables) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSettled: () =>
      Promise.all(
        [keys.automation, keys.calendar, keys.dashboard].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

const one = async (answer: Promise<{ data: { entry: PlannedEntry } }>) => (await answer).data.entry;
const many = async (answer: Promise<{ data: { decided: Decided[] } }>) => (await answer).data.decided;

export const useApprove = () => useEntryCommand((id: string) => one(api.post(`${at(id)}/approve`, {})));

/** Writing takes as long as the engine takes. */
export const useRegenerate = () =>
  useEntryCommand((id: string) => one(api.post(`${at(id)}/regenerate`, {}, { timeout: 120_000 })));

export const useEdit = () =>
  useEntryCommand(({ id, text }: { id: string; text: string }) => one(api.patch(at(id), { text })));

export const useApproveMany = () =>
  useEntryCommand((entry_ids: string[]) => many(api.post("/automation/entries/approve", { entry_ids })));

export const useRejectMany = () =>
  useEntryCommand(({ entry_ids, reason }: { entry_ids: string[]; reason: string }) =>
    many(api.post("/automation/entries/reject", { entry_ids, reason })),
  );

/** Takes a place off the plan; it stays empty. */
export function useRemove() {
  const words = useAutomationWords();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(at(id)),
    onSuccess: () => toast.done(words("slots.removed")),
    onError: toast.problem,
    onSettled: () => client.invalidateQueries({ queryKey: keys.automation }),
  });
}
