import { AppError } from "#server/app-error.ts";

/** What a query answers; before the first cycle there is nothing, and the page says so. */
export async function orNone<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}
