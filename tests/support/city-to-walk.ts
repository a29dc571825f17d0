import { liveDemoDay } from "../../src/cli/seed/demo-days.ts";
import { readPlaces } from "../../src/cli/seed/read-files.ts";
import { layOutDemoCity } from "../../src/cli/seed/seed-city.ts";
import { connect, connectAs } from "../../src/db/client.ts";
import { freePort } from "../../src/db/free-port.ts";
import type { Instant } from "../../src/domain/kernel/time.ts";
import { DEMO_PLACE } from "../../src/server/demo/sign-ins.ts";
import { openCity } from "./city-for-browsers.ts";

/** A demo of one place, whose one round is open: small enough to be walked from end to end in a minute. */
export async function openCityToWalk(): Promise<{ url: string; stop: () => Promise<void> }> {
  const places = readPlaces()
    .filter((p) => p.code === DEMO_PLACE)
    .map((p) => ({ ...p, households: Math.ceil(p.households / 10) }));
  const port = await freePort();
  const fill = async (url: string, secret: string) => {
    const owner = connect(url, { max: 2, relaxed: true });
    const app = await connectAs(url, "baogong_app", { max: 3, relaxed: true });
    await layOutDemoCity(owner, places, secret, () => {});
    await liveDemoDay(app.db, owner.db, "open", 300, () => {}, Date.now() as Instant);
    await owner.sql`UPDATE app_clock SET stands_at = NULL`;
    await Promise.all([app.close(), owner.close()]);
  };
  const stop = await openCity({ own: { name: `walked-tests-${port}`, port, fill } });
  return { url: `http://127.0.0.1:${port}`, stop };
}
