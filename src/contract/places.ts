import { z } from "zod";
import type { CommunityId } from "#domain/kernel/ids.ts";
import { id } from "./orders.ts";

export const markSetDownInput = z.object({ communityId: id<CommunityId>(), zone: z.string().trim().max(60) });
export type MarkSetDownInput = z.infer<typeof markSetDownInput>;
