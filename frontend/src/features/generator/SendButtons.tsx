import { CalendarClock, Library, Send } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";

import { WhenFields } from "@/components/when-fields";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogClose, DialogRoot } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { accountName } from "@/lib/account-name";
import type { Post } from "@/lib/api/contract";
import { publishPost, schedulePost, type When } from "@/lib/api/posts";
import { useZone } from "@/lib/api/user";
import { useGeneratorWords } from "@/lib/strings/en/generator";
import { useUiWords } from "@/lib/strings/en/ui";
import { formatMoment, fromLocalInput, toLocalInput } from "@/lib/time";

import type { Card } from "./sheet";
import { useAccountsOf } from "./use-card-post";

interface SendButtonsProps {
  card: Card;
  name: string;
  /** The platform would refuse the text as it stands. */
  blocked: boolean;
  onChange: (changes: Partial<Card>) => void;
  keep: (card: Card) => Promise<Post>;
}

const anHour = 3_600_000;

function ScheduleDialog({
  accounts,
  onClose,
  onChoose,
}: {
  accounts: string;
  onClose: () => void;
  onChoose: (when: When) => void;
}) {
  const words = useGeneratorWords();
  const ui = useUiWords();
  const zone = useZone();
  const [when, setWhen] = useState<When>(() => ({
    local: `${toLocalInput(new Date(Date.now() + anHour), zone).slice(0, -2)}00`,
    zone,
  }));
  return (
    <DialogRoot open onOpenChange={(open) => !open && onClose()}>
      <Dialog
        title={words("card.whenTitle")}
        detail={words("card.whenDetail", { accounts })}
        footer={
          <>
            <DialogClose asChild>
              <Button>{ui("cancel")}</Button>
            </DialogClose>
            <Button variant="primary" disabled={!when.local} onClick={() => onChoose(when)}>
              {words("card.schedule")}
            </Button>
          </>
        }
      >
        <WhenFields label={words("card.whenLabel")} value={when} onChange={setWhen} />
      </Dialog>
    </DialogRoot>
  );
}

/** Sends a text: later, now, or into the library. Without an account it can only be kept. */
export function SendButtons({ card, name, blocked, onChange, keep }: SendButtonsProps) {
  const words = useGeneratorWords();
  const navigate = useNavigate();
  const accounts = useAccountsOf(card.platform);
  const [asking, setAsking] = useState<"when" | "now" | null>(null);
  const [busy, setBusy] = useState(false);
  const names = accounts.map(accountName).join(", ");

  const run = async (act: () => Promise<void>) => {
    setBusy(true);
    try {
      await act();
    } catch (error) {
      toast.problem(error);
    } finally {
      setBusy(false);
    }
  };
  const save = async () => {
    await keep(card);
    toast.lead(words("card.saved"), words("card.toDrafts"), () => void navigate("/drafts"));
  };
  const schedule = async (when: When) => {
    setAsking(null);
    const { id } = await keep(card);
    await schedulePost(id, when);
    const time = formatMoment(fromLocalInput(when.local, when.zone), when.zone);
    onChange({ sent: "scheduled", time });
  };
  const publish = async () => {
    setAsking(null);
    const { id } = await keep(card);
    await publishPost(id);
    onChange({ sent: "published" });
  };

  return (
    <>
      {accounts.length > 0 && (
        <>
          <Button size="sm" disabled={blocked || busy} onClick={() => setAsking("when")}>
            <CalendarClock aria-hidden />
            {words("card.schedule")}
          </Button>
          <Button size="sm" disabled={blocked || busy} onClick={() => setAsking("now")}>
            <Send aria-hidden />
            {words("card.now")}
          </Button>
        </>
      )}
      <Button size="sm" busy={busy} onClick={() => void run(save)}>
        {!busy && <Library aria-hidden />}
        {words("card.save")}
      </Button>
      {accounts.length === 0 && (
        <p className="w-full text-xs text-ink-muted">
          <Link to="/platforms" className="rounded-sm text-accent-text underline underline-offset-4">
            {words("card.connect", { platform: name })}
          </Link>
        </p>
      )}
      {asking === "when" && (
        <ScheduleDialog
          accounts={names}
          onClose={() => setAsking(null)}
          onChoose={(when) => void run(() => schedule(when))}
        />
      )}
      <ConfirmDialog
        open={asking === "now"}
        onOpenChange={(open) => setAsking(open ? "now" : null)}
        title={words("card.confirmTitle")}
        detail={words("card.confirmDetail", { accounts: names })}
        confirm={words("card.now")}
        onConfirm={() => void run(publish)}
      />
    </>
  );
}
