import type { ReactNode } from "react";
import { Words } from "#ui/words/words.tsx";

export default function UpkeepLayout({ children }: { children: ReactNode }) {
  return <Words of={["upkeep", "places"]}>{children}</Words>;
}
