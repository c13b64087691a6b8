import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { PublishingState } from "./contract";
import { keys } from "./keys";

export type PublishingCommand = "pause" | "resume" | "stop" | "emergency-stop";

/** Pauses, resumes or stops everything that the workspace would send. */
export function usePublishingCommand() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (command: PublishingCommand) =>
      (await api.post<{ publishing: PublishingState; cancelled?: number }>(`/publishing/${command}`, {}))
        .data,
    onSuccess: () =>
      Promise.all(
        [keys.user, keys.automation, keys.dashboard, keys.calendar, keys.posts, keys.publications].map(
          (queryKey) => client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
