import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requestSession } from "#server/request-ctx.ts";
import { SignInScreen } from "#ui/sign-in/sign-in-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("auth"))("title") };
}

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  if (await requestSession()) redirect("/");
  const { who } = await searchParams;
  return <SignInScreen who={who === "staff" ? "staff" : "resident"} />;
}
