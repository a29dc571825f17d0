import { parentPort, Worker } from "node:worker_threads";

type Question = { readonly id: number; readonly asked: unknown };
type Answer = { readonly id: number } & ({ readonly value: unknown } | { readonly error: unknown });
export type AskedThread<Q> = {
  /** @throws what the thread threw, or an Error when it has died before it answered */
  readonly ask: <T>(asked: Q) => Promise<T>;
  readonly close: () => Promise<void>;
};

/**
 * A thread that answers questions. It starts with the first one, and is started again by the next after it has died.
 * @param file its module, which calls `answerQuestions`
 * @param onGone it has died, and with it what it remembered
 */
export function openThread<Q>(file: URL, onGone: () => void = () => {}): AskedThread<Q> {
  let thread: Worker | undefined;
  let last = 0;
  const waiting = new Map<number, { done: (value: never) => void; fail: (error: unknown) => void }>();

  const start = (): Worker => {
    const worker = new Worker(file);
    // A process that has nothing else to do may end.
    worker.unref();
    worker.on("message", (told: Answer) => {
      const asker = waiting.get(told.id);
      waiting.delete(told.id);
      if ("error" in told) asker?.fail(told.error);
      else asker?.done(told.value as never);
    });
    const gone = (error: unknown) => {
      if (thread !== worker) return;
      thread = undefined;
      onGone();
      for (const asker of waiting.values()) asker.fail(error);
      waiting.clear();
    };
    worker.on("error", gone);
    worker.on("exit", (code) => gone(new Error(`${file.pathname.split("/").at(-1)} ended with ${code}`)));
    return worker;
  };

  return {
    ask: <T>(asked: Q) => {
      thread ??= start();
      last += 1;
      const id = last;
      return new Promise<T>((done, fail) => {
        waiting.set(id, { done, fail });
        thread?.postMessage({ id, asked } satisfies Question);
      });
    },
    close: async () => {
      await thread?.terminate();
    },
  };
}

/** On the thread: answers each question, with what it throws in the place of an answer. */
export function answerQuestions<Q>(answer: (asked: Q) => unknown): void {
  parentPort?.on("message", async ({ id, asked }: Question) => {
    const say = (told: Answer) => parentPort?.postMessage(told);
    try {
      say({ id, value: await answer(asked as Q) });
    } catch (error) {
      say({ id, error });
    }
  });
}
