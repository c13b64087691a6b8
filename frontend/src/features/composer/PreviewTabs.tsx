import { useState, type ReactNode } from "react";

import { PlatformMark } from "@/components/ui/platform-mark";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { useComposerWords } from "@/lib/strings/en/composer";

import type { View } from "./tailoring";
import type { Target } from "./targets";

interface PreviewTabsProps {
  targets: Target[];
  /** Shown at first. */
  first: View;
  children: (account: string) => ReactNode;
}

/** One preview at a time, a tab for each account. */
export function PreviewTabs({ targets, first, children }: PreviewTabsProps) {
  const words = useComposerWords();
  const [chosen, setChosen] = useState(first);
  const shown = targets.find(({ id }) => id === chosen)?.id ?? targets[0]?.id ?? "";
  return (
    <Tabs value={shown} onValueChange={setChosen}>
      <TabsList aria-label={words("previewTitle")}>
        {targets.map(({ id, name, platform }) => (
          <TabsTrigger key={id} value={id} title={`${platform.name} · ${name}`}>
            <PlatformMark platform={platform.family} label={`${platform.name} · ${name}`} />
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value={shown} className="pt-3">
        {children(shown)}
      </TabsContent>
    </Tabs>
  );
}
