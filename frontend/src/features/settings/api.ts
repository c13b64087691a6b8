import { useQuery } from "@tanstack/react-query";

import { api } from "@/lib/api/client";
import type { SessionRow } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";

/** Every place where this person is logged in. */
export function useSessions() {
  return useQuery({
    queryKey: keys.sessions,
    queryFn: async () => (await api.get<{ sessions: SessionRow[] }>("/auth/sessions")).data.sessions,
  });
}
