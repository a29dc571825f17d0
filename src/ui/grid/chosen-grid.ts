import { cookies } from "next/headers";

/** The grid that a worker of several has in hand, as remembered by this browser. */
export async function chosenGrid(): Promise<string | undefined> {
  return (await cookies()).get("grid")?.value;
}
