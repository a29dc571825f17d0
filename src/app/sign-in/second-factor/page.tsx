import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requestSession } from "#server/request-ctx.ts";
import { SecondFactorScreen } from "#ui/sign-in/second-factor-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("auth"))("second.title") };
}

export default async function SecondFactorPage() {
  if (!(await requestSession())) redirect("/sign-in?who=staff");
  return <SecondFactorScreen />;
}
