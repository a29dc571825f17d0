import type { ReactNode } from "react";
import type { GridId } from "#domain/kernel/ids.ts";
import { BackHeader } from "../frames/back-header.tsx";
import { PhoneFrame } from "../frames/phone-frame.tsx";
import { KeptPage } from "../kept-page.tsx";
import { LiveRefresh } from "../live-refresh.tsx";
import { OutboxNote } from "../outbox/outbox-note.tsx";
import { getT } from "../words/get-t.ts";

type Props = {
  /** The way back; without it the screen brings a `header` of its own. */
  back?: string;
  title?: ReactNode;
  under?: ReactNode;
  end?: ReactNode;
  header?: ReactNode;
  dock?: ReactNode;
  /** Reads again when this grid changes. */
  live?: GridId;
  wide?: boolean;
  children: ReactNode;
};

/** A grid worker's screen: tabs at the foot, or the dock of the thing in hand. Drawn by the server right after its page was read. */
export async function GridFrame({ back, title, under, end, header, dock, live, wide, children }: Props) {
  const t = await getT("grid");
  const tabs = [
    { href: "/g", label: t("tab.today"), icon: "sun" },
    { href: "/g/buildings", label: t("tab.buildings"), icon: "building-2" },
    { href: "/g/sheet", label: t("tab.sheet"), icon: "sigma" },
    { href: "/g/more", label: t("tab.more"), icon: "ellipsis" },
  ] as const;
  return (
    <PhoneFrame
      header={header ?? <BackHeader href={back ?? "/g"} title={title} under={under} end={end} />}
      dock={dock}
      wide={wide}
      tabs={dock ? undefined : tabs}
    >
      <KeptPage writtenMs={Date.now()} />
      <OutboxNote />
      {live && <LiveRefresh topics={[`grid:${live}`]} drawnMs={Date.now()} />}
      {children}
    </PhoneFrame>
  );
}
