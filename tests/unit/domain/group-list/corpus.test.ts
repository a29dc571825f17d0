import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { gists } from "./gist.ts";

/** Messages and how they are read: a title, the text, `>>>`, one line for each order. Signs that nobody sees are escaped. */
function messages(file: string) {
  const text = readFileSync(new URL(`./corpus/${file}.txt`, import.meta.url), "utf8");
  return text
    .split(/^=== /m)
    .slice(1)
    .map((message) => {
      const [title = "", ...rest] = message.split("\n");
      const [said = "", read = ""] = rest.join("\n").split("\n>>>\n");
      const signs = said.replace(/\\u\{([0-9a-f]+)\}/g, (_, hex: string) =>
        String.fromCodePoint(Number.parseInt(hex, 16)),
      );
      return { title, text: signs.replaceAll("\\t", "\t"), read: read.split("\n").filter(Boolean) };
    });
}

test.each(["entries", "lists"].flatMap(messages).map((m) => [m.title, m] as const))("reads %s", (_, message) => {
  expect(gists(message.text)).toEqual(message.read);
});
