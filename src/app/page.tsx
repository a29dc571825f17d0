import { redirect } from "next/navigation";
import { requestSession } from "#server/request-ctx.ts";
import { FIRST_SCREENS } from "#ui/frames/first-screens.ts";

export default async function FirstPage() {
  const session = await requestSession();
  if (!session) redirect("/sign-in");
  redirect(FIRST_SCREENS.find(([role]) => session.actors[role])?.[1] ?? "/account");
}
