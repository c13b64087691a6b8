import { concernsOf } from "@/components/health-strip";
import { Note } from "@/components/ui/error-state";
import type { Connection, Health } from "@/lib/api/contract";
import { useConnectionWords } from "@/lib/strings/en/connections";

const tones = { broken: "bad", soon: "warn", note: "neutral" } as const;

/** What a person should know of an account, most pressing first. */
export function Concerns({ connection, health }: { connection: Connection; health?: Health }) {
  const words = useConnectionWords();
  const concerns = concernsOf(health);
  const reason = connection.status === "reconnect_needed" ? connection.status_reason : null;
  if (concerns.length === 0 && !reason) return null;
  if (concerns.length === 0) {
    return (
      <Note tone="bad" className="mt-4">
        {reason} {words("reconnectHint")}
      </Note>
    );
  }
  return (
    <ul className="mt-4 flex flex-col gap-2">
      {concerns.map(({ code, severity, message, action }) => (
        <li key={code}>
          <Note tone={tones[severity]}>
            {message} {action === "reconnect" && words("reconnectHint")}
          </Note>
        </li>
      ))}
    </ul>
  );
}
