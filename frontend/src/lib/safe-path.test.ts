import { safePath } from "./safe-path";

test.each(["/platforms", "/calendar?week=2026-48#mon", "/auth/callback/x?code=a&state=b"])(
  "%s is one of our own paths",
  (path) => {
    expect(safePath(path, "/")).toBe(path);
  },
);

test.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "javascript:alert(1)",
  "/\t/evil.example",
  "/..//evil.example",
  "dashboard",
  "",
  null,
])("%j leads to the fallback", (path) => {
  expect(safePath(path, "/home")).toBe("/home");
});
