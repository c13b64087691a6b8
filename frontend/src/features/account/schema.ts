import * as z from "zod/mini";

import { isGoodPassword } from "@/lib/password";
import type { useAccountWords } from "@/lib/strings/en/account";

type AccountWords = ReturnType<typeof useAccountWords>;

/** The rules of the forms, with their messages in the person's language. */
export const rules = (words: AccountWords) => ({
  name: z.string().check(z.trim(), z.minLength(2, words("wrong.name"))),
  email: z.string().check(z.trim(), z.email(words("wrong.email"))),
  anyPassword: z.string().check(z.minLength(1, words("wrong.passwordMissing"))),
  goodPassword: (minimum?: number) =>
    z.string().check(z.refine((password) => isGoodPassword(password, minimum), words("wrong.passwordWeak"))),
  terms: z.boolean().check(z.refine((accepted) => accepted, words("wrong.terms"))),
});
