import { Plus, X } from "lucide-react";
import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useSchedulerWords } from "@/lib/strings/en/scheduler";
import { clockTime } from "@/lib/time";

interface TimesProps {
  times: string[];
  error?: string;
  onChange: (times: string[]) => void;
}

/** Chosen times of the day; without any, the best are used. */
export function Times({ times, error, onChange }: TimesProps) {
  const words = useSchedulerWords();
  const [time, setTime] = useState("10:00");
  const add = () => time && onChange([...new Set([...times, time])].sort());
  return (
    <div className="grid gap-2">
      <Field label={words("times")} hint={words("timesHint")} error={error}>
        <div className="flex gap-2">
          <Input
            type="time"
            className="w-auto"
            aria-label={words("time")}
            value={time}
            onChange={(event) => setTime(event.target.value)}
          />
          <Button className="h-10" onClick={add}>
            <Plus aria-hidden />
            {words("addTime")}
          </Button>
        </div>
      </Field>
      {times.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {times.map((one) => (
            <li
              key={one}
              className="flex items-center gap-1 rounded-full bg-sunken pl-3 text-sm tabular-nums"
            >
              {clockTime(one)}
              <Button
                size="icon-sm"
                variant="ghost"
                aria-label={words("removeTime", { time: clockTime(one) })}
                onClick={() => onChange(times.filter((other) => other !== one))}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
