import type { ReactNode } from "react";
import { Words } from "#ui/words/words.tsx";

export default function GridLayout({ children }: { children: ReactNode }) {
  return <Words of={["grid", "groupList"]}>{children}</Words>;
}
