import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

/** Reads the page again when fewer wait than before: what was sent is on the one that the server draws now. */
export function useRefreshWhenSent(waiting: number): void {
  const router = useRouter();
  const before = useRef(0);
  useEffect(() => {
    if (waiting < before.current) router.refresh();
    before.current = waiting;
  }, [waiting, router]);
}
