import type { ReactNode } from "react";
import { requestSession } from "#server/request-ctx.ts";
import { OutboxHere } from "#ui/outbox/outbox-here.tsx";
import { Words } from "#ui/words/words.tsx";

export default async function GridLayout({ children }: { children: ReactNode }) {
  const session = await requestSession();
  return (
    <Words of={["grid", "groupList", "outbox"]}>
      <OutboxHere owner={session?.userId}>{children}</OutboxHere>
    </Words>
  );
}
