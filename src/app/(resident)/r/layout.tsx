import type { ReactNode } from "react";
import { Words } from "#ui/words/words.tsx";

export default function ResidentLayout({ children }: { children: ReactNode }) {
  return <Words of={["resident"]}>{children}</Words>;
}
