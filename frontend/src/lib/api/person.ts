import type { QueryClient } from "@tanstack/react-query";

import type { User } from "./contract";
import { keys } from "./keys";

const notPersonal: unknown[] = [keys.user[0], keys.meta[0], keys.platforms[0]];

/** Nobody is signed in here any more: what was read of them goes, and the guards lead to the sign-in page. */
export function forgetPerson(client: QueryClient): void {
  client.setQueryData(keys.user, null);
  client.removeQueries({ predicate: ({ queryKey }) => !notPersonal.includes(queryKey[0]) });
}

/** Somebody is signed in here from now on; what was read of somebody else goes. */
export function rememberPerson(client: QueryClient, user: User): void {
  const before = client.getQueryData<User | null>(keys.user);
  if (before && before.id !== user.id) forgetPerson(client);
  client.setQueryData(keys.user, user);
}
