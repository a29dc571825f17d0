import { z } from "zod";
import type { Solution } from "../../routing/solution.ts";

const index = z.int().min(0);
/** What a warm start reads of a plan; the rest is worked out anew. */
const planSchema = z.looseObject({
  days: z.array(
    z.looseObject({
      vehicle: index,
      trips: z.array(
        z.looseObject({
          supplier: index.nullable(),
          loadAt: z.int(),
          visits: z.array(z.looseObject({ stop: index, amount: z.array(z.number()) })),
        }),
      ),
    }),
  ),
});

/** A plan as this tool writes it, or the first thing that is wrong with it. */
export function readWarm(input: unknown): Solution | { readonly fault: string } {
  const parsed = planSchema.safeParse(input);
  if (parsed.success) return parsed.data as unknown as Solution;
  const [issue] = parsed.error.issues;
  return { fault: `${issue?.path.join(".") || "the file"}: ${issue?.message}` };
}
