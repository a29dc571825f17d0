import type { StoreDayView } from "#contract/store.ts";
import { getT } from "../words/get-t.ts";
import { BatchPane } from "./batch-pane.tsx";
import { DockPane } from "./dock-pane.tsx";
import { PickPane } from "./pick-pane.tsx";
import s from "./store.module.css";
import type { DeskBase, StoreAddress } from "./store-address.ts";
import { StoreFrame } from "./store-frame.tsx";

const SHOWN = { "/s": "batches", "/s/pick": "pick", "/s/dock": "dock" } as const;

/** The store's three stations of work, left to right; on a tablet or phone the one whose tab is open stands alone. */
export async function StoreDesk({ view, at }: { view: StoreDayView; at: StoreAddress & { readonly base: DeskBase } }) {
  const t = await getT("store");
  return (
    <StoreFrame view={view} at={at}>
      <h1 className="visually-hidden">{t(`tab.${SHOWN[at.base]}`)}</h1>
      <div className={s.panes} data-show={SHOWN[at.base]}>
        <BatchPane view={view} />
        <PickPane view={view} at={at} />
        <DockPane view={view} at={at} />
      </div>
    </StoreFrame>
  );
}
