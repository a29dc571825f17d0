import type { ReactNode } from "react";
import { Words } from "#ui/words/words.tsx";

export default function DispatchLayout({ children }: { children: ReactNode }) {
  return <Words of={["dispatch", "states"]}>{children}</Words>;
}
