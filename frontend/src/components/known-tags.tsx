import { Button } from "@/components/ui/button";

interface KnownTagsProps {
  label: string;
  names: string[];
  onChoose: (name: string) => void;
}

/** Tags in use, to be had by a press. Nothing where there are none. */
export function KnownTags({ label, names, onChoose }: KnownTagsProps) {
  if (names.length === 0) return null;
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1.5">
      {names.map((name) => (
        <Button
          key={name}
          size="sm"
          className="h-7 rounded-full px-2.5 text-xs"
          onClick={() => onChoose(name)}
        >
          {name}
        </Button>
      ))}
    </div>
  );
}
