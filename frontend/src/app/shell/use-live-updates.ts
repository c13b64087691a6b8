import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { listen, type StreamState } from "@/lib/live";

function useVisible(): boolean {
  const [visible, setVisible] = useState(document.visibilityState === "visible");
  useEffect(() => {
    const onChange = () => setVisible(document.visibilityState === "visible");
    document.addEventListener("visibilitychange", onChange);
    return () => document.removeEventListener("visibilitychange", onChange);
  }, []);
  return visible;
}

/** Keeps cached data current while the tab is seen. A browser allows few streams per host, so hidden tabs hold none. */
export function useLiveUpdates(): StreamState {
  const client = useQueryClient();
  const visible = useVisible();
  const [state, setState] = useState<StreamState>("connecting");
  useEffect(() => {
    if (!visible || typeof EventSource === "undefined") return;
    return listen({ client, onState: setState });
  }, [client, visible]);
  return state;
}
