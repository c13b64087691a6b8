export type PasswordRule = "length" | "upper" | "lower" | "digit" | "special";

export const defaultPasswordLength = 8;

/** Which of the rules the password keeps, in the order in which they are shown. */
export function checkPassword(
  password: string,
  minimum: number = defaultPasswordLength,
): { rule: PasswordRule; kept: boolean }[] {
  return [
    { rule: "length", kept: Array.from(password).length >= minimum },
    { rule: "upper", kept: /\p{Lu}/u.test(password) },
    { rule: "lower", kept: /\p{Ll}/u.test(password) },
    { rule: "digit", kept: /\p{Nd}/u.test(password) },
    { rule: "special", kept: /[^\p{L}\p{N}\s]/u.test(password) },
  ];
}

export function isGoodPassword(password: string, minimum?: number): boolean {
  return checkPassword(password, minimum).every(({ kept }) => kept);
}
