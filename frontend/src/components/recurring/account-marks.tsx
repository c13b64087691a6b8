import { Avatar } from "@/components/ui/avatar";
import { PlatformMark } from "@/components/ui/platform-mark";
import { accountName } from "@/lib/account-name";
import { useConnections } from "@/lib/api/connections";
import { usePlatforms } from "@/lib/api/platforms";
import { useRecurringWords } from "@/lib/strings/en/recurring";

const shownMost = 4;

/** The accounts that a recurring post goes out through. */
export function AccountMarks({ ids }: { ids: string[] }) {
  const words = useRecurringWords();
  const connections = useConnections().data;
  const platforms = usePlatforms().data;
  if (!connections) return null;
  const shown = ids.slice(0, shownMost);
  return (
    <ul aria-label={words("accounts")} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
      {shown.map((id) => {
        const account = connections.find((one) => one.id === id);
        if (!account)
          return (
            <li key={id} className="text-warn-text">
              {words("gone")}
            </li>
          );
        const platform = platforms?.find(({ key }) => key === account.platform);
        return (
          <li key={id} className="inline-flex max-w-full min-w-0 items-center gap-1.5 text-ink-muted">
            <span className="relative shrink-0">
              <Avatar name={account.name} src={account.picture_url} className="size-6" />
              <span className="absolute -right-1 -bottom-1 grid size-3.5 place-items-center rounded-full bg-raised text-ink shadow-sm">
                <PlatformMark
                  platform={platform?.family ?? account.platform}
                  label={platform?.name ?? account.platform}
                  className="size-2"
                />
              </span>
            </span>
            <span className="truncate">{accountName(account)}</span>
          </li>
        );
      })}
      {ids.length > shownMost && (
        <li className="text-ink-faint">{words("moreAccounts", { count: ids.length - shownMost })}</li>
      )}
    </ul>
  );
}
