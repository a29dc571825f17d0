import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Connection, connectAs } from "../../../src/db/client.ts";
import { assignments, auditEvents } from "../../../src/db/schema/index.ts";
import type { Instant } from "../../../src/domain/kernel/time.ts";
import { act } from "../../../src/server/act.ts";
import { createAuth } from "../../../src/server/auth/auth.ts";
import { actAs, loadSession } from "../../../src/server/auth/session.ts";
import { makeStaffAccount } from "../../../src/server/auth/staff-account.ts";
import { record } from "../../../src/server/record.ts";
import { endAssignment, inviteStaff } from "../../../src/server/usecases/staff/invite-staff.ts";
import { listStaff } from "../../../src/server/views/desk/list-staff.ts";
import { aCity, type City } from "../../support/city.ts";

let city: City;
let auth: Connection;
beforeAll(async () => {
  city = await aCity();
  auth = await connectAs(city.url, "baogong_auth", { max: 2 });
});
afterAll(async () => {
  await auth.close();
  await city.close();
});

const make = (who: { name: string; username: string }) => makeStaffAccount(auth.db, who);

test("an invited grid worker signs in with the first password, sees that grid alone, and nothing once the role has ended", async () => {
  const desk = city.ctxFor("DESK");
  const place = city.places[0];
  const invited = await inviteStaff(
    desk,
    { name: "林文彬", username: "linwenbin", role: "GW", communityId: place.id, gridNumber: 2 },
    make,
  );
  const library = createAuth({
    db: auth.db,
    secret: "x".repeat(40),
    publicUrl: "http://127.0.0.1:3000",
    sendSms: async () => {},
    heard: () => false,
  });
  const { response: entered, headers } = await library.api.signInUsername({
    body: { username: "linwenbin", password: invited.password ?? "" },
    returnHeaders: true,
  });
  const cookie = headers.get("set-cookie")?.split(";")[0];
  expect(entered?.user.id).toBe(invited.userId);
  await expect(
    library.api.signInUsername({ body: { username: "linwenbin", password: "not-the-password" } }),
  ).rejects.toThrow();

  const fresh = await loadSession(city.ctxFor("SYS").db, invited.userId, "password");
  expect(() => actAs(fresh, ["GW"])).toThrow("password_change_required");
  const change = (currentPassword: string) =>
    library.api.changePassword({
      body: { currentPassword, newPassword: "a password of my own", revokeOtherSessions: true },
      headers: new Headers({ cookie: cookie ?? "" }),
    });
  await expect(change("not-the-password")).rejects.toThrow();
  await change(invited.password ?? "");

  const session = await loadSession(city.ctxFor("SYS").db, invited.userId, "password");
  expect(actAs(session, ["GW"]).userId).toBe(invited.userId);
  expect(session?.actors.GW?.grids).toEqual([place.grids[1].id]);
  const [given] = await city.owner.db.select().from(assignments).where(eq(assignments.userId, invited.userId));
  city.clock.pass(60);
  await endAssignment(desk, { assignmentId: given!.id });
  city.clock.pass(1);
  expect((await loadSession(city.ctxFor("SYS").db, invited.userId, "password"))?.actors.GW).toBeUndefined();
  const kinds = (await city.owner.db.select().from(auditEvents).where(eq(auditEvents.subjectId, given!.id))).map(
    (e) => e.kind,
  );
  expect(kinds).toEqual(["role.given", "role.ended"]);
});

test("a role without its place is refused, and a second role keeps the account and its password", async () => {
  const desk = city.ctxFor("DESK");
  await expect(inviteStaff(desk, { name: "A", username: "aa", role: "SUP" }, make)).rejects.toMatchObject({
    detail: { kind: "place_missing" },
  });
  const first = await inviteStaff(desk, { name: "吴", username: "wu.dispatch", role: "DIS" }, make);
  const second = await inviteStaff(desk, { name: "吴", username: "wu.dispatch", role: "AUD" }, make);
  expect([second.userId, second.password]).toEqual([first.userId, null]);
});

test("a stand-in acts for a time in somebody's place, and the record names both", async () => {
  const desk = city.ctxFor("DESK");
  const place = city.places[0];
  const at = { role: "GW", communityId: place.id, gridNumber: 1 } as const;
  await inviteStaff(desk, { name: "陈秀英", username: "chenxiuying", ...at }, make);
  const standIn = { name: "许志强", username: "xuzhiqiang", ...at, standsInFor: "chenxiuying" };
  await expect(inviteStaff(desk, standIn, make)).rejects.toMatchObject({ detail: { kind: "stand_in_needs_end" } });
  const to = (city.clock.now() + 3_600_000) as Instant;
  await expect(inviteStaff(desk, { ...standIn, standsInFor: "nobody", to }, make)).rejects.toMatchObject({
    detail: { kind: "nobody_to_stand_in_for" },
  });
  const { userId } = await inviteStaff(desk, { ...standIn, to }, make);
  const shown = (await listStaff(desk)).find((a) => a.username === "xuzhiqiang");
  expect(shown?.standsInFor).toBe("陈秀英");
  const session = await loadSession(city.ctxFor("SYS").db, userId, "password");
  const actor = session?.actors.GW;
  if (!actor?.standsInFor) throw new Error("no stand-in");
  const { live } = city.ctxFor("SYS");
  await act({ db: city.app.db, actor, live }, (tx) => record(tx, { kind: "grid.seen", subjectId: place.grids[0].id }));
  const [seen] = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.kind, "grid.seen"));
  expect([seen?.actor, seen?.standsInFor]).toEqual([userId, actor.standsInFor]);
  city.clock.set(to);
  expect((await loadSession(city.ctxFor("SYS").db, userId, "password"))?.actors.GW).toBeUndefined();
});
