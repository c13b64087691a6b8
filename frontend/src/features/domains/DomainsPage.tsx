import { Plus } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";

import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import type { Domain } from "@/lib/api/contract";
import { useDomains } from "@/lib/api/generation";
import { usePlan } from "@/lib/api/meta";
import { useSignedInUser } from "@/lib/api/user";
import { useDomainWords } from "@/lib/strings/en/domains";

import { DomainCard } from "./DomainCard";
import { VoiceCard } from "./VoiceCard";

const DomainSheet = lazy(() => import("./DomainSheet"));

function Cards({ onEdit }: { onEdit: (domain: Domain) => void }) {
  const domains = useDomains();
  if (domains.isPending) {
    return (
      <Loading className="grid gap-4 md:grid-cols-2">
        {["one", "two", "three", "four"].map((key) => (
          <Skeleton key={key} className="h-56 rounded-lg" />
        ))}
      </Loading>
    );
  }
  if (domains.isError) return <ErrorState error={domains.error} onRetry={() => void domains.refetch()} />;
  return (
    <ul className="grid items-start gap-4 md:grid-cols-2">
      {domains.data.map((domain) => (
        <li key={domain.id}>
          <DomainCard domain={domain} onEdit={() => onEdit(domain)} />
        </li>
      ))}
    </ul>
  );
}

function AddButton({ onAdd }: { onAdd: () => void }) {
  const words = useDomainWords();
  const plan = usePlan(useSignedInUser().plan_type);
  if (!plan) return null;
  if (plan.advanced_ai) {
    return (
      <Button onClick={onAdd}>
        <Plus aria-hidden />
        {words("add")}
      </Button>
    );
  }
  return (
    <p className="text-sm text-ink-muted">
      {words("addPro")}{" "}
      <Link to="/pricing" className="rounded-sm text-accent-text underline underline-offset-4">
        {words("plans")}
      </Link>
    </p>
  );
}

/** The domains that texts are written for, and the voice that they are compared with. */
export default function DomainsPage() {
  const words = useDomainWords();
  // null is a new domain, undefined no form at all.
  const [editing, setEditing] = useState<Domain | null | undefined>();
  return (
    <Page title={words("title")} detail={words("detail")}>
      <div className="flex flex-col gap-8">
        <VoiceCard />
        <section aria-labelledby="domains" className="flex flex-col gap-4">
          <header className="flex flex-wrap items-end justify-between gap-3">
            <div>
              <h2 id="domains" className="text-base font-semibold">
                {words("experts")}
              </h2>
              <p className="text-sm text-ink-muted">{words("expertsDetail")}</p>
            </div>
            <AddButton onAdd={() => setEditing(null)} />
          </header>
          <Cards onEdit={setEditing} />
        </section>
      </div>
      {editing !== undefined && (
        <Suspense fallback={null}>
          <DomainSheet domain={editing} onClose={() => setEditing(undefined)} />
        </Suspense>
      )}
    </Page>
  );
}
