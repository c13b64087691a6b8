import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/lib/api/client";
import type { SessionRow, User } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";
import { forgetPerson, leadOutTo } from "@/lib/api/person";
import { tellOtherTabs } from "@/lib/other-tabs";

/** Every place where this person is signed in. */
export function useSessions() {
  return useQuery({
    queryKey: keys.sessions,
    queryFn: async () => (await api.get<{ sessions: SessionRow[] }>("/auth/sessions")).data.sessions,
  });
}

/** Sets another password; every other session ends. */
export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { current_password: string; password: string }) =>
      api.post("/auth/change-password", body),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.sessions }),
  });
}

/** Whoever forgot the password that they have gets a link instead. */
export function useResetLink() {
  return useMutation({ mutationFn: (email: string) => api.post("/auth/forgot-password", { email }) });
}

function useAddress<Body>(ask: (body: Body) => Promise<{ data: { user: User } }>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: Body) => (await ask(body)).data.user,
    onSuccess: (user) => client.setQueryData(keys.user, user),
  });
}

/** Asks for another address: it holds once the link that goes to it is opened. */
export const useChangeEmail = () =>
  useAddress((body: { email: string; password: string }) =>
    api.post<{ user: User }>("/auth/change-email", body),
  );

/** The address that was asked for is not wanted any more. */
export const useKeepEmail = () => useAddress(() => api.delete<{ user: User }>("/auth/change-email"));

/** Closes the account for good, and leads to the first page: a request beside it may learn first that nobody is in. */
export function useDeleteAccount(done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { password: string; confirmation: string }) => api.post("/auth/delete-account", body),
    onMutate: () => leadOutTo(client, "/"),
    onError: () => leadOutTo(client, null),
    onSuccess: () => {
      forgetPerson(client);
      tellOtherTabs("signed-out");
      done();
    },
  });
}
