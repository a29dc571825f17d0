import { notFound } from "next/navigation";
import { AppError } from "#server/app-error.ts";

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether an address carries something that can be an id at all; the query decides whether it is one of ours. */
export const isId = (text: unknown): text is string => typeof text === "string" && ID.test(text);

/** What a use case answers; its `not_found` becomes the page that says so. */
export async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
