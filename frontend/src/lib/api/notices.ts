import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";

import { api } from "./client";
import type { NoticePage } from "./contract";
import { keys } from "./keys";

async function fetchPage(cursor: string | null): Promise<NoticePage> {
  return (await api.get<NoticePage>("/notices", { params: cursor ? { cursor } : {} })).data;
}

/** What people should know, newest first, page by page; the first page says how many are unread. */
export function useNotices() {
  return useInfiniteQuery({
    queryKey: keys.notices,
    queryFn: ({ pageParam }) => fetchPage(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    staleTime: 60_000,
  });
}

/** Marks one notice as read, or all of them where none is named. */
export function useReadNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id?: string) =>
      api.post(id ? `/notices/${encodeURIComponent(id)}/read` : "/notices/read", {}),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.notices }),
  });
}
