import { useDomains } from "@/lib/api/generation";

/** How a domain is called; its key until the names are known. */
export function useDomainName(): (key: string) => string {
  const domains = useDomains().data ?? [];
  return (key) => domains.find(({ id }) => id === key)?.name ?? key;
}
