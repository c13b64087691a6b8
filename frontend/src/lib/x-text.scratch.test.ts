import { readFileSync } from "node:fs";
import { entitiesOf, weighForX } from "./x-text";
const rows = JSON.parse(readFileSync("/tmp/vpc/rows.json", "utf8")) as {
  text: string;
  weight: number;
  ents: [string, number, number][];
}[];
it("agrees", () => {
  const bad = rows
    .filter((r) => weighForX(r.text) !== r.weight)
    .map((r) => [r.text.slice(0, 120), r.weight, weighForX(r.text)]);
  const bad2 = rows
    .map((r) => [
      r.text.slice(0, 120),
      JSON.stringify(r.ents),
      JSON.stringify(entitiesOf(r.text).map((e) => [e.kind, e.start, e.end])),
    ])
    .filter((r) => r[1] !== r[2]);
  console.log(
    rows.length,
    JSON.stringify(bad, null, 1),
    bad2.length,
    JSON.stringify(bad2, null, 1).slice(0, 12000),
  );
});
