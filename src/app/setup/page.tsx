import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { runtime } from "#server/runtime.ts";
import { hasDesk } from "#server/usecases/staff/first-desk.ts";
import { FirstStartScreen } from "#ui/sign-in/first-start-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { Words } from "#ui/words/words.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("auth"))("first.title") };
}

export default async function SetupPage() {
  if (await hasDesk(runtime())) redirect("/sign-in?who=staff");
  return (
    <Words of={["auth"]}>
      <FirstStartScreen />
    </Words>
  );
}
