import { expect, test } from "vitest";
import { HANDED_STOP_STATES, OPEN_STOP_STATES, PASSED_BY_STOP_STATES } from "../../../src/domain/movement/stop.ts";
import { OVER_CYCLE_STATES } from "../../../src/domain/offer/cycle.ts";
import {
  AT_DOOR_ORDER_STATES,
  FINISHED_ORDER_STATES,
  ON_ITS_WAY_ORDER_STATES,
  UNLOCKED_ORDER_STATES,
  UNPACKED_ORDER_STATES,
  VISITED_ORDER_STATES,
} from "../../../src/domain/orders/household-order.ts";
import {
  AT_STORE_BAG_STATES,
  BEFORE_GATE_BAG_STATES,
  FINAL_BAG_STATES,
  IN_HAND_BAG_STATES,
  LEFT_BAG_STATES,
  LOST_BAG_STATES,
  STORE_BAG_STATES,
} from "../../../src/domain/supply/bag.ts";

// Read out of the tables, written out here: whoever changes a table sees which questions get another answer.
test.each([
  ["bags at the store", AT_STORE_BAG_STATES, "created packed staged"],
  ["bags that no bus has taken away", STORE_BAG_STATES, "created packed staged loaded"],
  ["bags that have not come to their gate", BEFORE_GATE_BAG_STATES, "created packed staged loaded in_transit"],
  ["bags left for a skipped stop", LEFT_BAG_STATES, "created packed staged in_transit"],
  ["bags in the grid worker's hands", IN_HAND_BAG_STATES, "with_grid reassigned"],
  ["bags lost, or found and not put back", LOST_BAG_STATES, "lost found"],
  ["bags whose way has ended", FINAL_BAG_STATES, "delivered returned restocked donated scrapped lost damaged"],
  ["orders before the lock", UNLOCKED_ORDER_STATES, "draft submitted needs_review confirmed"],
  ["orders for which nothing is packed", UNPACKED_ORDER_STATES, "locked allocated shorted_out"],
  ["orders that wait for their door", AT_DOOR_ORDER_STATES, "at_gate partly_delivered held"],
  ["orders whose door was visited", VISITED_ORDER_STATES, "delivered partly_delivered returned held"],
  [
    "orders on their way or come to their door",
    ON_ITS_WAY_ORDER_STATES,
    "packed in_transit at_gate partly_delivered held failed delivered returned",
  ],
  [
    "orders of which nothing more comes",
    FINISHED_ORDER_STATES,
    "shorted_out delivered returned failed cancelled closed",
  ],
  ["cycles that are over", OVER_CYCLE_STATES, "settled archived cancelled"],
  ["stops that are not done", OPEN_STOP_STATES, "planned approaching arrived waiting unloading"],
  ["stops that no bus reached", PASSED_BY_STOP_STATES, "skipped re_planned given_up"],
  ["stops whose batches wait for nothing", HANDED_STOP_STATES, "handed_over part_handed refused re_planned given_up"],
])("the tables say which are %s", (_, states: readonly string[], all) => {
  expect([...states].sort()).toEqual(all.split(" ").sort());
});
