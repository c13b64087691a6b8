import { useState } from "react";

import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ErrorState, Note, ProblemNote } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import type { LinkSettings } from "@/lib/api/contract";
import { useLinkSettings, usePutLinkSettings, type LinkWishes } from "@/lib/api/links";
import { useLinkWords } from "@/lib/strings/en/links";

const fields = ["source", "medium"] as const;

function Choices({ settings }: { settings: LinkSettings }) {
  const words = useLinkWords();
  const store = usePutLinkSettings();
  const [typed, setTyped] = useState({ source: settings.source, medium: settings.medium });
  const { tags, shortens, source, medium, version } = settings;
  const choose = (changes: Partial<LinkWishes>) =>
    store.mutate(
      { tags, shortens, source, medium, version, ...changes },
      { onSuccess: () => toast.done(words("saved")) },
    );
  // A switch shows at once what was pressed.
  const shown = { tags, shortens, ...(store.isPending ? store.variables : {}) };
  const changed = fields.some((name) => typed[name].trim() !== settings[name]);
  return (
    <div className="flex flex-col gap-5">
      <Switch
        label={words("tags")}
        detail={words("tagsDetail")}
        checked={shown.tags}
        disabled={store.isPending}
        onChange={(on) => choose({ tags: on })}
      />
      {shown.tags && (
        <form
          className="flex flex-col gap-3 border-l-2 border-line pl-4"
          onSubmit={(event) => {
            event.preventDefault();
            choose({ source: typed.source.trim(), medium: typed.medium.trim() });
          }}
        >
          <div className="grid gap-3 sm:grid-cols-2">
            {fields.map((name) => (
              <Field key={name} label={words(name)}>
                <Input
                  maxLength={100}
                  placeholder={words(`${name}Usual`)}
                  value={typed[name]}
                  onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
                />
              </Field>
            ))}
          </div>
          <p className="text-xs text-ink-faint">{words("valuesHint")}</p>
          <Button
            type="submit"
            size="sm"
            className="self-start"
            disabled={!changed}
            busy={store.isPending && changed}
          >
            {words("save")}
          </Button>
        </form>
      )}
      <Switch
        label={words("shortens")}
        detail={words("shortensDetail", { address: settings.short_address })}
        checked={shown.shortens}
        disabled={store.isPending}
        onChange={(on) => choose({ shortens: on })}
      />
      {!settings.public && <Note tone={shown.shortens ? "warn" : "neutral"}>{words("notPublic")}</Note>}
      <ProblemNote error={store.error} />
    </div>
  );
}

/** What becomes of the links in posts. */
export function LinksCard() {
  const words = useLinkWords();
  const settings = useLinkSettings();
  return (
    <Card>
      <CardHeader title={words("title")} detail={words("detail")} />
      <CardBody>
        {settings.data ? (
          <Choices key={settings.data.version} settings={settings.data} />
        ) : settings.isError ? (
          <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
        ) : (
          <Loading className="flex flex-col gap-4">
            <Skeleton className="h-12" />
            <Skeleton className="h-12" />
          </Loading>
        )}
      </CardBody>
    </Card>
  );
}
