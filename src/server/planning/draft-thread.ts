import { answerQuestions } from "../asked-thread.ts";
import { changeDraft, offersInDraft } from "./answer-draft.ts";
import type { DraftQuestion } from "./drafts.ts";
import { type DraftDay, toDraftDay } from "./plan-draft.ts";

/** The thread on which plans are changed: keeps the days with their times, and answers what is asked of a plan. */
const days = new Map<string, DraftDay>();

function answer(asked: DraftQuestion): unknown {
  if (asked.kind === "warm") return void days.set(asked.key, toDraftDay(asked.day, asked.travel));
  if (asked.kind === "forget") return void days.delete(asked.key);
  const draft = days.get(asked.key);
  if (!draft) throw new Error("a plan was asked about before its day was there");
  if (asked.kind === "offers") return offersInDraft(draft, asked.plan, asked.batchIds, asked.from);
  return changeDraft(draft, asked.serviceDay, asked.plan, asked.change);
}

answerQuestions(answer);
