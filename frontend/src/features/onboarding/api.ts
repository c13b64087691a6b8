import { useMutation } from "@tanstack/react-query";

import { api } from "@/lib/api/client";
import type { Suggestion } from "@/lib/api/contract";

interface ExampleWish {
  domain: string;
  platform: string;
}

interface Written {
  generated_content: Record<string, Suggestion>;
}

/** A post of the domain, written now for one platform. */
export function useExample() {
  return useMutation({
    mutationFn: async ({ domain, platform }: ExampleWish) => {
      const wish = { domain, platforms: [platform] };
      const { data } = await api.post<Written>("/ai/generate-content", wish, { timeout: 120_000 });
      return data.generated_content[platform];
    },
  });
}
