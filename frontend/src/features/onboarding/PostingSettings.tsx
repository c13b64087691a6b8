import { Checkbox } from "@/components/ui/checkbox";
import { FieldError } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { usePlan } from "@/lib/api/meta";
import { useSignedInUser } from "@/lib/api/user";
import { useOnboardingWords } from "@/lib/strings/en/onboarding";

import { periods, postsMost, type FirstWish, type Style } from "./first-plan";
import { Stepper } from "./Stepper";

const styles: Style[] = ["casual", "professional", "funny"];

interface PostsPerDayProps {
  value: number;
  onChange: (value: number) => void;
}

/** How many posts a day, within the plan. */
export function PostsPerDay({ value, onChange }: PostsPerDayProps) {
  const words = useOnboardingWords();
  const plan = usePlan(useSignedInUser().plan_type);
  const limit = plan?.max_posts_per_day ?? 1;
  const most = postsMost(limit);
  return (
    <Stepper
      label={words("domains.postsPerDay")}
      hint={words(limit < 0 ? "domains.postsHintAny" : "domains.postsHint", { most })}
      fewer={words("domains.fewer")}
      more={words("domains.more")}
      value={value}
      most={most}
      onChange={onChange}
    />
  );
}

interface PostingSettingsProps {
  wish: FirstWish;
  onChange: (changes: Partial<FirstWish>) => void;
}

/** How often, at which times of the day, in which style. */
export function PostingSettings({ wish, onChange }: PostingSettingsProps) {
  const words = useOnboardingWords();
  return (
    <section aria-labelledby="posting" className="flex flex-col gap-5">
      <h2 id="posting" className="text-base font-semibold">
        {words("domains.settings")}
      </h2>
      <PostsPerDay value={wish.postsPerDay} onChange={(postsPerDay) => onChange({ postsPerDay })} />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 text-sm font-medium">{words("domains.times")}</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-3">
          {periods.map((period) => (
            <Checkbox
              key={period}
              label={words(`domains.period.${period}`)}
              checked={wish.periods.includes(period)}
              onChange={(event) => {
                const others = wish.periods.filter((one) => one !== period);
                onChange({ periods: event.target.checked ? [...others, period] : others });
              }}
            />
          ))}
        </div>
        {wish.periods.length === 0 && <FieldError>{words("domains.noTime")}</FieldError>}
      </fieldset>
      <div className="flex flex-col items-start gap-1.5">
        <p aria-hidden className="text-sm font-medium">
          {words("domains.style")}
        </p>
        <Segmented
          label={words("domains.style")}
          options={styles.map((style) => ({ value: style, label: words(`domains.styles.${style}`) }))}
          value={wish.style}
          onChange={(style) => onChange({ style })}
        />
      </div>
    </section>
  );
}
