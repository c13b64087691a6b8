import axios, { type AxiosError, type InternalAxiosRequestConfig } from "axios";

import { csrfToken } from "./csrf";
import { type ApiProblem, toProblem } from "./problem";

interface Repeatable extends InternalAxiosRequestConfig {
  repeated?: boolean;
}

/** Every request of the interface goes through here; it rejects with `ApiProblem` and nothing else. */
export const api = axios.create({
  baseURL: "/api",
  withCredentials: true,
  timeout: 30_000,
  headers: { Accept: "application/json, application/problem+json" },
});

const safeMethods = new Set(["get", "head", "options"]);
const signInPaths = ["/auth/login", "/auth/register", "/auth/refresh"];

api.interceptors.request.use((config) => {
  const token = csrfToken();
  if (token && !safeMethods.has(config.method ?? "get")) config.headers.set("X-CSRF-Token", token);
  return config;
});

let refreshing: Promise<void> | null = null;

async function askForNewAccess(): Promise<void> {
  const refresh = async () => {
    await api.post("/auth/refresh", {});
  };
  // Two tabs that spend the same refresh token would look like a theft to the server.
  if ("locks" in navigator) await navigator.locks.request("vp-refresh", refresh);
  else await refresh();
}

/** Renews the access cookie; callers that arrive while one renewal runs share it. */
export function refreshAccess(): Promise<void> {
  refreshing ??= askForNewAccess().finally(() => {
    refreshing = null;
  });
  return refreshing;
}

function isSignedOut(problem: ApiProblem, config: Repeatable | undefined): config is Repeatable {
  if (problem.status !== 401 || problem.code !== "not_signed_in") return false;
  return Boolean(config) && !config?.repeated && !signInPaths.includes(config?.url ?? "");
}

const signedOutListeners = new Set<() => void>();

/** Calls back when a request learned that the session has ended. Returns the way to stop. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

api.interceptors.response.use(undefined, async (error: AxiosError) => {
  const problem = toProblem(error);
  const config = error.config as Repeatable | undefined;
  if (!isSignedOut(problem, config)) throw problem;
  try {
    // Without this cookie there is nothing to renew: no session was ever opened, or another tab has ended it.
    if (csrfToken() === null) throw problem;
    await refreshAccess();
  } catch (refusal) {
    // Without an answer we do not know that the session ended, so nobody is thrown out.
    if (toProblem(refusal).status === 0) throw toProblem(refusal);
    signedOutListeners.forEach((listener) => listener());
    throw problem;
  }
  return api.request({ ...config, repeated: true } as Repeatable);
});
