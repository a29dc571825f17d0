import { router } from "./init.ts";
import { liveRouter } from "./routers/live.ts";
import { ordersRouter } from "./routers/orders.ts";

export const appRouter = router({ live: liveRouter, orders: ordersRouter });

export type AppRouter = typeof appRouter;
