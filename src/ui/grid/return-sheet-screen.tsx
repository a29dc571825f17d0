import type { DoorWalkView } from "#contract/grid-doors.ts";
import { getT } from "../words/get-t.ts";
import { GridFrame } from "./grid-frame.tsx";
import { ReturnSheet } from "./return-sheet.tsx";

/** The ticks of a paper that came back, typed in: every door that is left, in the order of the paper. */
export async function ReturnSheetScreen({ view }: { view: DoorWalkView }) {
  const t = await getT("grid");
  return (
    <GridFrame back="/g/papers" title={t("typed.title")} live={view.grid.gridId}>
      <ReturnSheet view={view} />
    </GridFrame>
  );
}
