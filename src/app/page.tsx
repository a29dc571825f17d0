import { redirect } from "next/navigation";
import type { Role } from "#domain/kernel/role.ts";
import { requestSession } from "#server/request-ctx.ts";

/** The first screen of each role; whoever holds several starts with the first of this list. */
const FIRST_SCREEN: readonly (readonly [Role, string])[] = [
  ["DESK", "/desk"],
  ["DIS", "/d"],
  ["SUPM", "/s"],
  ["SUP", "/s"],
  ["DRV", "/v"],
  ["DEP", "/p"],
  ["COM", "/c"],
  ["GW", "/g"],
  ["RES", "/r"],
];

export default async function FirstPage() {
  const session = await requestSession();
  if (!session) redirect("/sign-in");
  redirect(FIRST_SCREEN.find(([role]) => session.actors[role])?.[1] ?? "/sign-in");
}
