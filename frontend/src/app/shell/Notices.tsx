import { lazy } from "react";

import { OnDemand } from "@/components/ui/on-demand";
import { useNotices } from "@/lib/api/notices";

import { NoticesButton } from "./NoticesButton";

const load = () => import("./NoticesPanel");
const NoticesPanel = lazy(load);

/** The bell of the top bar. What it opens comes with the first press. */
export function Notices() {
  const unread = useNotices().data?.pages[0]?.unread ?? 0;
  return (
    <OnDemand load={load} trigger={(props) => <NoticesButton unread={unread} {...props} />}>
      <NoticesPanel unread={unread} />
    </OnDemand>
  );
}
