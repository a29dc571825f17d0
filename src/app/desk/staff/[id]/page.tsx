import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getStaffMember } from "#server/views/desk/get-staff-member.ts";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { MemberScreen } from "#ui/desk/staff/member-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("staff.one") };
}

export default async function StaffMemberPage({ params }: PageProps<"/desk/staff/[id]">) {
  const ctx = await requestCtx("DESK");
  const { id } = await params;
  const member = await orNotFound(getStaffMember(ctx, id));
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <MemberScreen member={member} />
    </DeskShell>
  );
}
