import type { ReactNode } from "react";
import { Words } from "#ui/words/words.tsx";

export default function StoreLayout({ children }: { children: ReactNode }) {
  return <Words of={["store", "settlement", "upkeep", "places"]}>{children}</Words>;
}
