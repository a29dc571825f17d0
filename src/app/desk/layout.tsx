import type { ReactNode } from "react";
import { Words } from "#ui/words/words.tsx";

export default function DeskLayout({ children }: { children: ReactNode }) {
  return <Words of={["desk", "states"]}>{children}</Words>;
}
