import { connectAs } from "../../src/db/client.ts";
import type { CycleId } from "../../src/domain/kernel/ids.ts";
import { SYSTEM } from "../../src/server/ctx.ts";
import { nobodyListens } from "../../src/server/live.ts";
import { approveAllocation } from "../../src/server/usecases/supply/approve-allocation.ts";

// Approves an allocation in a process of its own, so that the process can be killed in the middle of it.

const [cycleId = "", run = ""] = process.argv.slice(2);
const app = await connectAs(process.env.DATABASE_URL ?? "", "baogong_app", { max: 2, name: "test-approval" });
process.send?.("ready");
await approveAllocation(
  {
    actor: { ...SYSTEM, name: "DESK", role: "DESK" },
    db: app.db,
    live: nobodyListens,
  },
  { cycleId: cycleId as CycleId, run: Number(run) },
);
await app.close();
process.disconnect?.();
