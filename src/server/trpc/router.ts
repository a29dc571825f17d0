import { router } from "./init.ts";
import { cityRouter } from "./routers/city.ts";
import { claimsRouter } from "./routers/claims.ts";
import { cyclesRouter } from "./routers/cycles.ts";
import { gridRouter } from "./routers/grid.ts";
import { listsRouter } from "./routers/lists.ts";
import { liveRouter } from "./routers/live.ts";
import { moneyRouter } from "./routers/money.ts";
import { movementRouter } from "./routers/movement.ts";
import { ordersRouter } from "./routers/orders.ts";
import { peopleRouter } from "./routers/people.ts";
import { placesRouter } from "./routers/places.ts";
import { settlementsRouter } from "./routers/settlements.ts";
import { sheetsRouter } from "./routers/sheets.ts";
import { staffRouter } from "./routers/staff.ts";
import { supplyRouter } from "./routers/supply.ts";
import { zonesRouter } from "./routers/zones.ts";

export const appRouter = router({
  city: cityRouter,
  claims: claimsRouter,
  cycles: cyclesRouter,
  grid: gridRouter,
  lists: listsRouter,
  live: liveRouter,
  money: moneyRouter,
  movement: movementRouter,
  orders: ordersRouter,
  people: peopleRouter,
  places: placesRouter,
  settlements: settlementsRouter,
  sheets: sheetsRouter,
  staff: staffRouter,
  supply: supplyRouter,
  zones: zonesRouter,
});

export type AppRouter = typeof appRouter;
