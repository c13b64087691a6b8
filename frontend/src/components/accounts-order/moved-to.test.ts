import { movedTo } from "./moved-to";

test("one is moved to another place and the others close up", () => {
  expect(movedTo(["a", "b", "c"], "c", 0)).toEqual(["c", "a", "b"]);
  expect(movedTo(["a", "b", "c"], "a", 5)).toEqual(["b", "c", "a"]);
});
