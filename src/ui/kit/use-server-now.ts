"use client";
import { useEffect, useRef, useState } from "react";

/** The server's clock, carried on by this device's: starts at `nowMs` and moves every `everyMs`. */
export function useServerNow(nowMs: number, everyMs = 1000): number {
  const [now, setNow] = useState(nowMs);
  const ahead = useRef(0);
  useEffect(() => {
    ahead.current = nowMs - Date.now();
    setNow(nowMs);
    const timer = setInterval(() => setNow(Date.now() + ahead.current), everyMs);
    return () => clearInterval(timer);
  }, [nowMs, everyMs]);
  return now;
}
