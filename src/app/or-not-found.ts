import { notFound } from "next/navigation";
import { AppError } from "#server/app-error.ts";

/** What a use case answers; its `not_found` becomes the page that says so. */
export async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
