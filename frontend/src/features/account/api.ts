import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api } from "@/lib/api/client";
import type { PlanKey, SignedIn } from "@/lib/api/contract";
import { keys } from "@/lib/api/keys";
import { rememberPerson } from "@/lib/api/person";
import { tellOtherTabs } from "@/lib/other-tabs";

interface Credentials {
  email: string;
  password: string;
}

export interface Registration extends Credentials {
  name: string;
  plan_type: PlanKey;
  terms_accepted: boolean;
  time_zone: string;
}

function useEntrance<Body>(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: Body) => (await api.post<SignedIn>(path, body)).data.user,
    onSuccess: (user) => {
      rememberPerson(client, user);
      tellOtherTabs("signed-in");
    },
  });
}

/** Opens a session. The guard of the visitor pages then leads on. */
export const useLogIn = () => useEntrance<Credentials>("/auth/login");

/** Creates an account and opens its first session. */
export const useRegister = () => useEntrance<Registration>("/auth/register");

/** Asks for the message with the reset link; the answer is the same whether the address exists or not. */
export function useForgotPassword() {
  return useMutation({ mutationFn: (email: string) => api.post("/auth/forgot-password", { email }) });
}

export function useResetPassword() {
  return useMutation({
    mutationFn: (body: { token: string; password: string }) => api.post("/auth/reset-password", body),
  });
}

/** Spends the key from the confirmation message. A key works once, so nothing here repeats the request. */
export function useVerifyEmail(token: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ["verify-email", token],
    queryFn: async () => {
      await api.post("/auth/verify-email", { token });
      await client.invalidateQueries({ queryKey: keys.user });
      return true;
    },
    enabled: token !== "",
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
    retryOnMount: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
}
