import { useMutation, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";

import { tellOtherTabs } from "../other-tabs";
import { api } from "./client";
import type { OnboardingStep, User } from "./contract";
import { csrfToken } from "./csrf";
import { keys } from "./keys";
import { forgetPerson, rememberPerson } from "./person";
import { toProblem } from "./problem";

async function fetchUser(): Promise<User | null> {
  // A visitor who never signed in has no such cookie; asking would only earn a refusal.
  if (csrfToken() === null) return null;
  try {
    return (await api.get<{ user: User }>("/auth/me")).data.user;
  } catch (error) {
    if (toProblem(error).status === 401) return null;
    throw error;
  }
}

/** The signed-in person, or null for a visitor. */
export function useUser() {
  return useQuery({ queryKey: keys.user, queryFn: fetchUser, staleTime: 60_000 });
}

/** The signed-in person. Only for pages behind the sign-in guard; throws elsewhere. */
export function useSignedInUser(): User {
  const { data } = useUser();
  if (!data) throw new Error("This page needs a signed-in person.");
  return data;
}

/** The zone in which this person reads times: their own, else the browser's. */
export function useZone(): string {
  const zone = useUser().data?.time_zone;
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export interface UserChanges {
  name?: string;
  time_zone?: string;
  onboarding_step?: OnboardingStep;
}

/** Changes the person's own record. */
export function useUpdateUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (changes: UserChanges) =>
      (await api.patch<{ user: User }>("/auth/me", changes)).data.user,
    onSuccess: (user) => client.setQueryData(keys.user, user),
  });
}

/** Another tab signed in: whoever that is, is signed in here too. */
export async function seeWhoIsIn(client: QueryClient): Promise<void> {
  const user = await fetchUser().catch(() => undefined);
  if (user) rememberPerson(client, user);
}

function useLeave(path: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post(path, {}),
    onSuccess: () => {
      forgetPerson(client);
      tellOtherTabs("signed-out");
    },
  });
}

/** Ends the session of this browser. */
export const useLogOut = () => useLeave("/auth/logout");

/** Ends every session of this person, on every device. */
export const useLogOutEverywhere = () => useLeave("/auth/logout-everywhere");

/** Sends the message that confirms the e-mail address once more. */
export function useResendVerification() {
  return useMutation({ mutationFn: () => api.post("/auth/resend-verification", {}) });
}
