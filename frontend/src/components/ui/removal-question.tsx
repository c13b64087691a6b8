import { ConfirmDialog, type ConfirmProps } from "./confirm-dialog";
import { toast } from "./toast";

interface Removal<Answer> {
  isPending: boolean;
  mutate: (
    what: string,
    then: { onSuccess: (answer: Answer) => void; onError: (error: unknown) => void; onSettled: () => void },
  ) => void;
}

interface RemovalQuestionProps<Answer> extends Pick<ConfirmProps, "open" | "title" | "detail" | "confirm"> {
  /** The id or the name that `removal` takes. */
  what: string;
  removal: Removal<Answer>;
  /** What is said when it is gone. */
  told: (answer: Answer) => string;
  onClose: () => void;
}

/** Asks before something is removed for good, removes it, and says so, or why it was not. */
export function RemovalQuestion<Answer>(props: RemovalQuestionProps<Answer>) {
  const { what, removal, told, onClose, ...question } = props;
  return (
    <ConfirmDialog
      {...question}
      onOpenChange={onClose}
      busy={removal.isPending}
      danger
      onConfirm={() =>
        removal.mutate(what, {
          onSuccess: (answer) => toast.done(told(answer)),
          onError: toast.problem,
          onSettled: onClose,
        })
      }
    />
  );
}
