import { useEffect } from "react";

import { useRefreshMetrics } from "@/lib/api/publications";

// The product itself asks the platform only as often as the post's age and the platform's price for reading allow.
const pace = 20_000;

/** Asks for fresh numbers now and every 20 seconds, as long as the page is seen. Gives the last refusal. */
export function useFreshNumbers(id: string, wanted: boolean): unknown {
  const { mutate, error } = useRefreshMetrics();
  useEffect(() => {
    if (!wanted) return;
    const ask = () => {
      if (document.visibilityState === "visible") mutate(id);
    };
    ask();
    const timer = setInterval(ask, pace);
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [id, wanted, mutate]);
  return error;
}
