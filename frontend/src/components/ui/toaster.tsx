import { Toaster as Sonner } from "sonner";

import { useTheme } from "@/lib/theme";

/** Where toasts appear. Stands once at the root; fetched after the first paint. */
export default function Toaster() {
  return (
    <Sonner
      theme={useTheme()}
      position="bottom-right"
      mobileOffset={{ bottom: 80 }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-3 rounded-lg font-sans border border-line bg-raised p-3 text-sm text-ink shadow-md sm:w-89",
          content: "min-w-0 flex-1",
          title: "font-medium",
          description: "mt-0.5 text-ink-muted",
          icon: "mt-0.5 shrink-0 [&_svg]:size-4",
          actionButton:
            "shrink-0 rounded-md px-2 py-1 text-sm font-medium text-accent-text hover:bg-accent-soft",
          success: "[&_[data-icon]]:text-good-text",
          error: "[&_[data-icon]]:text-bad-text",
        },
      }}
    />
  );
}
