import { NavLink } from "react-router";

import { DialogRoot, Sheet } from "@/components/ui/dialog";
import { useAppWords } from "@/lib/strings/en/app";

import { grouped } from "../features";

/** Every page, for phones, whose bar holds only a few. */
export default function MorePages({ onClose }: { onClose: () => void }) {
  const words = useAppWords();
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Sheet title={words("navigation.moreTitle")}>
        <nav aria-label={words("navigation.moreTitle")} className="flex flex-col gap-4">
          {grouped.map(({ group, entries }) => (
            <section key={group ?? ""} aria-label={group && words(`navigation.groups.${group}`)}>
              {group && (
                <h3 aria-hidden className="mb-1 text-xs font-medium text-ink-faint">
                  {words(`navigation.groups.${group}`)}
                </h3>
              )}
              <ul className="grid grid-cols-2 gap-1">
                {entries.map(({ to, label, icon: Icon }) => (
                  <li key={to}>
                    <NavLink
                      to={to}
                      onClick={onClose}
                      className="flex min-h-11 items-center gap-2.5 rounded-md px-2 text-sm font-medium text-ink-muted hover:bg-sunken aria-[current=page]:bg-sunken aria-[current=page]:text-ink"
                    >
                      <Icon aria-hidden className="size-4.5 shrink-0" strokeWidth={1.9} />
                      {words(`navigation.${label}`)}
                    </NavLink>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
      </Sheet>
    </DialogRoot>
  );
}
