import type { Post, Publication } from "@/lib/api/contract";

/** The parts of the thread that this publication belongs to, on the same account, in their order. */
export function partsOf({ connection_id }: Publication, post: Post | undefined): Publication[] {
  return (post?.publications ?? [])
    .filter((part) => part.connection_id === connection_id)
    .sort((one, other) => one.position - other.position);
}

export function partBefore(publication: Publication, post: Post | undefined): Publication | undefined {
  return partsOf(publication, post).find(({ position }) => position === publication.position - 1);
}
