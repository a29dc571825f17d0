import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getDriverDay } from "#server/views/driver/get-driver-day.ts";
import { DriverScreen } from "#ui/driver/driver-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("driver"))("title") };
}

export default async function DriverPage({ searchParams }: PageProps<"/v">) {
  const { trip } = await searchParams;
  return (
    <DriverScreen view={await getDriverDay(await requestCtx("DRV"), typeof trip === "string" ? trip : undefined)} />
  );
}
