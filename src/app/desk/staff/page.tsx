import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listStaff, listStaffPlaces } from "#server/views/desk/list-staff.ts";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { StaffScreen } from "#ui/desk/staff/staff-screen.tsx";
import { parseWish } from "#ui/table/table-wish.ts";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("staff.title") };
}

export default async function StaffPage({ searchParams }: PageProps<"/desk/staff">) {
  const ctx = await requestCtx("DESK");
  const [staff, places] = await Promise.all([listStaff(ctx), listStaffPlaces(ctx)]);
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <StaffScreen staff={staff} places={places} wish={parseWish(await searchParams)} />
    </DeskShell>
  );
}
