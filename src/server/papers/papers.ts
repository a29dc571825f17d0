import { Worker } from "node:worker_threads";

export type PaperQuestion = {
  /** As pdfmake takes it, of plain values alone. */
  readonly document: { readonly content: readonly unknown[] } & Readonly<Record<string, unknown>>;
  /** How a page is counted in words, with {n} and {total}. */
  readonly page: string;
  /** What is said once where a character could not be drawn. */
  readonly missing: string;
};
export type PaperAnswer = { readonly id: number } & ({ readonly pdf: Uint8Array } | { readonly error: unknown });
export type Papers = {
  /** @returns the bytes of a PDF */
  readonly draw: (asked: PaperQuestion) => Promise<Uint8Array<ArrayBuffer>>;
  readonly close: () => Promise<void>;
};

/** Papers are drawn one after the other on a thread that starts with the first, and is started again when it has died. */
export function openPapers(): Papers {
  let thread: Worker | undefined;
  let last = 0;
  const waiting = new Map<number, { done: (pdf: Uint8Array<ArrayBuffer>) => void; fail: (error: unknown) => void }>();

  const start = (): Worker => {
    const worker = new Worker(new URL("./pdf-thread.ts", import.meta.url));
    // A process that has nothing else to do may end.
    worker.unref();
    worker.on("message", (told: PaperAnswer) => {
      const asker = waiting.get(told.id);
      waiting.delete(told.id);
      if ("error" in told) asker?.fail(told.error);
      else asker?.done(new Uint8Array(told.pdf));
    });
    const gone = (error: unknown) => {
      if (thread !== worker) return;
      thread = undefined;
      for (const asker of waiting.values()) asker.fail(error);
      waiting.clear();
    };
    worker.on("error", gone);
    worker.on("exit", (code) => gone(new Error(`the thread of papers ended with ${code}`)));
    return worker;
  };

  return {
    draw: (asked) => {
      thread ??= start();
      last += 1;
      const id = last;
      return new Promise((done, fail) => {
        waiting.set(id, { done, fail });
        thread?.postMessage({ id, asked });
      });
    },
    close: async () => {
      await thread?.terminate();
    },
  };
}
