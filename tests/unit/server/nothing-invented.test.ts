import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What makes a demo: its seed, the day that is lived on it, and its people. */
const DEMO = /^src\/(cli\/(seed|day)\/|cli\/demo|server\/demo\/)/;
const real = globSync("src/**/*.{ts,tsx}")
  .filter((path) => !DEMO.test(path))
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));

test("the demo's seed is reached from the demo alone", () => {
  const reaching = real.filter(({ text }) => /from "[^"]*(cli\/seed|\/seed)\//.test(text)).map((s) => s.path);
  expect(reaching).toEqual([]);
});

test("whoever writes homes or people writes what was said: nothing by hash, by chance or by turn", () => {
  const writing = real.filter(({ text }) =>
    /INTO (households|persons)\b|UPDATE (households|persons)\b|(insert|update)\((households|persons)\)/.test(text),
  );
  expect(writing.map((s) => s.path)).toContain("src/server/usecases/city/write-places.ts");
  // A home's code for its other members is drawn, and a lock has a hash: neither says anything about anybody.
  const inventing = writing.filter(({ text }) =>
    /hashint|hashtext\(|random\(\)|Math\.random|\bluck\b|\bmod\(/.test(text),
  );
  expect(inventing.map((s) => s.path)).toEqual([]);
});
