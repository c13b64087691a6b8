import type { ReactNode } from "react";

import { Logo } from "@/components/ui/logo";
import { DocumentTitle } from "@/components/ui/page";
import { PlatformMark } from "@/components/ui/platform-mark";

interface PassageFrameProps {
  platform: string;
  title: string;
  children: ReactNode;
}

/** Frame of the pages between a platform's own page and ours. */
export function PassageFrame({ platform, title, children }: PassageFrameProps) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto flex min-h-dvh max-w-lg flex-col gap-6 px-4 py-16 outline-none sm:py-28"
    >
      <DocumentTitle>{title}</DocumentTitle>
      <Logo />
      <h1 className="flex items-center gap-3 text-xl font-semibold">
        <PlatformMark platform={platform} className="size-6" />
        {title}
      </h1>
      {children}
    </main>
  );
}
