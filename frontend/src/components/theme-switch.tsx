import { Monitor, Moon, Sun } from "lucide-react";

import { Segmented } from "@/components/ui/segmented";
import { useAppWords } from "@/lib/strings/en/app";
import { chooseTheme, useTheme } from "@/lib/theme";

/** Light, dark, or as the device has it. `compact` shows only the icons. */
export function ThemeSwitch({ compact, className }: { compact?: boolean; className?: string }) {
  const words = useAppWords();
  const option = (value: "light" | "dark" | "system", Icon: typeof Sun) => ({
    value,
    title: compact ? words(`menu.${value}`) : undefined,
    label: (
      <>
        <Icon aria-hidden />
        {!compact && words(`menu.${value}`)}
      </>
    ),
  });
  return (
    <Segmented
      label={words("menu.theme")}
      options={[option("light", Sun), option("dark", Moon), option("system", Monitor)]}
      value={useTheme()}
      onChange={chooseTheme}
      className={className}
    />
  );
}
