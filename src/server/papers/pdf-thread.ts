import { fileURLToPath } from "node:url";
import { openSync } from "fontkit";
import pdfmake from "pdfmake";
import { answerQuestions } from "../asked-thread.ts";
import type { PaperQuestion } from "./papers.ts";
import { replaceMissing } from "./replace-missing.ts";

// The thread on which papers are drawn: a grid of five hundred homes keeps a core busy for seconds, and orders do not
// wait for that.

const normal = fileURLToPath(
  import.meta.resolve("@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"),
);
const bold = fileURLToPath(import.meta.resolve("@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf"));
pdfmake.setFonts({ Noto: { normal, bold } });
// Nothing else is read: not from this machine, not from any other.
pdfmake.setLocalAccessPolicy((path) => path === normal || path === bold);
pdfmake.setUrlAccessPolicy(() => false);
const typeface = openSync(normal);

async function draw({ document, page, missing: words }: PaperQuestion): Promise<Uint8Array> {
  const { document: asked, missing } = replaceMissing(document, (c) => typeface.hasGlyphForCodePoint(c));
  const { labels = false, ...plain } = asked;
  const said = (n: number, total: number) => page.replace("{n}", String(n)).replace("{total}", String(total));
  return pdfmake
    .createPdf({
      ...plain,
      content: [...plain.content, ...(missing ? [missingNote(words, labels)] : [])],
      ...(labels || typeof plain.pageSize === "object"
        ? {}
        : { footer: (n: number, total: number) => ({ text: said(n, total), fontSize: 8.5, margin: [28, 6, 28, 0] }) }),
    })
    .getBuffer();
}

/** On sheets of labels there is no room beside them. */
const missingNote = (text: string, apart: boolean) => ({
  text,
  style: "small",
  margin: apart ? 40 : [0, 10, 0, 0],
  ...(apart ? { pageBreak: "before" } : {}),
});

answerQuestions(draw);
