import { checkPassword, isGoodPassword } from "./password";

const missing = (password: string, minimum?: number) =>
  checkPassword(password, minimum)
    .filter(({ kept }) => !kept)
    .map(({ rule }) => rule);

test("each rule is judged by itself", () => {
  expect(missing("")).toEqual(["length", "upper", "lower", "digit", "special"]);
  expect(missing("longenough")).toEqual(["upper", "digit", "special"]);
  expect(missing("Str0ng!pass")).toEqual([]);
});

test("letters of any script count as letters and not as special characters", () => {
  expect(missing("Übermut12")).toEqual(["special"]);
});

test("the installation may ask for more characters", () => {
  expect(isGoodPassword("Str0ng!p", 8)).toBe(true);
  expect(missing("Str0ng!p", 12)).toEqual(["length"]);
});
