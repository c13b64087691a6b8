import { Link } from "react-router";

import { StateBadge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { Publication } from "@/lib/api/contract";
import { usePost } from "@/lib/api/posts";
import { cn } from "@/lib/cn";
import { usePostWords } from "@/lib/strings/en/posts";
import { usePublicationWords } from "@/lib/strings/en/publications";

import { partsOf } from "./thread-parts";

/** The other parts of the thread; nothing where the post stands alone. */
export function Thread({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const posts = usePostWords();
  const parts = partsOf(publication, usePost(publication.post_id).data);
  if (parts.length < 2) return null;
  return (
    <Card aria-labelledby="publication-thread">
      <CardHeader id="publication-thread" title={words("thread.title")} detail={words("thread.detail")} />
      <CardBody className="p-2">
        <ol>
          {parts.map((part) => {
            const here = part.id === publication.id;
            return (
              <li key={part.id}>
                <Link
                  to={`/publications/${part.id}`}
                  aria-current={here ? "page" : undefined}
                  className={cn("block rounded-md px-3 py-2 hover:bg-sunken", here && "bg-sunken")}
                >
                  <span className="flex items-center justify-between gap-2">
                    <span className="text-sm font-medium">
                      {posts("part", { number: part.position + 1 })}
                      {here && <span className="font-normal text-ink-muted"> · {words("thread.here")}</span>}
                    </span>
                    <StateBadge state={part.state} />
                  </span>
                  <span className="mt-0.5 line-clamp-1 text-sm text-ink-muted">
                    {part.text || posts("pictureOnly")}
                  </span>
                </Link>
              </li>
            );
          })}
        </ol>
      </CardBody>
    </Card>
  );
}
