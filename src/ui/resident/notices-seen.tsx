"use client";
import { useEffect } from "react";
import { api } from "../api.ts";

/** Says, once, that what is on the screen has been read. Without a network it stays unread, and is said next time. */
export function NoticesSeen({ untilMs }: { untilMs: number }) {
  useEffect(() => {
    api()
      .then((client) => client.people.readNotices.mutate({ untilMs }))
      .catch(() => {});
  }, [untilMs]);
  return null;
}
