import { and, desc, eq, ne, sql } from "drizzle-orm";
import type { OwnSession } from "#contract/own-sessions.ts";
import type { Database } from "#db/client.ts";
import { sessions } from "#db/schema/index.ts";
import type { SessionId, UserId } from "#domain/kernel/ids.ts";
import { deviceOf } from "#domain/oversight/device.ts";
import { NOT_OVER } from "./staff-session.ts";

/** Where somebody is signed in, and how he ends that; the database tells every process at the commit. */
export type OwnSessions = {
  /** @param current in which he asks */
  readonly list: (userId: UserId, current: SessionId) => Promise<OwnSession[]>;
  /** One that is somebody else's, or over already, is left alone like one that is not there. */
  readonly end: (userId: UserId, id: SessionId) => Promise<void>;
  /** All but one; should that be none of his, all. */
  readonly endOthers: (userId: UserId, keep: SessionId) => Promise<void>;
};

/** @param db connection as `baogong_auth`: the program's own role sees no sessions */
export function ownSessionsOf(db: Database): OwnSessions {
  return {
    list: async (userId, current) => {
      // The library writes a resident's session anew once a day, and nobody notes a resident's being there otherwise.
      const seen = sql`greatest(${sessions.seenAt}, ${sessions.updatedAt})`;
      const rows = await db
        .select({
          id: sessions.id,
          userAgent: sessions.userAgent,
          since: sessions.createdAt,
          seenMs: sql<number>`(extract(epoch FROM ${seen}) * 1000)::float`,
        })
        .from(sessions)
        .where(and(eq(sessions.userId, userId), NOT_OVER))
        .orderBy(desc(eq(sessions.id, current)), desc(seen), sessions.id);
      return rows.map(({ id, userAgent, since, seenMs }) => ({
        id: id as SessionId,
        device: deviceOf(userAgent ?? ""),
        sinceMs: since.getTime(),
        seenMs: Math.floor(seenMs),
        isThis: id === current,
      }));
    },
    end: async (userId, id) => {
      await db.delete(sessions).where(and(eq(sessions.userId, userId), eq(sessions.id, id)));
    },
    endOthers: async (userId, keep) => {
      await db.delete(sessions).where(and(eq(sessions.userId, userId), ne(sessions.id, keep)));
    },
  };
}
