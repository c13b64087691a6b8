import type { QueryClient } from "@tanstack/react-query";

import type { User } from "./contract";
import { keys } from "./keys";

const notPersonal: unknown[] = [keys.user[0], keys.exit[0], keys.meta[0], keys.platforms[0]];

/** Whoever is signed out from now on is led there; null: to the sign-in page, and back again afterwards. */
export function leadOutTo(client: QueryClient, path: string | null): void {
  client.setQueryData(keys.exit, path);
}

/** Where whoever is signed out is led, if not to the sign-in page. */
export const exitOf = (client: QueryClient) => client.getQueryData<string | null>(keys.exit);

/** Nobody is signed in here any more: what was read of them goes, and the guards lead to the sign-in page. */
export function forgetPerson(client: QueryClient): void {
  client.setQueryData(keys.user, null);
  client.removeQueries({ predicate: ({ queryKey }) => !notPersonal.includes(queryKey[0]) });
}

/** Somebody is signed in here from now on; what was read of somebody else goes. */
export function rememberPerson(client: QueryClient, user: User): void {
  const before = client.getQueryData<User | null>(keys.user);
  if (before && before.id !== user.id) forgetPerson(client);
  leadOutTo(client, null);
  client.setQueryData(keys.user, user);
}
