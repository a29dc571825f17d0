import type { OwnSession } from "#contract/own-sessions.ts";
import { Section } from "../kit/section.tsx";
import { getT } from "../words/get-t.ts";
import { Words } from "../words/words.tsx";
import { OwnSessions } from "./own-sessions.tsx";

/** Where the reader is signed in: a phone that was lent or lost is signed out from here. */
export async function OwnSessionsSection({ sessions }: { sessions: readonly OwnSession[] }) {
  const t = await getT("auth");
  return (
    <Section title={t("device.title")}>
      <Words of={["auth"]}>
        <OwnSessions sessions={sessions} nowMs={Date.now()} />
      </Words>
    </Section>
  );
}
