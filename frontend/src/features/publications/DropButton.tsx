import { accountName } from "@/lib/account-name";
import type { Publication } from "@/lib/api/contract";
import { useDrop } from "@/lib/api/publications";
import { usePublicationWords } from "@/lib/strings/en/publications";

import { AskButton } from "./AskButton";
import { doubtfulAttempts } from "./standing";
import { usePlatform } from "./use-platform";

/** "Leave it": it is not sent (again). */
export function DropButton({ publication }: { publication: Publication }) {
  const words = usePublicationWords();
  const drop = useDrop();
  const { name } = usePlatform(publication.platform);
  const sent = doubtfulAttempts(publication).length > 0;
  return (
    <AskButton
      danger
      variant="ghost"
      label={words("drop.button")}
      title={words("drop.title")}
      detail={words(sent ? "drop.detailSent" : "drop.detail", {
        account: accountName(publication),
        platform: name,
      })}
      confirm={words("drop.confirm")}
      busy={drop.isPending}
      error={drop.error}
      onConfirm={(done) => drop.mutate(publication.id, { onSuccess: done })}
    />
  );
}
