import {
  DndContext,
  PointerSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
  type DragEndEvent,
} from "@dnd-kit/core";
import { ArrowDown, ArrowUp, GripVertical } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field";
import { PlatformMark } from "@/components/ui/platform-mark";
import { accountName } from "@/lib/account-name";
import type { Connection } from "@/lib/api/contract";
import { cn } from "@/lib/cn";
import { usePriorityWords } from "@/lib/strings/en/priorities";

import { movedTo } from "./moved-to";

interface RowProps {
  connection: Connection;
  /** Null for an account that takes no part. */
  place: number | null;
  count: number;
  onToggle: () => void;
  onMove: (place: number) => void;
}

function Row({ connection, place, count, onToggle, onMove }: RowProps) {
  const words = usePriorityWords();
  const { id } = connection;
  const takesPart = place !== null;
  const {
    setNodeRef: setHandle,
    listeners,
    transform,
    isDragging,
  } = useDraggable({ id, disabled: !takesPart });
  const { setNodeRef: setPlace, isOver } = useDroppable({ id, disabled: !takesPart });
  const name = accountName(connection);
  return (
    <li
      ref={setPlace}
      className={cn(
        "flex min-h-12 items-center gap-2 rounded-md border border-line bg-surface px-2",
        isOver && "border-accent",
        isDragging && "opacity-60",
      )}
      style={transform ? { transform: `translateY(${transform.y}px)` } : undefined}
    >
      {takesPart && (
        <span
          ref={setHandle}
          {...listeners}
          aria-hidden
          title={words("drag", { name })}
          className="cursor-grab touch-none p-1 text-ink-faint max-sm:hidden"
        >
          <GripVertical className="size-4" />
        </span>
      )}
      <PlatformMark platform={connection.platform} className="size-4" />
      <Checkbox
        className="min-w-0 flex-1"
        label={
          <>
            <span aria-hidden className="block truncate font-medium text-ink">
              {name}
            </span>
            <span className="sr-only">{words("takesPart", { name })}</span>
          </>
        }
        checked={takesPart}
        onChange={onToggle}
      />
      {takesPart && count > 1 && (
        <>
          <Button
            size="icon-sm"
            variant="ghost"
            disabled={place === 0}
            aria-label={words("up", { name })}
            onClick={() => onMove(place - 1)}
          >
            <ArrowUp aria-hidden />
          </Button>
          <Button
            size="icon-sm"
            variant="ghost"
            disabled={place === count - 1}
            aria-label={words("down", { name })}
            onClick={() => onMove(place + 1)}
          >
            <ArrowDown aria-hidden />
          </Button>
        </>
      )}
    </li>
  );
}

interface AccountsOrderProps {
  connections: Connection[];
  chosen: string[];
  error?: string;
  onChange: (chosen: string[]) => void;
}

/** Which accounts take part, and which come first. */
export function AccountsOrder({ connections, chosen, error, onChange }: AccountsOrderProps) {
  const words = usePriorityWords();
  const [said, setSaid] = useState("");
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));
  const find = (id: string) => connections.find((one) => one.id === id);
  const taking = chosen.map(find).filter((one) => one !== undefined);
  const others = connections.filter(({ id }) => !chosen.includes(id));
  const move = (id: string, place: number) => {
    const moved = find(id);
    if (!moved) return;
    onChange(movedTo(chosen, id, place));
    setSaid(words("movedTo", { name: accountName(moved), place: place + 1, count: chosen.length }));
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (over && over.id !== active.id) move(String(active.id), chosen.indexOf(String(over.id)));
  };
  if (connections.length === 0) {
    return (
      <div className="flex flex-wrap items-center justify-between gap-3 text-sm text-ink-muted">
        {words("noAccounts")}
        <Button size="sm" asChild>
          <Link to="/platforms">{words("connect")}</Link>
        </Button>
      </div>
    );
  }
  return (
    <div className="grid gap-2">
      <DndContext sensors={sensors} onDragEnd={onDragEnd}>
        <ol className="grid gap-2">
          {[...taking, ...others].map((connection) => {
            const at = chosen.indexOf(connection.id);
            return (
              <Row
                key={connection.id}
                connection={connection}
                place={at >= 0 ? at : null}
                count={taking.length}
                onToggle={() =>
                  onChange(at >= 0 ? chosen.filter((id) => id !== connection.id) : [...chosen, connection.id])
                }
                onMove={(place) => move(connection.id, place)}
              />
            );
          })}
        </ol>
      </DndContext>
      <p role="status" className="sr-only">
        {said}
      </p>
      {error && <FieldError>{error}</FieldError>}
    </div>
  );
}
