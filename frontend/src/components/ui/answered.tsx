import type { ReactNode } from "react";

import { ErrorState } from "./error-state";
import { Loading, Skeleton } from "./skeleton";

interface AnsweredProps<Data> {
  /** What was asked for. */
  query: { data: Data | undefined; error: unknown; isFetching: boolean; refetch: () => unknown };
  /** The shape of one of what will come, and how they lie. */
  shape: string;
  among: string;
  shapes?: number;
  children: (data: Data) => ReactNode;
}

/** Shows what was asked for; until it is there its shape, and where it did not come why, with a way to try again. */
export function Answered<Data>({ query, shape, among, shapes = 2, children }: AnsweredProps<Data>) {
  const { data, error, isFetching, refetch } = query;
  if (data !== undefined) return children(data);
  if (error) return <ErrorState error={error} retrying={isFetching} onRetry={() => void refetch()} />;
  return (
    <Loading className={among}>
      {Array.from({ length: shapes }, (_, index) => (
        <Skeleton key={index} className={shape} />
      ))}
    </Loading>
  );
}
