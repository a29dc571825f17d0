import { readFileSync, writeFileSync } from "node:fs";
import { FOOD_PICTURES } from "./icons/food-pictures.ts";
import { UI_ICON_NAMES } from "./icons/ui-icon-names.ts";

/**
 * Draws the two sprites of `public/icons` out of lucide-static and fluent-emoji-flat, and the list of names that the
 * screens may use. Run it after changing a list: `node src/cli/icons.ts`.
 */
const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const write = (path: string, text: string) => writeFileSync(new URL(path, root), text);

type IconNode = readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];
const lucide = JSON.parse(read("node_modules/lucide-static/icon-nodes.json")) as Record<string, IconNode>;
const fluent = JSON.parse(read("node_modules/@iconify-json/fluent-emoji-flat/icons.json")) as {
  icons: Record<string, { body: string }>;
};

const sprite = (symbols: string[]) => `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;

/** Aliases of lucide keep their old file but not their node, so the file is the fallback. */
function uiSymbol(name: string): string {
  const node = lucide[name];
  const inside = node
    ? node
        .map(
          ([tag, a]) =>
            `<${tag} ${Object.entries(a)
              .map(([k, v]) => `${k}="${v}"`)
              .join(" ")}/>`,
        )
        .join("")
    : (/<svg[^>]*>([\s\S]*)<\/svg>/.exec(read(`node_modules/lucide-static/icons/${name}.svg`))?.[1] ?? "").replace(
        /\s*\n\s*/g,
        "",
      );
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inside}</symbol>`;
}

function foodSymbol(id: string): string {
  const picture = FOOD_PICTURES[id];
  if (!picture) throw new Error(`no picture for ${id}`);
  return `<symbol id="${id}" viewBox="0 0 32 32">${"drawn" in picture ? picture.drawn : fromTheSet(picture)}</symbol>`;
}

function fromTheSet(picture: Exclude<(typeof FOOD_PICTURES)[string], { drawn: string }>): string {
  let body = fluent.icons[picture.from]?.body;
  if (!body) throw new Error(`fluent-emoji-flat has no ${picture.from}`);
  if (picture.without) body = body.replace(new RegExp(`<path fill="${picture.without}"[^>]*/>`, "g"), "");
  for (const [was, is] of Object.entries(picture.recolour ?? {})) body = body.replaceAll(was, is);
  return body + (picture.plus ?? "");
}

write("public/icons/ui.svg", sprite(UI_ICON_NAMES.map(uiSymbol)));
write("public/icons/food.svg", sprite(Object.keys(FOOD_PICTURES).map(foodSymbol)));
const union = UI_ICON_NAMES.map((name) => `  | "${name}"`).join("\n");
write(
  "src/ui/icons/icon-name.ts",
  `/** The icons of \`public/icons/ui.svg\`; written by \`node src/cli/icons.ts\`. */\nexport type IconName =\n${union};\n`,
);
console.log(`${UI_ICON_NAMES.length} interface icons, ${Object.keys(FOOD_PICTURES).length} food pictures`);
