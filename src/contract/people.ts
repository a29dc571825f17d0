import { z } from "zod";
import type { CommunityId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { id } from "./orders.ts";

/** Where somebody says he lives (or whom he helps), and his name for the grid worker who checks it. */
export const joinHomeInput = z.object({
  communityId: id<CommunityId>(),
  /** As people call it: `5`, `3A`, `甲楼`, `二组`. */
  building: z.string().trim().min(1).max(30),
  /** 0 where the building has no entrances of its own. */
  unit: z.number().int().min(0).max(99),
  room: z.string().trim().min(1).max(30),
  name: z.string().trim().min(1).max(30),
  kind: z.enum(["member", "helper"]),
  /** Four digits from the home's first member: right, and nobody has to wait for the grid worker. */
  code: z
    .string()
    .trim()
    .regex(/^\d{4}$/)
    .optional(),
});
export type JoinHomeInput = z.infer<typeof joinHomeInput>;

/** `requested`: the grid worker is asked; `verified`: the code was right. */
export type JoinedHome = { readonly state: "requested" | "verified" };

/** A community that a home can lie in, for the form. */
export type PlaceChoice = { readonly communityId: CommunityId; readonly name: Names; readonly subdistrict: Names };
