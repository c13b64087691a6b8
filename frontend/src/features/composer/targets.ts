import { useConnections } from "@/lib/api/connections";
import type { Connection, Platform } from "@/lib/api/contract";
import { usePlatforms } from "@/lib/api/platforms";
import { accountName } from "@/lib/account-name";

/** An account that the post goes to, with what its platform takes. */
export interface Target {
  id: string;
  account: Connection;
  platform: Platform;
  /** What the account is called. */
  name: string;
}

/** The chosen accounts in their order, as far as they are known. */
export function useTargets(accounts: string[]): Target[] {
  const connections = useConnections().data ?? [];
  const platforms = usePlatforms().data ?? [];
  return accounts.flatMap((id) => {
    const account = connections.find((connection) => connection.id === id);
    const platform = platforms.find(({ key }) => key === account?.platform);
    return account && platform ? [{ id, account, platform, name: accountName(account) }] : [];
  });
}

/** Names of platforms, each once, in the order of the targets. */
export const platformNames = (targets: Target[]) => [
  ...new Set(targets.map(({ platform }) => platform.name)),
];

const lists = new Intl.ListFormat("en");
export const listed = (names: string[]) => lists.format(names);

/** Of some accounts, those whose platform has no place for further parts. */
export function useWithoutFollowUps(): (accounts: string[]) => string[] {
  const connections = useConnections().data ?? [];
  const platforms = usePlatforms().data ?? [];
  return (accounts) =>
    accounts.filter((id) => {
      const account = connections.find((connection) => connection.id === id);
      return platforms.find(({ key }) => key === account?.platform)?.limits.follow_ups === "none";
    });
}
