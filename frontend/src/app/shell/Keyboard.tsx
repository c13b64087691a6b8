import { Keyboard as KeyboardIcon, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { useNavigate } from "react-router";

import { toast } from "@/components/ui/toast";
import { useLogOut } from "@/lib/api/user";
import { useCommandKey, useShortcuts } from "@/lib/shortcuts";
import { useAppWords } from "@/lib/strings/en/app";
import { chooseTheme } from "@/lib/theme";

import { navigation } from "../features";
import { openPanel, usePanel } from "./panels";

const CommandPalette = lazy(() => import("@/components/ui/command-palette"));
const ShortcutHelp = lazy(() => import("@/components/ui/shortcut-help"));

const commandKey = navigator.userAgent.includes("Mac") ? "⌘" : "Ctrl";

function keysOf(entry: (typeof navigation)[number]): string[] | undefined {
  if (entry.primary) return ["c"];
  return entry.go ? ["g", entry.go] : undefined;
}

function usePages() {
  const words = useAppWords();
  const navigate = useNavigate();
  return navigation.map((entry) => ({
    id: entry.to,
    label: words(`navigation.${entry.label}`),
    icon: entry.icon,
    keys: keysOf(entry),
    primary: entry.primary,
    run: () => void navigate(entry.to),
  }));
}

function useActions() {
  const words = useAppWords();
  const logOut = useLogOut();
  const theme = (choice: "light" | "dark" | "system", icon: typeof Sun) => ({
    id: choice,
    label: words("palette.themeTo", { theme: words(`menu.${choice}`) }),
    icon,
    run: () => chooseTheme(choice),
  });
  return [
    theme("light", Sun),
    theme("dark", Moon),
    theme("system", Monitor),
    {
      id: "help",
      label: words("keys.title"),
      icon: KeyboardIcon,
      keys: ["?"],
      run: () => openPanel("help"),
    },
    {
      id: "log-out",
      label: words("menu.logOut"),
      icon: LogOut,
      run: () => logOut.mutate(undefined, { onError: toast.problem }),
    },
  ];
}

/** Shortcuts, the command palette and the list of keys. Draws nothing until one of them is asked for. */
export function Keyboard() {
  const words = useAppWords();
  const panel = usePanel();
  const pages = usePages();
  const actions = useActions();

  useCommandKey("k", () => openPanel("palette"));
  useShortcuts([
    ...pages.flatMap(({ keys, run }) => (keys ? [{ keys: keys.join(" "), run }] : [])),
    { keys: "?", run: () => openPanel("help") },
  ]);

  // Whoever logs out with the palette open must not find it open at the next login.
  useEffect(() => () => openPanel(null), []);

  const close = (name: "palette" | "help") => (open: boolean) => {
    if (open || panel === name) openPanel(open ? name : null);
  };
  return (
    <Suspense fallback={null}>
      {panel === "palette" && (
        <CommandPalette
          open
          onOpenChange={close("palette")}
          groups={[
            { heading: words("palette.go"), commands: pages },
            { heading: words("palette.actions"), commands: actions },
          ]}
        />
      )}
      {panel === "help" && (
        <ShortcutHelp
          open
          onOpenChange={close("help")}
          shortcuts={[
            { keys: [commandKey, "K"], label: words("keys.palette") },
            ...pages.flatMap(({ keys, label, primary }) =>
              keys
                ? [{ keys, label: primary ? words("keys.compose") : words("keys.goTo", { page: label }) }]
                : [],
            ),
            { keys: ["?"], label: words("keys.help") },
          ]}
        />
      )}
    </Suspense>
  );
}
