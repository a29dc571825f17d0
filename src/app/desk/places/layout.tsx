import type { ReactNode } from "react";
import { Words } from "#ui/words/words.tsx";

export default function PlacesLayout({ children }: { children: ReactNode }) {
  return <Words of={["places"]}>{children}</Words>;
}
