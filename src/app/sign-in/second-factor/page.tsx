import { redirect } from "next/navigation";
import { requestSession } from "#server/request-ctx.ts";
import { SecondFactorScreen } from "#ui/sign-in/second-factor-screen.tsx";

export default async function SecondFactorPage() {
  if (!(await requestSession())) redirect("/sign-in?who=staff");
  return <SecondFactorScreen />;
}
