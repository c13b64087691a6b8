import { useNavigate } from "react-router";

import { toast } from "@/components/ui/toast";
import type { OnboardingStep } from "@/lib/api/contract";
import { useUpdateUser } from "@/lib/api/user";

/** Remembers how far the person came, then goes on to a path. */
export function useStep() {
  const update = useUpdateUser();
  const navigate = useNavigate();
  const go = (step: OnboardingStep, path: string) =>
    update.mutate(
      { onboarding_step: step },
      { onSuccess: () => void navigate(path), onError: toast.problem },
    );
  return { go, busy: update.isPending };
}
