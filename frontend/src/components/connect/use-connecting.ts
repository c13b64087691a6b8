import { useState } from "react";

import { useConnect } from "@/lib/api/connections";
import type { Connection, Platform } from "@/lib/api/contract";

export interface Way {
  platform: Platform;
  /** Where the person lands afterwards; a path of ours. */
  returnTo: string;
  /** The account that is connected again. */
  connection?: Connection;
}

/** The way into a platform: straight to its consent page, or by a question of ours first. */
export function useConnecting({ platform, returnTo, connection }: Way) {
  const connect = useConnect();
  const [asking, setAsking] = useState(false);
  const leave = (instance?: string) => connect.mutate({ platform: platform.key, returnTo, instance });
  const { by } = platform.sign_in;
  const start = () => {
    if (by === "consent_page") leave();
    else if (by === "instance" && connection?.instance) leave(connection.instance);
    else setAsking(true);
  };
  return {
    start,
    busy: connect.isPending || connect.isSuccess,
    /** What refused the way to the consent page, where no dialog says it. */
    error: asking ? null : connect.error,
    asking: { open: asking, onOpenChange: setAsking, leave, error: connect.error },
  };
}

export type Connecting = ReturnType<typeof useConnecting>;
