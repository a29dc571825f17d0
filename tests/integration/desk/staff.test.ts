import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Connection, connect } from "../../../src/db/client.ts";
import { assignments, auditEvents } from "../../../src/db/schema/index.ts";
import { createAuth } from "../../../src/server/auth/auth.ts";
import { loadSession } from "../../../src/server/auth/session.ts";
import { makeStaffAccount } from "../../../src/server/auth/staff-account.ts";
import { endAssignment, inviteStaff } from "../../../src/server/usecases/staff/invite-staff.ts";
import { aCity, type City } from "../../support/city.ts";

let city: City;
let auth: Connection;
beforeAll(async () => {
  city = await aCity();
  auth = connect(city.url, { role: "baogong_auth", max: 2 });
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
  });
  const entered = await library.api.signInUsername({
    body: { username: "linwenbin", password: invited.password ?? "" },
  });
  expect(entered?.user.id).toBe(invited.userId);
  await expect(
    library.api.signInUsername({ body: { username: "linwenbin", password: "not-the-password" } }),
  ).rejects.toThrow();

  const session = await loadSession(city.app.db, invited.userId, city.clock.now());
  expect(session?.actors.GW?.grids).toEqual([place.grids[1].id]);
  const [given] = await city.owner.db.select().from(assignments).where(eq(assignments.userId, invited.userId));
  city.clock.pass(60);
  await endAssignment(desk, { assignmentId: given!.id });
  city.clock.pass(1);
  expect((await loadSession(city.app.db, invited.userId, city.clock.now()))?.actors.GW).toBeUndefined();
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
