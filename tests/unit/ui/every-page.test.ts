import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { DOORS, pageOf, READERS } from "../../support/screens.ts";

/** Pages that show nothing of their own; the first start shows itself in a city without a desk alone. */
const REDIRECTS = ["/", "/setup"];

test("every page of the product is among the screens that the browser test looks over, and no other", () => {
  const app = fileURLToPath(new URL("../../../src/app", import.meta.url));
  const pages = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    // A folder in brackets like (resident) only groups.
    .map((file) => `/${dirname(file)}`.replace(/\/\.$/, "/").replace(/\/\([^)]*\)/g, ""));
  const looked = [...READERS.flatMap((r) => r.screens), ...DOORS].map(pageOf);
  const known = new Set([...looked, ...REDIRECTS]);
  known.delete("/no-such-page");
  expect([...known].sort()).toEqual([...new Set(pages)].sort());
});

test("every page says in its title which one it is", () => {
  const app = fileURLToPath(new URL("../../../src/app", import.meta.url));
  const untitled = readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter(
      (file) => /(^|[\\/])page\.tsx$/.test(file) && !REDIRECTS.includes(`/${dirname(file)}`.replace(/\/\.$/, "/")),
    )
    .filter(
      (file) => !/generateMetadata[\s\S]*?return \{ title: \(await getT\(/.test(readFileSync(join(app, file), "utf8")),
    );
  expect(untitled).toEqual([]);
});
