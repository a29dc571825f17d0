import type { ReactNode } from "react";
import { Words } from "#ui/words/words.tsx";

export default function SignInLayout({ children }: { children: ReactNode }) {
  return <Words of={["auth"]}>{children}</Words>;
}
