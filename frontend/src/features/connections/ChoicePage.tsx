import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { PlanProblem } from "@/components/connect/plan-problem";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorState } from "@/components/ui/error-state";
import { FieldError } from "@/components/ui/field";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { accountName, hasHandles } from "@/lib/account-name";
import type { AccountChoice } from "@/lib/api/contract";
import { usePlatforms } from "@/lib/api/platforms";
import { useZone } from "@/lib/api/user";
import { formatCompact } from "@/lib/numbers";
import { safePath } from "@/lib/safe-path";
import { useConnectionWords } from "@/lib/strings/en/connections";
import { formatMoment } from "@/lib/time";

import { useChoice, useChoose } from "./api";
import { PassageFrame } from "./PassageFrame";
import { useWayBack } from "./WaysOn";

type Offered = AccountChoice["accounts"][number];

interface OfferedRowProps {
  platform: string;
  offered: Offered;
  chosen: boolean;
  onChange: (chosen: boolean) => void;
}

function OfferedRow({ platform, offered, chosen, onChange }: OfferedRowProps) {
  const words = useConnectionWords();
  const { name, username, follower_count: followers } = offered;
  const said = [
    hasHandles(platform) && accountName({ platform, username, name }),
    followers !== null && words("followers", { count: followers, shown: formatCompact(followers) }),
  ];
  return (
    <li>
      <Checkbox
        className="px-4 py-3 [&_label]:flex-1 [&>div]:items-center"
        checked={chosen}
        onChange={(event) => onChange(event.target.checked)}
        label={
          <span className="flex min-w-0 items-center gap-3">
            <Avatar name={name} />
            <span className="min-w-0">
              <span className="block font-medium text-ink">{name}</span>
              <span className="block">{said.filter(Boolean).join(" · ")}</span>
            </span>
          </span>
        }
      />
    </li>
  );
}

function Choosing({ choice, returnTo }: { choice: AccountChoice; returnTo: string }) {
  const words = useConnectionWords();
  const navigate = useNavigate();
  const zone = useZone();
  const choose = useChoose(choice.id);
  const [chosen, setChosen] = useState<string[]>([]);
  const [none, setNone] = useState(false);
  const back = safePath(returnTo, "/platforms");
  const submit = () => {
    setNone(chosen.length === 0);
    if (chosen.length === 0) return;
    choose.mutate(chosen, {
      onSuccess: ({ connections }) => {
        toast.done(words("choice.done", { count: connections.length }));
        void navigate(back, { replace: true });
      },
    });
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p className="text-ink-muted">{words("choice.detail")}</p>
      <ul
        aria-label={words("choice.label")}
        className="divide-y divide-line rounded-lg border border-line bg-surface shadow-sm"
      >
        {choice.accounts.map((offered) => (
          <OfferedRow
            key={offered.platform_user_id}
            platform={choice.platform}
            offered={offered}
            chosen={chosen.includes(offered.platform_user_id)}
            onChange={(on) => {
              const others = chosen.filter((id) => id !== offered.platform_user_id);
              setChosen(on ? [...others, offered.platform_user_id] : others);
            }}
          />
        ))}
      </ul>
      {none && chosen.length === 0 && <FieldError role="alert">{words("choice.none")}</FieldError>}
      <PlanProblem error={choose.error} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={choose.isPending}>
          {chosen.length === 0
            ? words("choice.chooseNone")
            : words("choice.choose", { count: chosen.length })}
        </Button>
        <Button variant="ghost" asChild>
          <Link to={back}>{words("choice.leave")}</Link>
        </Button>
      </div>
      <p className="text-xs text-ink-faint">
        {words("choice.until", { time: formatMoment(choice.expires_at, zone, "time") })}
      </p>
    </form>
  );
}

/** One permission, several accounts: which of them shall be connected. */
export default function ChoicePage() {
  const words = useConnectionWords();
  const { choiceId = "" } = useParams();
  const choice = useChoice(choiceId);
  const back = useWayBack();
  const key = choice.data?.choice.platform ?? "";
  const name = usePlatforms().data?.find((platform) => platform.key === key)?.name ?? key;
  if (choice.isError) {
    return (
      <PassageFrame platform="" title={words("choice.goneTitle")}>
        <ErrorState
          error={choice.error}
          action={
            <Button variant="primary" asChild>
              <Link to={back}>{words(back === "/platforms" ? "callback.back" : "callback.backFirst")}</Link>
            </Button>
          }
        />
      </PassageFrame>
    );
  }
  return (
    <PassageFrame platform={key} title={words("choice.title", { platform: name })}>
      {choice.data ? (
        <Choosing choice={choice.data.choice} returnTo={choice.data.return_to} />
      ) : (
        <Loading className="flex flex-col gap-3">
          <Skeleton className="h-14" />
          <Skeleton className="h-14" />
        </Loading>
      )}
    </PassageFrame>
  );
}
