"use client";
import { errorWords } from "./error-words.ts";
import { useT } from "./words/use-t.ts";

/** The words for what a call threw, of every screen. */
export function useErrorWords(): (error: unknown) => string {
  const [errors, refusals] = [useT("errors"), useT("refusals")];
  return (error) => errorWords(error, errors, refusals);
}
