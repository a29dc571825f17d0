import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { STATES_BEGIN, STATES_END, stateDiagrams, withStateDiagrams } from "../../../src/domain/machines.ts";
import { HANDOVER_ACTS, HANDOVER_FLOW, HANDOVER_STATES } from "../../../src/domain/movement/handover.ts";
import { STOP_ACTS, STOP_FLOW, STOP_STATES } from "../../../src/domain/movement/stop.ts";
import { TRIP_ACTS, TRIP_FLOW, TRIP_STATES } from "../../../src/domain/movement/trip.ts";
import { CYCLE_ACTS, CYCLE_FLOW, CYCLE_STATES } from "../../../src/domain/offer/cycle.ts";
import { SHEET_ACTS, SHEET_FLOW, SHEET_STATES } from "../../../src/domain/orders/grid-sheet.ts";
import { ORDER_ACTS, ORDER_FLOW, ORDER_STATES } from "../../../src/domain/orders/household-order.ts";
import { IMPORT_ACTS, IMPORT_FLOW, IMPORT_STATES } from "../../../src/domain/orders/import-job.ts";
import { LATE_ACTS, LATE_FLOW, LATE_STATES } from "../../../src/domain/orders/late-request.ts";
import { PAYMENT_ACTS, PAYMENT_FLOW, PAYMENT_STATES } from "../../../src/domain/orders/payment.ts";
import { CLAIM_ACTS, CLAIM_FLOW, CLAIM_STATES } from "../../../src/domain/oversight/claim.ts";
import { PLACE_IMPORT_ACTS, PLACE_IMPORT_FLOW, PLACE_IMPORT_STATES } from "../../../src/domain/places/place-import.ts";
import { BAG_ACTS, BAG_FLOW, BAG_STATES } from "../../../src/domain/supply/bag.ts";
import { BATCH_ACTS, BATCH_FLOW, BATCH_STATES } from "../../../src/domain/supply/batch.ts";
import { ZONE_ACTS, ZONE_FLOW, ZONE_STATES } from "../../../src/domain/zones/zone.ts";
import { tryEveryMove } from "./every-move.ts";

test("a cycle moves along its legal moves only, whoever tries whatever from wherever", () => {
  const tried = tryEveryMove(
    CYCLE_FLOW,
    CYCLE_STATES,
    CYCLE_ACTS,
    `draft        publish            published    DESK      offer_complete price_rules_pass
     published    open               open         SYS       open_time_reached
     published    open_early         open         DESK
     open         start_closing      closing      SYS       cut_off_reached
     closing      extend             open         DESK      reason_given no_batch_accepted
     closing      close              closed       SYS,DESK  sheets_frozen_or_waived
     closed       allocate           allocated    DESK      sheets_frozen_or_waived within_commits
     allocated    undo_allocation    closed       DESK      no_batch_picking reason_given
     allocated    start_fulfilling   fulfilling   SYS       a_batch_is_picking
     fulfilling   start_reconciling  reconciling  SYS       trips_closed bags_final
     reconciling  settle             settled      DESK      conservation_holds ledger_zero_sum claims_closed_or_waived
     settled      archive            archived     SYS       retention_over
     draft        cancel             cancelled    DESK      reason_given
     published    cancel             cancelled    DESK      reason_given
     open         cancel             cancelled    DESK      reason_given
     closing      cancel             cancelled    DESK      reason_given`,
  );
  expect(tried).toBe(11 * 13 * 13);
});

test("a household order moves along its legal moves only, whoever tries whatever from wherever", () => {
  const tried = tryEveryMove(
    ORDER_FLOW,
    ORDER_STATES,
    ORDER_ACTS,
    `draft             submit           submitted         RES,GW       before_cut_off_or_grace lines_valid
     submitted         flag             needs_review      SYS,GW       doubt_named
     needs_review      resolve          submitted         GW           decision_recorded
     submitted         confirm          confirmed         GW,SYS       one_active_order
     submitted         revise           submitted         RES,GW       before_cut_off_or_grace lines_valid
     confirmed         revise           submitted         RES,GW       before_cut_off_or_grace lines_valid
     draft             cancel           cancelled         RES,GW,DESK  before_cut_off_or_grace reason_given
     submitted         cancel           cancelled         RES,GW,DESK  before_cut_off_or_grace reason_given
     needs_review      cancel           cancelled         RES,GW,DESK  before_cut_off_or_grace reason_given
     confirmed         cancel           cancelled         RES,GW,DESK  before_cut_off_or_grace reason_given
     confirmed         lock             locked            SYS          sheet_frozen
     locked            thaw             confirmed         DESK         batch_not_picking
     locked            allocate         allocated         SYS          split_adds_up
     allocated         undo_allocation  locked            SYS          batch_not_picking
     shorted_out       undo_allocation  locked            SYS          batch_not_picking refund_not_paid
     allocated         short_out        shorted_out       SYS          every_line_shorted reason_given
     allocated         pack             packed            SYS          bags_packed_or_shorted
     packed            repack           allocated         SYS          bag_repacked
     packed            depart           in_transit        SYS          a_bag_departed
     in_transit        arrive           at_gate           SYS          gate_handover_agreed
     at_gate           deliver          delivered         GW           every_bag_delivered
     at_gate           deliver_part     partly_delivered  GW           some_bags_delivered
     at_gate           hold             held              GW           hold_place_and_deadline
     partly_delivered  hold             held              GW           hold_place_and_deadline
     held              deliver          delivered         GW
     held              return           returned          GW           bags_back_or_consent
     partly_delivered  return           returned          GW           bags_back_or_consent
     at_gate           return           returned          GW           bags_back_or_consent
     allocated         fail             failed            DESK         reason_given
     packed            fail             failed            DESK         reason_given
     in_transit        fail             failed            DESK         reason_given
     at_gate           fail             failed            DESK         reason_given
     partly_delivered  fail             failed            DESK         reason_given
     held              fail             failed            DESK         reason_given
     failed            find             at_gate           GW,DIS       fit_for_use
     shorted_out       get_bag          at_gate           GW           bag_reassigned_to_it
     delivered         get_bag          at_gate           GW           bag_reassigned_to_it
     delivered         close            closed            SYS          money_settled claim_window_over
     partly_delivered  close            closed            SYS          money_settled claim_window_over
     returned          close            closed            SYS          money_settled claim_window_over
     shorted_out       close            closed            SYS          money_settled claim_window_over
     failed            close            closed            SYS          money_settled claim_window_over`,
  );
  expect(tried).toBe(17 * 23 * 13);
});

test("a payment moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    PAYMENT_FLOW,
    PAYMENT_STATES,
    PAYMENT_ACTS,
    `due            claim         claimed        RES,GW
     claimed        match         matched        DESK,SYS         amount_fits
     matched        settle        settled        SYS,DESK         nothing_owed
     due            settle        settled        SYS              nothing_owed
     matched        owe_refund    refund_due     DESK,SYS         refund_owed
     refund_due     refund        refunded       DESK
     refund_due     withdraw_refund  matched     SYS              charge_added
     settled        owe_again     due            SYS              charge_added
     due            waive         waived         DESK             reason_given
     claimed        reject        rejected       DESK             reason_given
     rejected       ask_again     due            RES,GW,DESK,SYS
     due            receive_cash  cash_received  GW               amount_fits
     cash_received  bank          banked         GW               cash_counted
     cash_received  owe_refund    refund_due     DESK,SYS         refund_owed
     banked         owe_refund    refund_due     DESK,SYS         refund_owed`,
  );
});

test("a grid sheet moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    SHEET_FLOW,
    SHEET_STATES,
    SHEET_ACTS,
    `collecting  review     reviewing   GW
     reviewing   submit     submitted   GW        no_order_in_review
     submitted   send_back  returned    COM,DESK  reason_given
     returned    review     reviewing   GW
     submitted   accept     accepted    COM
     accepted    freeze     frozen      SYS,DESK
     frozen      thaw       accepted    DESK      batch_not_picking reason_given
     frozen      reconcile  reconciled  SYS       counts_add_up`,
  );
});

test("an import job moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    IMPORT_FLOW,
    IMPORT_STATES,
    IMPORT_ACTS,
    `pasted     parse    parsed     SYS
     parsed     review   in_review  GW
     in_review  apply    applied    GW  all_rows_decided
     applied    revert   reverted   GW  sheet_not_frozen
     parsed     discard  discarded  GW
     in_review  discard  discarded  GW`,
  );
});

test("a late request moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    LATE_FLOW,
    LATE_STATES,
    LATE_ACTS,
    `waiting  take     taken     GW  within_grace order_placed
     waiting  put_off  put_off   GW
     waiting  decline  declined  GW  reason_given`,
  );
});

test("a purchase batch moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    BATCH_FLOW,
    BATCH_STATES,
    BATCH_ACTS,
    `pending     accept          accepted    SUPM
     pending     reject          rejected    SUPM       reason_given
     pending     recall          recalled    DESK       reason_given
     accepted    recall          recalled    DESK       reason_given
     accepted    start_picking   picking     SUP
     picking     finish_picking  picked      SUP        picked_plus_shorted_is_allocated
     picked      pack            packed      SUP
     packed      stage           staged      SUP        lane_given
     staged      start_loading   loading     DIS,SUP
     loading     finish_loading  loaded      DIS,SUP    counts_agree
     loaded      dispatch        dispatched  DRV
     dispatched  deliver         delivered   SYS        all_stops_handed
     delivered   settle          settled     DESK,SUPM  both_signed
     packed      repack          picking     SUP        reason_given
     staged      repack          picking     SUP        reason_given
     loaded      offload         staged      DIS,SUP    reason_given
     accepted    declare_short   accepted    SUP,SUPM   reason_given
     picking     declare_short   picking     SUP,SUPM   reason_given
     picked      declare_short   picked      SUP,SUPM   reason_given
     packed      declare_short   packed      SUP,SUPM   reason_given
     staged      declare_short   staged      SUP,SUPM   reason_given`,
  );
});

test("a bag moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    BAG_FLOW,
    BAG_STATES,
    BAG_ACTS,
    `created     pack       packed      SUP           lots_fit_for_use
     packed      stage      staged      SUP
     staged      load       loaded      SUP,DIS
     loaded      depart     in_transit  DRV,SYS
     in_transit  arrive     at_gate     DRV,GW,SYS    handover_agreed
     at_gate     take_over  with_grid   GW
     with_grid   deliver    delivered   GW
     packed      scrap      scrapped    SUP           reason_given
     staged      scrap      scrapped    SUP           reason_given
     loaded      offload    staged      SUP,DIS       reason_given
     in_transit  change_bus in_transit  DIS           new_trip_named
     in_transit  lose       lost        DRV,DIS,DESK  reason_given
     in_transit  damage     damaged     DRV,DIS       reason_given
     at_gate     damage     damaged     GW            reason_given
     with_grid   damage     damaged     GW            reason_given
     reassigned  damage     damaged     GW            reason_given
     at_gate     return     returned    GW,DRV        reason_given
     with_grid   return     returned    GW            reason_given
     reassigned  return     returned    GW            reason_given
     at_gate     reassign   reassigned  GW            same_package consent both_homes_recorded
     with_grid   reassign   reassigned  GW            same_package consent both_homes_recorded
     reassigned  deliver    delivered   GW
     returned    restock    restocked   SUP           ambient_seal_whole
     returned    scrap      scrapped    SUP,DEP       reason_given
     returned    donate     donated     DESK
     lost        find       found       GW,DRV,DIS
     found       put_back   in_transit  GW,DIS`,
  );
});

test("a trip moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    TRIP_FLOW,
    TRIP_STATES,
    TRIP_ACTS,
    `draft        plan           planned      DIS,SYS
     planned      publish        published    DIS          pass_fits zones_fit capacity_fits windows_fit
     published    unpublish      planned      DIS
     published    clear          ready        DEP          vehicle_disinfected driver_cleared
     ready        start_loading  loading      DIS,SUP
     loading      seal           sealed       DIS,SUP,DRV  seal_number
     sealed       depart         departed     DRV
     departed     run            running      DRV,SYS
     running      return         returned     DRV
     returned     disinfect      disinfected  DEP
     disinfected  close          closed       SYS          load_adds_up
     planned      cancel         cancelled    DIS          reason_given
     published    cancel         cancelled    DIS          reason_given
     ready        cancel         cancelled    DIS          reason_given
     running      break_down     broken_down  DRV,DIS
     broken_down  transfer       transferred  DIS          new_trip_takes_custody
     running      divert         diverted     DIS          new_stop_list reason_given
     diverted     resume         running      DRV,DIS`,
  );
});

test("a stop moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    STOP_FLOW,
    STOP_STATES,
    STOP_ACTS,
    `planned      approach         approaching  DRV,SYS
     approaching  arrive           arrived      DRV
     arrived      start_unloading  unloading    DRV,GW
     unloading    hand_over        handed_over  DRV,GW,SYS  all_bags_handed
     unloading    hand_part        part_handed  DRV,GW,SYS  some_bags_handed reason_given
     unloading    refuse           refused      GW          reason_given
     unloading    skip             skipped      DRV,DIS     reason_given
     arrived      wait             waiting      DRV         gate_closed
     waiting      start_unloading  unloading    DRV,GW
     waiting      skip             skipped      DRV,DIS     reason_given
     planned      skip             skipped      DIS         reason_given
     approaching  skip             skipped      DIS         reason_given
     skipped      re_plan          re_planned   DIS         new_stop_named`,
  );
});

test("a handover moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    HANDOVER_FLOW,
    HANDOVER_STATES,
    HANDOVER_ACTS,
    `offered   count    counted   SUP,DRV,COM,GW,DEP      is_receiver
     counted   agree    agreed    SUP,DRV,COM,GW,DEP,SYS  counts_equal
     counted   dispute  disputed  SUP,DRV,COM,GW,DEP,SYS  counts_differ
     disputed  recount  agreed    SUP,DRV,COM,GW,DEP      counts_equal
     disputed  rule     resolved  DIS,DESK                photo reason_given`,
  );
});

test("a zone version moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    ZONE_FLOW,
    ZONE_STATES,
    ZONE_ACTS,
    `draft      approve      approved    DESK      order_number
     approved   take_effect  effective   SYS       effective_time_reached
     effective  supersede    superseded  SYS,DESK  new_version_names_parent
     effective  lift         lifted      DESK      order_number`,
  );
});

test("a claim moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    CLAIM_FLOW,
    CLAIM_STATES,
    CLAIM_ACTS,
    `opened     accept    accepted   SUPM,DESK
     opened     reject    rejected   SUPM,DESK     reason_given
     reopened   accept    accepted   SUPM,DESK
     reopened   reject    rejected   SUPM,DESK     reason_given
     escalated  accept    accepted   DESK
     escalated  reject    rejected   DESK          reason_given
     accepted   remedy    remedied   SUPM,DESK     remedy_chosen
     remedied   close     closed     RES,DESK,SYS
     rejected   close     closed     SYS           window_over
     rejected   reopen    reopened   RES,GW        not_reopened_before
     opened     escalate  escalated  SYS           same_day_clock_ran_out
     accepted   escalate  escalated  SYS           same_day_clock_ran_out
     rejected   escalate  escalated  SYS           same_day_clock_ran_out
     reopened   escalate  escalated  SYS           same_day_clock_ran_out
     remedied   escalate  escalated  SYS           same_day_clock_ran_out`,
  );
});

test("every life that begins can end: from each state a final one is in reach", () => {
  const flows = [CYCLE_FLOW, ORDER_FLOW, PAYMENT_FLOW, SHEET_FLOW, IMPORT_FLOW, BATCH_FLOW, BAG_FLOW];
  for (const flow of [...flows, TRIP_FLOW, STOP_FLOW, HANDOVER_FLOW, ZONE_FLOW, CLAIM_FLOW, PLACE_IMPORT_FLOW]) {
    const table = flow as Readonly<Record<string, Readonly<Record<string, { to: string }>>>>;
    const ending = new Set(Object.keys(table).filter((s) => Object.keys(table[s] ?? {}).length === 0));
    for (let grown = true; grown; ) {
      const before = ending.size;
      for (const [s, acts] of Object.entries(table))
        if (Object.values(acts).some((m) => ending.has(m.to))) ending.add(s);
      grown = ending.size > before;
    }
    expect([...ending].sort()).toEqual(Object.keys(table).sort());
  }
});

test("a list of places moves along its legal moves only, whoever tries whatever from wherever", () => {
  const tried = tryEveryMove(
    PLACE_IMPORT_FLOW,
    PLACE_IMPORT_STATES,
    PLACE_IMPORT_ACTS,
    `checking   report   checked    SYS
     checked    take_in  taking_in  DESK,SYS
     taking_in  finish   taken_in   SYS       every_place_laid_out`,
  );
  expect(tried).toBe(4 * 3 * 13);
});

test("the diagrams go between the markers, twice the same, and a page without markers is left alone", () => {
  const page = `# Title\n\n${STATES_BEGIN}\nstale words\n${STATES_END}\n\nafter\n`;
  const once = withStateDiagrams(page) ?? "";
  expect(once).toContain("  submitted --> confirmed: confirm (GW, SYS)");
  expect(once).not.toContain("stale words");
  expect(once.endsWith(`${STATES_END}\n\nafter\n`)).toBe(true);
  expect(withStateDiagrams(once)).toBe(once);
  expect(withStateDiagrams("# Title")).toBeUndefined();
  expect(withStateDiagrams(`${STATES_END} ${STATES_BEGIN}`)).toBeUndefined();
  expect(stateDiagrams().match(/stateDiagram-v2/g)).toHaveLength(14);
});

const readme = new URL("../../../README.md", import.meta.url);

test.skipIf(!existsSync(readme))(
  "the README shows the tables as they are: run src/cli/state-diagrams.ts after a change",
  () => {
    const page = readFileSync(readme, "utf8");
    expect(withStateDiagrams(page), `README.md needs ${STATES_BEGIN} and ${STATES_END}`).toBe(page);
  },
);
