import { useCallback } from "react";
import { useSearchParams } from "react-router";

import type { LabelFilter } from "@/components/label-filters";

interface DraftListView extends LabelFilter {
  open: boolean;
}

export interface DraftList extends DraftListView {
  change: (changes: Partial<DraftListView>) => void;
  /** What of the address belongs to the list: for addresses that shall show it as it is, or closed. */
  search: (open: boolean) => string;
}

const openMark = "drafts";

function put(query: URLSearchParams, { open, ...labels }: Partial<DraftListView>): URLSearchParams {
  const next = new URLSearchParams(query);
  const values = { ...labels, ...(open !== undefined && { [openMark]: open ? "open" : "" }) };
  for (const [name, value] of Object.entries(values)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}

/** Whether the list of drafts is open, and which drafts it shows: kept in the address so that it can be found again. */
export function useDraftList(): DraftList {
  const [query, setQuery] = useSearchParams();
  const change = useCallback<DraftList["change"]>(
    (changes) => setQuery((current) => put(current, changes), { replace: true, preventScrollReset: true }),
    [setQuery],
  );
  const labels = { tag: query.get("tag") ?? "", campaign: query.get("campaign") ?? "" };
  return {
    open: query.has(openMark),
    ...labels,
    change,
    search: (open) => put(new URLSearchParams(), { open, ...labels }).toString(),
  };
}
