import { Check, Circle, Eye, EyeOff } from "lucide-react";
import { useId, useState, type ComponentProps } from "react";

import { cn } from "@/lib/cn";
import { checkPassword } from "@/lib/password";
import { useUiWords } from "@/lib/strings/en/ui";

import { Input } from "./input";

interface PasswordInputProps extends Omit<ComponentProps<"input">, "type"> {
  /** Shows the rules under the field, ticked off while `typed` changes. */
  rulesFor?: { typed: string; minimum?: number };
}

export function PasswordInput({ className, rulesFor, ...props }: PasswordInputProps) {
  const words = useUiWords();
  const [shown, setShown] = useState(false);
  const rulesId = useId();
  return (
    <>
      <div className="relative">
        <Input
          {...props}
          type={shown ? "text" : "password"}
          className={cn("pr-11", className)}
          autoCapitalize="none"
          spellCheck={false}
          aria-describedby={rulesFor && rulesId}
        />
        <button
          type="button"
          className="absolute inset-y-1 right-1 grid w-9 place-items-center rounded-sm text-ink-faint hover:text-ink"
          aria-label={words(shown ? "password.hide" : "password.show")}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
        </button>
      </div>
      {rulesFor && <PasswordRules id={rulesId} {...rulesFor} />}
    </>
  );
}

function PasswordRules({ id, typed, minimum }: { id: string; typed: string; minimum?: number }) {
  const words = useUiWords();
  return (
    <ul
      id={id}
      aria-label={words("password.rules")}
      className="grid gap-x-4 gap-y-1 pt-1 text-xs sm:grid-cols-2"
    >
      {checkPassword(typed, minimum).map(({ rule, kept }) => (
        <li
          key={rule}
          data-kept={kept}
          className={cn("flex items-center gap-1.5", kept ? "text-good-text" : "text-ink-faint")}
        >
          {kept ? (
            <Check aria-hidden className="size-3.5 shrink-0" />
          ) : (
            <Circle aria-hidden className="size-3.5 shrink-0 p-0.5" />
          )}
          {words(`password.${rule}`, { count: minimum ?? 8 })}
          <span className="sr-only">, {words(kept ? "password.kept" : "password.open")}</span>
        </li>
      ))}
    </ul>
  );
}
