import type { ReactNode } from "react";
import { Words } from "#ui/words/words.tsx";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return <Words of={["auth"]}>{children}</Words>;
}
