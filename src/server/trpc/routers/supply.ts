import { receiveLotInput, takeBackLotInput } from "#contract/goods.ts";
import {
  declareShortInput,
  giveUpBatchInput,
  loadBagsInput,
  moveBatchesInput,
  offloadBatchInput,
  recordPickInput,
  repackBatchInput,
  reRouteBatchInput,
  sealTripInput,
  tripInput,
} from "#contract/supply.ts";
import { loadBags, sealTrip, startLoading } from "../../usecases/movement/load-trip.ts";
import { offloadBatch } from "../../usecases/movement/offload-batch.ts";
import { declareShort } from "../../usecases/supply/declare-short.ts";
import { giveUpBatch } from "../../usecases/supply/give-up-batch.ts";
import { moveBatches } from "../../usecases/supply/move-batches.ts";
import { reRouteBatch } from "../../usecases/supply/re-route-batch.ts";
import { receiveLot, takeBackLot } from "../../usecases/supply/receive-lot.ts";
import { recordPick } from "../../usecases/supply/record-pick.ts";
import { repackBatch } from "../../usecases/supply/repack-batch.ts";
import { procedureFor, router } from "../init.ts";

/** A manager may do all that a clerk does, so he is asked first. */
const store = procedureFor("SUPM", "SUP");

const desk = procedureFor("DESK");

export const supplyRouter = router({
  moveBatches: store.input(moveBatchesInput).mutation(({ ctx, input }) => moveBatches(ctx, input)),
  recallBatches: desk
    .input(moveBatchesInput)
    .mutation(({ ctx, input }) => moveBatches(ctx, { ...input, act: "recall" })),
  reRoute: desk.input(reRouteBatchInput).mutation(({ ctx, input }) => reRouteBatch(ctx, input)),
  giveUp: desk.input(giveUpBatchInput).mutation(({ ctx, input }) => giveUpBatch(ctx, input)),
  recordPick: store.input(recordPickInput).mutation(({ ctx, input }) => recordPick(ctx, input)),
  receiveLot: store.input(receiveLotInput).mutation(({ ctx, input }) => receiveLot(ctx, input)),
  takeBackLot: store.input(takeBackLotInput).mutation(({ ctx, input }) => takeBackLot(ctx, input)),
  declareShort: store.input(declareShortInput).mutation(({ ctx, input }) => declareShort(ctx, input)),
  repack: store.input(repackBatchInput).mutation(({ ctx, input }) => repackBatch(ctx, input)),
  offload: store.input(offloadBatchInput).mutation(({ ctx, input }) => offloadBatch(ctx, input)),
  startLoading: store.input(tripInput).mutation(({ ctx, input }) => startLoading(ctx, input)),
  loadBags: store.input(loadBagsInput).mutation(({ ctx, input }) => loadBags(ctx, input)),
  seal: store.input(sealTripInput).mutation(({ ctx, input }) => sealTrip(ctx, input)),
});
