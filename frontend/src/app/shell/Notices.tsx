import { lazy, Suspense, useState } from "react";

import { useNotices } from "@/lib/api/notices";

import { NoticesButton } from "./NoticesButton";

const load = () => import("./NoticesPanel");
const NoticesPanel = lazy(load);

/** The bell of the top bar. What it opens comes with the first press. */
export function Notices() {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const unread = useNotices().data?.pages[0]?.unread ?? 0;
  const ahead = () => void load().catch(() => undefined);
  const press = () => {
    setWanted(true);
    setOpen(true);
  };
  return (
    <>
      <NoticesButton
        unread={unread}
        aria-expanded={open}
        onClick={press}
        onPointerEnter={ahead}
        onFocus={ahead}
      />
      {wanted && (
        <Suspense fallback={null}>
          <NoticesPanel unread={unread} open={open} onOpenChange={setOpen} />
        </Suspense>
      )}
    </>
  );
}
