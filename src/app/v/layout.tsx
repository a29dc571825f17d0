import type { ReactNode } from "react";
import { Words } from "#ui/words/words.tsx";

export default function DriverLayout({ children }: { children: ReactNode }) {
  return <Words of={["driver"]}>{children}</Words>;
}
