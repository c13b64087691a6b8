/** The answers of a poll, before anybody has voted. */
export function Poll({ value }: { value: unknown }) {
  const choices =
    typeof value === "object" && value !== null && "choices" in value && Array.isArray(value.choices)
      ? value.choices.filter((choice): choice is string => typeof choice === "string" && choice !== "")
      : [];
  if (choices.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1.5">
      {choices.map((choice, index) => (
        <li
          key={`${index}-${choice}`}
          className="truncate rounded-full border border-(--p-line) px-4 py-1.5 text-center text-sm text-(--p-link)"
        >
          {choice}
        </li>
      ))}
    </ul>
  );
}
