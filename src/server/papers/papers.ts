import { type AskedThread, openThread } from "../asked-thread.ts";

export type PaperQuestion = {
  /** As pdfmake takes it, of plain values alone. */
  readonly document: {
    readonly content: readonly unknown[];
    /** Nothing but labels: no page is counted, and what was missing is said on one of its own. */
    readonly labels?: boolean;
  } & Readonly<Record<string, unknown>>;
  /** How a page is counted in words, with {n} and {total}. */
  readonly page: string;
  /** What is said once where a character could not be drawn. */
  readonly missing: string;
};
export type Papers = {
  /** @returns the bytes of a PDF */
  readonly draw: (asked: PaperQuestion) => Promise<Uint8Array<ArrayBuffer>>;
  readonly close: AskedThread<PaperQuestion>["close"];
};

/** Papers are drawn on a thread of their own, so that no order waits for one. */
export function openPapers(): Papers {
  const thread = openThread<PaperQuestion>(new URL("./pdf-thread.ts", import.meta.url));
  return {
    draw: async (asked) => new Uint8Array(await thread.ask<Uint8Array>(asked)),
    close: thread.close,
  };
}
