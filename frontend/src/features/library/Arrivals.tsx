import { RotateCw, TriangleAlert, X } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { useLibraryWords } from "@/lib/strings/en/library";

import type { Arrival } from "./use-library-uploads";

interface ArrivalsProps {
  arrivals: Arrival[];
  onForget: (key: number) => void;
  onAgain: (key: number) => void;
}

function Line({
  arrival,
  onForget,
  onAgain,
}: {
  arrival: Arrival;
  onForget: () => void;
  onAgain: () => void;
}) {
  const words = useLibraryWords();
  const { name, progress, paused, problem } = arrival;
  const said = words(paused ? "paused" : progress === null ? "waiting" : "uploading", { name });
  return (
    <li className="flex items-center gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        {problem ? (
          <p role="alert" className="flex gap-1.5 text-sm text-bad-text">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span className="min-w-0 break-words">
              <span className="font-medium">{name}</span>: {problem.title} {problem.detail}
            </span>
          </p>
        ) : (
          <>
            <p className="mb-1.5 flex gap-2 text-sm text-ink-muted">
              <span className="min-w-0 flex-1 truncate">{said}</span>
              {progress !== null && (
                <span className="tabular-nums">
                  {words(progress < 1 ? "percent" : "looking", { percent: Math.round(progress * 100) })}
                </span>
              )}
            </p>
            <Progress label={said} value={progress === 1 ? null : (progress ?? 0)} />
          </>
        )}
      </div>
      {problem && (
        <Button variant="ghost" size="icon-sm" aria-label={words("again", { name })} onClick={onAgain}>
          <RotateCw aria-hidden />
        </Button>
      )}
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={words(problem ? "dismiss" : "stop", { name })}
        onClick={onForget}
      >
        <X aria-hidden />
      </Button>
    </li>
  );
}

/** The files on their way to the library. */
export function Arrivals({ arrivals, onForget, onAgain }: ArrivalsProps) {
  const words = useLibraryWords();
  if (arrivals.length === 0) return null;
  return (
    <Card>
      <ul aria-label={words("arriving")} className="divide-y divide-line">
        {arrivals.map((arrival) => (
          <Line
            key={arrival.key}
            arrival={arrival}
            onForget={() => onForget(arrival.key)}
            onAgain={() => onAgain(arrival.key)}
          />
        ))}
      </ul>
    </Card>
  );
}
