import { Loading, Skeleton } from "@/components/ui/skeleton";

/** The shape of the app while the first page and the session are fetched. */
export function ShellSkeleton() {
  return (
    <Loading className="flex min-h-dvh">
      <div className="hidden w-58 flex-col gap-3 border-r border-line p-4 md:flex">
        <Skeleton className="mb-4 h-7 w-32" />
        <Skeleton className="h-9" />
        <Skeleton className="h-7 w-4/5" />
        <Skeleton className="h-7 w-3/5" />
        <Skeleton className="h-7 w-4/5" />
      </div>
      <div className="mx-auto w-full max-w-5xl px-4 py-6 sm:px-8">
        <Skeleton className="mb-10 ml-auto h-7 w-24" />
        <Skeleton className="mb-3 h-8 w-48" />
        <Skeleton className="mb-8 w-72" />
        <Skeleton className="h-40" />
      </div>
    </Loading>
  );
}
