import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type {
  GridId,
  HouseholdId,
  PackageVersionId,
  StopId,
  TripId,
  UserId,
  ZoneVersionId,
} from "../../../src/domain/kernel/ids.ts";
import { type Instant, instant, type ServiceDay } from "../../../src/domain/kernel/time.ts";
import { SETTLEMENT, SETTLEMENT_STATES } from "../../../src/domain/ledger/settlement.ts";
import {
  legalMoves,
  STATES_BEGIN,
  STATES_END,
  stateDiagrams,
  withStateDiagrams,
} from "../../../src/domain/machines.ts";
import { HANDOVER, HANDOVER_STATES } from "../../../src/domain/movement/handover.ts";
import { PLAN, PLAN_STATES } from "../../../src/domain/movement/plan.ts";
import { STOP, STOP_STATES } from "../../../src/domain/movement/stop.ts";
import { TRIP, TRIP_STATES } from "../../../src/domain/movement/trip.ts";
import { CYCLE, CYCLE_STATES } from "../../../src/domain/offer/cycle.ts";
import { SHEET, SHEET_STATES } from "../../../src/domain/orders/grid-sheet.ts";
import { ORDER, ORDER_STATES } from "../../../src/domain/orders/household-order.ts";
import { IMPORT_JOB, IMPORT_STATES } from "../../../src/domain/orders/import-job.ts";
import { LATE_REQUEST, LATE_STATES } from "../../../src/domain/orders/late-request.ts";
import { PAYMENT, PAYMENT_STATES } from "../../../src/domain/orders/payment.ts";
import { ACCOUNT_REQUEST, ACCOUNT_REQUEST_STATES } from "../../../src/domain/oversight/account-request.ts";
import { CLAIM, CLAIM_STATES } from "../../../src/domain/oversight/claim.ts";
import { MEMBERSHIP, MEMBERSHIP_STATES } from "../../../src/domain/places/membership.ts";
import { ALLOCATION_RUN, ALLOCATION_RUN_STATES } from "../../../src/domain/supply/allocation-run.ts";
import { BAG, BAG_STATES } from "../../../src/domain/supply/bag.ts";
import { BATCH, BATCH_STATES } from "../../../src/domain/supply/batch.ts";
import { CITY_IMPORT, CITY_IMPORT_STATES } from "../../../src/domain/workbook/city-import.ts";
import { ZONE, ZONE_STATES } from "../../../src/domain/zones/zone.ts";
import { tryEveryMove } from "./every-move.ts";

const at = (seconds: number): Instant => instant(seconds * 1000);
const day = (text: string) => text as ServiceDay;
const stops = (...ids: string[]) => ids as StopId[];

test("a cycle moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    CYCLE,
    CYCLE_STATES,
    {
      reason_given: [{ reason: "a reason" }, { reason: " " }],
      offer_complete: [{ offers: 1 }, { offers: 0 }],
      price_rules_pass: [{ mispriced: 0 }, { mispriced: 1 }],
      under_cap: [{ overCap: 0 }, { overCap: 1 }],
      city_ready: [{ breaks: [] }, { breaks: ["stores"] }],
      open_time_reached: [
        { now: at(10), opensAt: at(10) },
        { now: at(9), opensAt: at(10) },
      ],
      cut_off_reached: [
        { now: at(10), cutOffAt: at(10) },
        { now: at(9), cutOffAt: at(10) },
      ],
      times_in_order: [
        { now: at(1), cutOffAt: at(2), graceEndsAt: at(2) },
        { now: at(1), cutOffAt: at(2), graceEndsAt: at(1) },
      ],
      no_batch_accepted: [{ acceptedBatches: 0 }, { acceptedBatches: 1 }],
      sheets_frozen_or_waived: [{ openSheets: 0 }, { openSheets: 1 }],
      within_commits: [{ overdrawn: 0 }, { overdrawn: 1 }],
      no_batch_picking: [{ pickingBatches: 0 }, { pickingBatches: 1 }],
      a_batch_is_picking: [{ pickingBatches: 1 }, { pickingBatches: 0 }],
      trips_closed: [{ openTrips: 0 }, { openTrips: 1 }],
      bags_final: [{ bagsUnderWay: 0 }, { bagsUnderWay: 1 }],
      conservation_holds: [{ imbalances: 0 }, { imbalances: 1 }],
      ledger_zero_sum: [{ ledgerFen: 0 }, { ledgerFen: -1 }],
      claims_closed_or_waived: [
        { openClaims: 0, reason: undefined },
        { openClaims: 1, reason: undefined },
      ],
      retention_over: [
        { now: at(90 * 86_400), graceEndsAt: at(0) },
        { now: at(90 * 86_400 - 1), graceEndsAt: at(0) },
      ],
    },
    `draft        rewrite            draft        DESK
     draft        publish            published    DESK      offer_complete price_rules_pass under_cap city_ready
     draft        cancel             cancelled    DESK      reason_given
     published    open               open         SYS       open_time_reached
     published    open_early         open         DESK
     published    cancel             cancelled    DESK      reason_given
     open         start_closing      closing      SYS       cut_off_reached
     open         cut_off_early      closing      DESK      reason_given
     open         cancel             cancelled    DESK      reason_given
     closing      extend             open         DESK      reason_given no_batch_accepted times_in_order
     closing      close              closed       SYS       sheets_frozen_or_waived
     closing      close_early        closed       DESK      reason_given sheets_frozen_or_waived
     closing      cancel             cancelled    DESK      reason_given
     closed       allocate           allocated    DESK      sheets_frozen_or_waived within_commits
     allocated    undo_allocation    closed       DESK      no_batch_picking reason_given
     allocated    start_fulfilling   fulfilling   SYS       a_batch_is_picking
     fulfilling   start_reconciling  reconciling  SYS       trips_closed bags_final
     reconciling  settle             settled      DESK      conservation_holds ledger_zero_sum claims_closed_or_waived
     settled      archive            archived     SYS       retention_over`,
  );
});

test("a household order moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    ORDER,
    ORDER_STATES,
    {
      no_bags: [{ bags: {} }, { bags: { packed: 1 } }],
      every_bag_packed: [{ bags: { packed: 1, scrapped: 1 } }, { bags: { packed: 1, created: 1 } }],
      a_bag_to_pack: [{ bags: { created: 1, packed: 2 } }, { bags: { packed: 2 } }],
      a_bag_departed: [{ bags: { in_transit: 1, loaded: 1 } }, { bags: { loaded: 2, scrapped: 1 } }],
      a_bag_in_hand: [{ bags: { with_grid: 1, lost: 1 } }, { bags: { in_transit: 1, at_gate: 1 } }],
      every_bag_gone: [{ bags: { lost: 1, damaged: 1 } }, { bags: { lost: 1, in_transit: 1 } }],
      lost_not_back: [{ bags: { lost: 1, damaged: 1, scrapped: 1 } }, { bags: { lost: 1, returned: 1 } }],
      every_bag_delivered: [{ bags: { delivered: 2, scrapped: 1 } }, { bags: { delivered: 1, lost: 1 } }],
      some_bags_delivered: [{ bags: { delivered: 1, with_grid: 1 } }, { bags: { with_grid: 2 } }],
      rest_is_settled: [{ bags: { delivered: 1, returned: 1 } }, { bags: { delivered: 1, with_grid: 1 } }],
      every_bag_back: [{ bags: { returned: 2 } }, { bags: { returned: 1, delivered: 1 } }],
      before_cut_off_or_grace: [
        { role: "RES", now: at(1), cutOffAt: at(2), graceEndsAt: at(2) },
        { role: "GW", now: at(2), cutOffAt: at(2), graceEndsAt: at(2) },
      ],
      reason_given: [
        { role: "RES", reason: undefined },
        { role: "DESK", reason: "" },
      ],
      told_why: [{ reason: "a reason" }, { reason: undefined }],
      lines_valid: [{ verdict: { ok: true } }, { verdict: { ok: false } }],
      doubt_named: [{ doubts: ["diet"] }, { doubts: [] }],
      sheet_frozen: [{ sheet: "frozen" }, { sheet: "accepted" }],
      batch_not_picking: [{ pickingBatches: 0 }, { pickingBatches: 1 }],
      refund_not_paid: [{ payment: "refund_due" }, { payment: "refunded" }],
      split_adds_up: [
        { locked: 3, extra: 1, allocated: 2, shorted: 2 },
        { locked: 3, extra: 0, allocated: 2, shorted: 2 },
      ],
      hold_place_and_deadline: [
        { place: "gate", holdUntil: at(2), now: at(1) },
        { place: "gate", holdUntil: at(1), now: at(1) },
      ],
      money_settled: [{ owedFen: 0 }, { owedFen: 1 }],
      claim_window_over: [
        { now: at(2), claimsUntil: at(2) },
        { now: at(1), claimsUntil: at(2) },
      ],
    },
    `draft             submit           submitted         RES,GW       before_cut_off_or_grace lines_valid
     draft             cancel           cancelled         RES,GW,DESK  before_cut_off_or_grace reason_given
     submitted         flag             needs_review      SYS,GW       doubt_named
     submitted         confirm          confirmed         GW,SYS
     submitted         revise           submitted         RES,GW       before_cut_off_or_grace lines_valid
     submitted         take_off         submitted         DESK         told_why
     submitted         cancel           cancelled         RES,GW,DESK  before_cut_off_or_grace reason_given
     needs_review      resolve          submitted         GW,DESK      told_why
     needs_review      take_off         needs_review      DESK         told_why
     needs_review      cancel           cancelled         RES,GW,DESK  before_cut_off_or_grace reason_given
     confirmed         revise           submitted         RES,GW       before_cut_off_or_grace lines_valid
     confirmed         lock             locked            SYS          sheet_frozen
     confirmed         take_off         confirmed         DESK         told_why
     confirmed         cancel           cancelled         RES,GW,DESK  before_cut_off_or_grace reason_given
     locked            thaw             confirmed         DESK         batch_not_picking
     locked            allocate         allocated         SYS          split_adds_up
     allocated         undo_allocation  locked            SYS          batch_not_picking refund_not_paid
     allocated         short_out        shorted_out       SYS          no_bags
     allocated         pack             packed            SYS          every_bag_packed
     allocated         fail             failed            DESK         told_why
     shorted_out       undo_allocation  locked            SYS          batch_not_picking refund_not_paid
     shorted_out       get_bag          at_gate           GW           a_bag_in_hand
     shorted_out       close            closed            SYS          money_settled claim_window_over
     packed            repack           allocated         SYS          a_bag_to_pack
     packed            depart           in_transit        SYS          a_bag_departed
     packed            fail             failed            DESK         told_why
     in_transit        arrive           at_gate           SYS          a_bag_in_hand
     in_transit        lose             failed            SYS          every_bag_gone
     in_transit        fail             failed            DESK         told_why
     at_gate           deliver          delivered         GW           every_bag_delivered
     at_gate           deliver_part     partly_delivered  GW           some_bags_delivered
     at_gate           lose             failed            SYS          lost_not_back
     at_gate           return           returned          GW           every_bag_back
     at_gate           hold             held              GW           hold_place_and_deadline
     at_gate           fail             failed            DESK         told_why
     partly_delivered  deliver          delivered         GW           every_bag_delivered
     partly_delivered  return           returned          GW           every_bag_back
     partly_delivered  hold             held              GW           hold_place_and_deadline
     partly_delivered  fail             failed            DESK         told_why
     partly_delivered  close            closed            SYS          money_settled claim_window_over
     held              deliver          delivered         GW           rest_is_settled
     held              lose             failed            SYS          lost_not_back
     held              return           returned          GW           every_bag_back
     held              fail             failed            DESK         told_why
     failed            find             at_gate           GW,DIS       a_bag_in_hand
     failed            close            closed            SYS          money_settled claim_window_over
     delivered         get_bag          at_gate           GW           a_bag_in_hand
     delivered         close            closed            SYS          money_settled claim_window_over
     returned          close            closed            SYS          money_settled claim_window_over`,
  );
});

test("a payment moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    PAYMENT,
    PAYMENT_STATES,
    {
      reason_given: [{ reason: "a reason" }, { reason: "" }],
      something_given: [{ amountFen: 1 }, { amountFen: 0 }],
      refund_owed: [{ owedFen: -1 }, { owedFen: 0 }],
      amount_is_owed_back: [
        { amountFen: 300, owedFen: -300 },
        { amountFen: 300, owedFen: 300 },
      ],
      nothing_owed: [{ owedFen: 0 }, { owedFen: 1 }],
      nothing_owed_back: [{ owedFen: 0 }, { owedFen: -1 }],
      money_owed: [{ owedFen: 1 }, { owedFen: 0 }],
      box_holds: [
        { amountFen: 300, boxFen: 300 },
        { amountFen: 300, boxFen: 299 },
      ],
      cash_in_box_still: [
        { amountFen: 300, inBoxFen: 300 },
        { amountFen: 300, inBoxFen: 299 },
      ],
      difference_explained: [
        { countedFen: 99, boxFen: 100, reason: "a torn note" },
        { countedFen: 99, boxFen: 100, reason: " " },
      ],
    },
    `due            claim            claimed        RES,GW           money_owed
     due            receive_cash     cash_received  GW               something_given
     due            waive            waived         DESK             reason_given
     due            settle           settled        SYS              nothing_owed
     due            owe_refund       refund_due     DESK,SYS         refund_owed
     claimed        match            matched        DESK,SYS         something_given
     claimed        reject           rejected       DESK             reason_given
     claimed        withdraw_claim   due            RES,GW
     claimed        receive_cash     claimed        GW               something_given
     rejected       ask_again        due            RES,GW,DESK,SYS
     rejected       receive_cash     cash_received  GW               something_given
     rejected       settle           settled        SYS              nothing_owed
     rejected       owe_refund       refund_due     DESK,SYS         refund_owed
     matched        settle           settled        SYS,DESK         nothing_owed
     cash_received  bank             banked         GW               difference_explained
     refund_due     refund           refunded       DESK             amount_is_owed_back
     refund_due     hand_back        refunded       GW               amount_is_owed_back box_holds
     refund_due     withdraw_refund  matched        SYS              nothing_owed_back
     refund_due     receive_cash     cash_received  GW               something_given
     refund_due     owe_again        due            SYS              money_owed
     waived         receive_cash     cash_received  GW               something_given
     matched        receive_cash     cash_received  GW               something_given
     matched        owe_refund       refund_due     DESK,SYS         refund_owed
     matched        owe_again        due            SYS              money_owed
     cash_received  receive_cash     cash_received  GW               something_given
     cash_received  owe_refund       refund_due     DESK,SYS         refund_owed
     cash_received  owe_again        due            SYS              money_owed
     banked         receive_cash     cash_received  GW               something_given
     banked         owe_refund       refund_due     DESK,SYS         refund_owed
     banked         owe_again        due            SYS              money_owed
     refunded       receive_cash     cash_received  GW               something_given
     refunded       owe_refund       refund_due     DESK,SYS         refund_owed
     refunded       owe_again        due            SYS              money_owed
     settled        receive_cash     cash_received  GW               something_given
     settled        owe_refund       refund_due     DESK,SYS         refund_owed
     settled        owe_again        due            SYS              money_owed
     due            take_back_cash   due            GW               reason_given cash_in_box_still
     claimed        take_back_cash   claimed        GW               reason_given cash_in_box_still
     rejected       take_back_cash   due            GW               reason_given cash_in_box_still
     matched        take_back_cash   due            GW               reason_given cash_in_box_still
     cash_received  take_back_cash   due            GW               reason_given cash_in_box_still
     refund_due     take_back_cash   due            GW               reason_given cash_in_box_still
     banked         take_back_cash   due            GW               reason_given cash_in_box_still
     refunded       take_back_cash   due            GW               reason_given cash_in_box_still
     settled        take_back_cash   due            GW               reason_given cash_in_box_still`,
  );
});

test("a late wish moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    LATE_REQUEST,
    LATE_STATES,
    {
      within_grace: [
        { now: at(1), graceEndsAt: at(2), sheet: "collecting" },
        { now: at(1), graceEndsAt: at(2), sheet: "submitted" },
      ],
      order_placed: [{ orderId: "o" }, { orderId: null }],
      reason_given: [{ reason: "a reason" }, { reason: undefined }],
    },
    `waiting  take     taken     GW  within_grace order_placed
     waiting  put_off  put_off   GW
     waiting  decline  declined  GW,DESK  reason_given`,
  );
});

test("a pasted list moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    IMPORT_JOB,
    IMPORT_STATES,
    {
      columns_named: [
        { homeColumns: 1, wishColumns: 1 },
        { homeColumns: 1, wishColumns: 0 },
      ],
      all_rows_decided: [{ undecidedRows: 0 }, { undecidedRows: 1 }],
      sheet_not_frozen: [{ sheet: "collecting" }, { sheet: "frozen" }],
    },
    `pasted     parse    parsed     GW   columns_named
     pasted     discard  discarded  GW,DESK
     parsed     review   in_review  GW
     parsed     discard  discarded  GW,DESK
     in_review  apply    applied    GW   all_rows_decided sheet_not_frozen
     in_review  discard  discarded  GW,DESK
     applied    revert   reverted   GW   sheet_not_frozen`,
  );
});

test("a grid sheet moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    SHEET,
    SHEET_STATES,
    {
      reason_given: [{ reason: "a reason" }, { reason: "" }],
      cut_off_reached: [
        { now: at(2), cutOffAt: at(2) },
        { now: at(1), cutOffAt: at(2) },
      ],
      no_order_in_review: [{ inReview: 0 }, { inReview: 1 }],
      batch_not_picking: [{ pickingBatches: 0 }, { pickingBatches: 1 }],
      counts_add_up: [{ imbalances: 0 }, { imbalances: 1 }],
    },
    `collecting  review     reviewing   GW        cut_off_reached
     collecting  take_over  accepted    DESK      cut_off_reached reason_given no_order_in_review
     reviewing   submit     submitted   GW        cut_off_reached no_order_in_review
     reviewing   take_over  accepted    DESK      cut_off_reached reason_given no_order_in_review
     submitted   send_back  returned    COM,DESK  reason_given
     submitted   accept     accepted    COM
     submitted   take_over  accepted    DESK      cut_off_reached reason_given no_order_in_review
     returned    review     reviewing   GW        cut_off_reached
     returned    take_over  accepted    DESK      cut_off_reached reason_given no_order_in_review
     accepted    freeze     frozen      SYS,DESK  no_order_in_review
     frozen      thaw       accepted    DESK      batch_not_picking reason_given
     frozen      reconcile  reconciled  SYS       counts_add_up`,
  );
});

test("an allocation run moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    ALLOCATION_RUN,
    ALLOCATION_RUN_STATES,
    {
      preview_holds: [
        { previewed: "a", computed: "a" },
        { previewed: "a", computed: "b" },
      ],
    },
    `computing  show     preview   SYS
     computing  fail     failed    SYS
     preview    approve  approved  DESK      preview_holds
     preview    drop     dropped   DESK,SYS
     approved   drop     dropped   DESK`,
  );
});

test("a purchase batch moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    BATCH,
    BATCH_STATES,
    {
      reason_given: [{ reason: "a reason" }, { reason: "" }],
      picks_add_up: [
        { lines: [{ allocated: 3, picked: 2, shorted: 1 }] },
        {
          lines: [
            { allocated: 3, picked: 3, shorted: 1 },
            { allocated: 3, picked: 3, shorted: -1 },
          ],
        },
      ],
      none_left_at_dock: [{ bagsNotLoaded: 0 }, { bagsNotLoaded: 1 }],
      all_stops_handed: [{ openStops: 0 }, { openStops: 1 }],
      both_signed: [
        { signedByStore: true, signedByDesk: true },
        { signedByStore: true, signedByDesk: false },
      ],
    },
    `pending     accept          accepted    SUPM
     pending     reject          rejected    SUPM       reason_given
     pending     recall          recalled    DESK       reason_given
     accepted    declare_short   accepted    SUP,SUPM   reason_given
     accepted    start_picking   picking     SUP
     rejected    give_up         rejected    DESK       reason_given
     recalled    give_up         recalled    DESK       reason_given
     accepted    recall          recalled    DESK       reason_given
     picking     declare_short   picking     SUP,SUPM   reason_given
     picking     finish_picking  picked      SUP        picks_add_up
     picked      declare_short   picked      SUP,SUPM   reason_given
     picked      pack            packed      SUP        picks_add_up
     packed      declare_short   packed      SUP,SUPM   reason_given
     packed      stage           staged      SUP
     packed      repack          picking     SUP        reason_given
     staged      declare_short   staged      SUP,SUPM   reason_given
     staged      start_loading   loading     DIS,SUP
     staged      repack          picking     SUP        reason_given
     loading     finish_loading  loaded      DIS,SUP    none_left_at_dock
     loaded      dispatch        dispatched  DRV
     loaded      offload         staged      DIS,SUP    reason_given
     dispatched  deliver         delivered   SYS        all_stops_handed
     delivered   settle          settled     DESK,SUPM  both_signed`,
  );
});

test("a bag moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    BAG,
    BAG_STATES,
    {
      reason_given: [{ reason: "a reason" }, { reason: undefined }],
      lots_fit_for_use: [
        { firstExpiry: day("2030-01-02"), today: day("2030-01-02") },
        { firstExpiry: day("2030-01-01"), today: day("2030-01-02") },
      ],
      new_trip_named: [
        { fromTrip: "t1" as TripId, toTrip: "t2" as TripId },
        { fromTrip: "t1" as TripId, toTrip: "t1" as TripId },
      ],
      bus_is_home: [{ busHome: true }, { busHome: false }],
      handover_settled: [{ handover: "resolved" }, { handover: "disputed" }],
      same_package: [
        { given: "a" as PackageVersionId, wanted: "a" as PackageVersionId },
        { given: "a" as PackageVersionId, wanted: "b" as PackageVersionId },
      ],
      consent: [{ consentBy: "黄" }, { consentBy: " " }],
      another_home: [
        { fromHome: "h1" as HouseholdId, toHome: "h2" as HouseholdId },
        { fromHome: "h1" as HouseholdId, toHome: "h1" as HouseholdId },
      ],
      fit_for_use: [{ fitForUse: true }, { fitForUse: false }],
      lost_in_hands: [{ lostFrom: "with_grid" }, { lostFrom: "in_transit" }],
      ambient_seal_whole: [
        { coldChain: false, sealWhole: true },
        { coldChain: true, sealWhole: true },
      ],
    },
    `created     pack        packed      SUP           lots_fit_for_use
     packed      stage       staged      SUP
     packed      scrap       scrapped    SUP           reason_given
     staged      load        loaded      SUP,DIS
     staged      scrap       scrapped    SUP           reason_given
     loaded      depart      in_transit  DRV,SYS
     loaded      offload     staged      SUP,DIS       reason_given
     in_transit  arrive      at_gate     DRV,GW,SYS    handover_settled
     in_transit  change_bus  in_transit  DIS           new_trip_named
     in_transit  count_back  in_transit  DIS           bus_is_home
     in_transit  take_back   returned    DIS           reason_given
     in_transit  lose        lost        DRV,DIS,DESK  reason_given
     in_transit  damage      damaged     DRV,DIS       reason_given
     at_gate     take_over   with_grid   GW,SYS
     at_gate     lose        lost        DIS,DESK      reason_given
     at_gate     damage      damaged     GW            reason_given
     at_gate     return      returned    GW,DRV,SYS    reason_given
     at_gate     reassign    reassigned  GW            same_package consent another_home
     with_grid   deliver     delivered   GW
     with_grid   lose        lost        GW            reason_given
     with_grid   damage      damaged     GW            reason_given
     with_grid   return      returned    GW            reason_given
     with_grid   reassign    reassigned  GW            same_package consent another_home
     reassigned  deliver     delivered   GW
     reassigned  lose        lost        GW            reason_given
     reassigned  damage      damaged     GW            reason_given
     reassigned  return      returned    GW            reason_given
     returned    restock     restocked   SUP           ambient_seal_whole
     returned    scrap       scrapped    SUP,DEP       reason_given
     returned    donate      donated     DESK
     lost        find        found       GW,DRV,DIS
     found       put_back    in_transit  GW,DIS        fit_for_use
     found       take_up     with_grid   GW            lost_in_hands fit_for_use`,
  );
});

test("a plan moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    PLAN,
    PLAN_STATES,
    {
      has_trips: [{ proposedTrips: 0 }, { proposedTrips: undefined }],
      same_trips_out: [{ tripsOutSince: 0 }, { tripsOutSince: 1 }],
    },
    `solving   propose    proposed    DIS,SYS
     solving   accept     accepted    DIS      has_trips same_trips_out
     solving   supersede  superseded  DIS,SYS
     solving   fail       failed      SYS
     proposed  accept     accepted    DIS      has_trips same_trips_out
     proposed  supersede  superseded  DIS,SYS
     accepted  supersede  superseded  DIS,SYS`,
  );
});

test("a trip moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    TRIP,
    TRIP_STATES,
    {
      reason_given: [{ reason: "a reason" }, { reason: "" }],
      pass_fits: [{ findings: [] }, { findings: [{ kind: "pass_not_for_zone" }] }],
      zones_fit: [{ findings: [] }, { findings: [{ kind: "zone_order" }] }],
      capacity_fits: [{ findings: [] }, { findings: [{ kind: "over_weight" }] }],
      windows_fit: [{ findings: [] }, { findings: [{ kind: "window_missed" }] }],
      in_service: [{ findings: [] }, { findings: [{ kind: "driver_not_cleared" }] }],
      vehicle_disinfected: [{ disinfectedAt: at(1) }, { disinfectedAt: null }],
      driver_cleared: [{ driverClearedAt: at(1) }, { driverClearedAt: null }],
      batches_staged: [{ batchesNotStaged: 0 }, { batchesNotStaged: 1 }],
      bus_is_in: [{ outOnTrip: 0 }, { outOnTrip: 4 }],
      nobody_acted: [{ stopsTakenOff: 0 }, { stopsTakenOff: 1 }],
      every_bag_loaded: [
        { loaded: 3, planned: 3 },
        { loaded: 2, planned: 3 },
      ],
      seal_number: [{ sealNumber: "Q-1" }, { sealNumber: null }],
      new_stop_list: [
        { stopIds: stops("b", "a"), ahead: stops("a", "b") },
        { stopIds: stops("a", "a"), ahead: stops("a", "b") },
      ],
      stops_done: [{ openStops: 0 }, { openStops: 1 }],
      new_trip_takes_custody: [
        { bagsTaken: 2, bagsLeft: 0 },
        { bagsTaken: 2, bagsLeft: 1 },
      ],
      load_adds_up: [
        { load: { loaded: 3, unloaded: 2, returned: 1 } },
        { load: { loaded: 3, unloaded: 2, returned: 0 } },
      ],
    },
    `draft        plan           planned      DIS,SYS
     draft        relieve        departed     DIS          vehicle_disinfected driver_cleared seal_number zones_fit capacity_fits pass_fits
     planned      publish        published    DIS          pass_fits zones_fit capacity_fits windows_fit in_service
     planned      cancel         cancelled    DIS,SYS      reason_given
     published    clear          ready        DEP          bus_is_in vehicle_disinfected driver_cleared
     published    unpublish      planned      DIS
     published    cancel         cancelled    DIS,SYS      reason_given
     ready        start_loading  loading      DIS,SUP      bus_is_in batches_staged
     ready        cancel         cancelled    DIS,SYS      reason_given
     loading      seal           sealed       DIS,SUP,DRV  every_bag_loaded seal_number
     sealed       depart         departed     DRV
     departed     run            running      DRV,SYS
     running      return         returned     DRV          stops_done
     running      divert         diverted     DIS          new_stop_list reason_given
     running      break_down     broken_down  DRV,DIS
     diverted     resume         running      DRV,DIS
     broken_down  go_on          running      DRV,DIS      nobody_acted
     broken_down  return         returned     DRV,DIS      stops_done
     broken_down  transfer       transferred  DIS          new_trip_takes_custody
     returned     disinfect      disinfected  DEP
     disinfected  close          closed       SYS          load_adds_up`,
  );
});

test("a stop moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    STOP,
    STOP_STATES,
    {
      reason_given: [{ reason: "a reason" }, { reason: "" }],
      gate_closed: [
        { secondsIntoDay: 3, gateOpensSeconds: 4, gateClosesSeconds: 9, reason: undefined },
        { secondsIntoDay: 4, gateOpensSeconds: 4, gateClosesSeconds: 9, reason: undefined },
      ],
      bags_aboard: [{ bagsAboard: 1 }, { bagsAboard: 0 }],
      bags_to_carry_on: [{ bagsLeft: 1 }, { bagsLeft: 0 }],
      bus_is_home: [{ busHome: true }, { busHome: false }],
      count_explained: [
        { counted: 2, aboard: 3, reason: "not on the bus" },
        { counted: 2, aboard: 3, reason: " " },
      ],
      counted_back: [
        { aboard: 2, countedBack: 2 },
        { aboard: 2, countedBack: null },
      ],
      all_bags_handed: [
        { offered: 3, agreed: 3 },
        { offered: 3, agreed: 2 },
      ],
      some_bags_missing: [
        { offered: 3, agreed: 2 },
        { offered: 3, agreed: 3 },
      ],
    },
    `planned      approach         approaching  DRV,SYS
     planned      skip             skipped      DIS,SYS     reason_given
     approaching  arrive           arrived      DRV
     approaching  skip             skipped      DIS,SYS     reason_given
     arrived      wait             waiting      DRV         gate_closed
     arrived      start_unloading  unloading    DRV,GW      bags_aboard
     arrived      skip             skipped      DIS,SYS     reason_given
     waiting      start_unloading  unloading    DRV,GW      bags_aboard
     waiting      skip             skipped      DRV,DIS     reason_given
     unloading    hand_over        handed_over  DRV,GW,SYS  all_bags_handed
     unloading    hand_part        part_handed  DRV,GW,SYS  some_bags_missing reason_given
     unloading    refuse           refused      GW          reason_given
     unloading    skip             skipped      DRV,DIS     reason_given
     skipped      re_plan          re_planned   DIS         bags_to_carry_on
     skipped      count_back       skipped      DIS         bus_is_home count_explained
     skipped      give_up          given_up     DIS         counted_back reason_given`,
  );
});

test("a handover moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    HANDOVER,
    HANDOVER_STATES,
    {
      reason_given: [{ reason: "a reason" }, { reason: "" }],
      is_receiver: [
        { receiverGrids: ["g" as GridId], gridId: "g" as GridId },
        { receiverGrids: [], gridId: "g" as GridId },
      ],
      counts_equal: [
        { offered: { a: 2, b: 1 }, counted: { b: 1, a: 2 } },
        { offered: { a: 2, b: 1 }, counted: { a: 1, b: 2 } },
      ],
      counts_differ: [
        { offered: { a: 2, b: 1 }, counted: { a: 1, b: 2 } },
        { offered: { a: 2 }, counted: { a: 2, b: 0 } },
      ],
      photo: [{ photo: "p" }, { photo: null }],
      ruling_adds_up: [
        { offeredBags: 3, agreed: 1, lost: 1, backOnBoard: 1 },
        { offeredBags: 3, agreed: 2, lost: 1, backOnBoard: 1 },
      ],
      waited_long_enough: [
        { waitedMinutes: 3, leastMinutes: 3 },
        { waitedMinutes: 2, leastMinutes: 3 },
      ],
      handover_code_right: [
        { code: "004711", rightCode: "004711" },
        { code: "4711", rightCode: "004711" },
      ],
      tries_left: [{ wrongTries: 4 }, { wrongTries: 5 }],
      both_names: [
        { giverName: "何建国", receiverName: "门岗老林" },
        { giverName: "何建国", receiverName: " " },
      ],
      place_has_zone: [{ setDownZone: "东门黄线框" }, { setDownZone: null }],
    },
    `offered   count           counted    SUP,DRV,COM,GW,DEP      is_receiver
     offered   hand_by_code    agreed     DRV                     waited_long_enough tries_left handover_code_right
     offered   hand_on_paper   on_paper   DRV                     waited_long_enough
     offered   set_down        set_down   DRV                     waited_long_enough place_has_zone photo
     offered   rule_uncounted  resolved   DIS,DESK                reason_given ruling_adds_up
     offered   withdraw        withdrawn  SYS
     counted   agree           agreed     SUP,DRV,COM,GW,DEP,SYS  counts_equal
     counted   dispute         disputed   SUP,DRV,COM,GW,DEP,SYS  counts_differ
     disputed  recount         agreed     SUP,DRV,COM,GW,DEP      is_receiver counts_equal
     disputed  rule            resolved   DIS,DESK                photo reason_given ruling_adds_up
     disputed  withdraw        withdrawn  SYS
     on_paper  type_in         agreed     DRV,GW,DIS              both_names
     set_down  count           counted    SUP,DRV,COM,GW,DEP      is_receiver`,
  );
});

test("a zone version moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    ZONE,
    ZONE_STATES,
    {
      order_number: [{ orderNumber: "12" }, { orderNumber: " " }],
      effective_time_reached: [
        { now: at(2), from: at(2) },
        { now: at(1), from: at(2) },
      ],
      new_version_names_parent: [
        { parents: ["z" as ZoneVersionId], id: "z" as ZoneVersionId },
        { parents: [], id: "z" as ZoneVersionId },
      ],
    },
    `draft      approve      approved    DESK      order_number
     approved   take_effect  effective   SYS       effective_time_reached
     effective  supersede    superseded  SYS,DESK  new_version_names_parent
     effective  lift         lifted      DESK      order_number`,
  );
});

test("a claim moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    CLAIM,
    CLAIM_STATES,
    {
      reason_given: [{ reason: "a reason" }, { reason: "" }],
      remedy_chosen: [{ remedy: "refund" }, { remedy: null }],
      refund_within_price: [
        { refundFen: 5, totalFen: 5 },
        { refundFen: 6, totalFen: 5 },
      ],
      not_reopened_before: [{ reopenedBefore: 0 }, { reopenedBefore: 1 }],
      same_day_clock_ran_out: [
        { now: at(2), answerBy: at(2) },
        { now: at(2), answerBy: null },
      ],
      window_over: [
        { now: at(2), closesAt: at(2) },
        { now: at(1), closesAt: at(2) },
      ],
    },
    `opened     accept    accepted   SUPM,DESK
     opened     reject    rejected   SUPM,DESK     reason_given
     opened     escalate  escalated  SYS           same_day_clock_ran_out
     accepted   remedy    remedied   SUPM,DESK     remedy_chosen refund_within_price
     accepted   escalate  escalated  SYS           same_day_clock_ran_out
     rejected   reopen    reopened   RES,GW        not_reopened_before
     rejected   escalate  escalated  SYS           same_day_clock_ran_out
     rejected   close     closed     SYS           window_over
     reopened   accept    accepted   SUPM,DESK
     reopened   reject    rejected   SUPM,DESK     reason_given
     reopened   escalate  escalated  SYS           same_day_clock_ran_out
     escalated  accept    accepted   DESK
     escalated  reject    rejected   DESK          reason_given
     remedied   escalate  escalated  SYS           same_day_clock_ran_out
     remedied   close     closed     RES,DESK,SYS`,
  );
});

test("a workbook moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    CITY_IMPORT,
    CITY_IMPORT_STATES,
    {
      every_row_taken_in: [
        { done: 2, rows: 2 },
        { done: 1, rows: 2 },
      ],
      its_rows_are_kept: [
        { kept: 2, rows: 2 },
        { kept: 0, rows: 2 },
      ],
      not_changed_since: [{ changedSince: 0 }, { changedSince: 1 }],
      nothing_hangs_on_it: [{ hanging: 0 }, { hanging: 1 }],
    },
    `checking   report   checked    SYS
     checked    take_in  taking_in  DESK,SYS  its_rows_are_kept
     taking_in  finish   taken_in   SYS       every_row_taken_in
     taken_in   undo     undone     DESK      its_rows_are_kept not_changed_since nothing_hangs_on_it`,
  );
});

test("a settlement moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    SETTLEMENT,
    SETTLEMENT_STATES,
    {
      reason_given: [{ reason: "少算两袋" }, { reason: " " }],
      bags_final: [{ bagsUnderWay: 0 }, { bagsUnderWay: 1 }],
      something_packed: [{ lines: 1 }, { lines: 0 }],
      lines_stand: [{ changedLines: 0 }, { changedLines: 1 }],
      claims_answered: [{ openClaims: 0 }, { openClaims: 1 }],
    },
    `drafted    propose  proposed  DESK  bags_final something_packed
     proposed   propose  proposed  DESK  bags_final something_packed
     proposed   agree    agreed    SUPM  lines_stand
     proposed   dispute  disputed  SUPM  reason_given
     disputed   propose  proposed  DESK  bags_final something_packed
     agreed     propose  proposed  DESK  bags_final something_packed
     agreed     settle   settled   DESK  lines_stand claims_answered`,
  );
});

test("a request about an account moves along its legal moves only, whoever tries whatever from wherever", () => {
  const [one, two] = ["u1" as UserId, "u2" as UserId];
  tryEveryMove(
    ACCOUNT_REQUEST,
    ACCOUNT_REQUEST_STATES,
    {
      second_person: [
        { by: two, askedBy: one },
        { by: one, askedBy: one },
      ],
      not_oneself: [
        { by: two, about: one },
        { by: two, about: two },
      ],
      asked_today: [
        { now: at(86_399), askedAt: at(0) },
        { now: at(86_400), askedAt: at(0) },
      ],
    },
    `asked      confirm   confirmed  DESK  second_person not_oneself asked_today
     asked      withdraw  withdrawn  DESK
     confirmed  finish    done       DESK`,
  );
});

test("a member of a home moves along its legal moves only, whoever tries whatever from wherever", () => {
  tryEveryMove(
    MEMBERSHIP,
    MEMBERSHIP_STATES,
    {
      code_right: [
        { given: "1234", code: "1234" },
        { given: "1234", code: null },
      ],
    },
    `requested  verify   verified  GW
     requested  decline  declined  GW
     requested  prove    verified  RES     code_right
     verified   leave    left      RES,GW
     declined   prove    verified  RES     code_right
     left       prove    verified  RES     code_right`,
  );
});

test("what the database lets pass is every change of state of every table, once", () => {
  const moves = legalMoves();
  expect(new Set(moves.map((m) => `${m.life} ${m.from} ${m.to}`)).size).toBe(moves.length);
  expect(moves).toContainEqual({ life: "order", from: "at_gate", to: "delivered", by: ["GW"] });
  expect(moves.some((m) => m.life === "order" && m.from === "submitted" && m.to === "locked")).toBe(false);
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
  expect(stateDiagrams().match(/stateDiagram-v2/g)).toHaveLength(19);
});

const lives = new URL("../../../docs/lives.md", import.meta.url);

test.skipIf(!existsSync(lives))(
  "docs/lives.md shows the tables as they are: run src/cli/state-diagrams.ts after a change",
  () => {
    const page = readFileSync(lives, "utf8");
    expect(withStateDiagrams(page), `docs/lives.md needs ${STATES_BEGIN} and ${STATES_END}`).toBe(page);
  },
);
