import type { Model } from "./model.ts";
import type { CostParts, Solution, Trip, Unserved, VehicleDay, Visit } from "./solution.ts";
import { departureOf, releaseOf } from "./timing.ts";
import type { Tours } from "./tours.ts";
import { lateness, startOfService } from "./windows.ts";

/** Reads the plan out of settled tours: every time, with each bus leaving as late as it can without ending later. */
export function writeSolution(tours: Tours, rounds: number, explain: (visit: number) => Unserved): Solution {
  const { model } = tours;
  const cost: CostParts = {
    fixed: 0,
    distance: 0,
    time: 0,
    overtime: 0,
    lateness: 0,
    balance: 0,
    unserved: 0,
    total: 0,
  };
  const days: VehicleDay[] = [];
  for (let bus = 0; bus < model.buses; bus++) if (tours.trips[bus]! > 0) days.push(writeDay(tours, bus, cost));
  const unserved: Unserved[] = [];
  // A copy, because explaining tries the visits out and so reorders the list.
  for (const visit of tours.absent.slice(0, tours.absentCount)) {
    unserved.push(explain(visit));
    cost.unserved += model.price[visit]!;
  }
  unserved.sort((a, b) => a.stop - b.stop);
  cost.total = cost.fixed + cost.distance + cost.time + cost.overtime + cost.lateness + cost.balance + cost.unserved;
  return { days, unserved, cost, rounds };
}

function writeDay(tours: Tours, bus: number, cost: CostParts): VehicleDay {
  const { model, next } = tours;
  const { n } = model;
  const travel = model.seconds[model.classOf[bus]!]!;
  const lastTail = tours.tail(tours.lastTrip[bus]!);
  const departAt = departureOf(tours, bus);
  const trips: Trip[] = [];
  let now = departAt;
  let at = model.startPlace[bus]!;
  for (let t = tours.firstTrip[bus]!; t >= 0; t = tours.nextTrip[t]!) {
    const head = tours.head(t);
    const supplier = tours.supplierOf[t]!;
    now += travel.get(at, tours.place[head]!);
    if (supplier >= 0) {
      now = Math.max(now, model.supplierOpen[supplier]!, releaseOf(tours, t));
      if (tours.slot[t]! >= 0) now = tours.slot[t]!;
    }
    const trip: Trip = {
      supplier: supplier < 0 ? null : supplier,
      loadAt: now,
      departAt: now + tours.service[head]!,
      visits: [],
    };
    now = trip.departAt;
    at = tours.place[head]!;
    let rank = 0;
    for (let v = next[head]!; v < n; v = next[v]!) {
      const arriveAt = now + travel.get(at, v);
      const startAt = model.many[v] ? startOfService(model, v, arriveAt) : Math.max(arriveAt, model.open[v]!);
      trip.visits.push(writeVisit(model, v, arriveAt, startAt));
      if (model.many[v]) cost.lateness += lateness(model, v, startAt);
      now = startAt + model.service[v]!;
      at = v;
      rank = model.rank[v]!;
    }
    if (tours.nextTrip[t]! >= 0 && rank > 0) now += model.disinfect[bus]!;
    trips.push(trip);
  }
  now += travel.get(at, tours.place[lastTail]!);
  const seconds = now - departAt;
  cost.fixed += model.fixed[bus]!;
  cost.distance += model.perMetre[bus]! * tours.metres[bus]!;
  cost.time += model.perSecond[bus]! * seconds;
  cost.overtime += model.overtime[bus]! * Math.max(0, seconds - model.regular[bus]!);
  cost.balance += model.balance * (seconds / 3600) ** 2;
  return {
    vehicle: bus,
    departAt,
    endAt: now,
    metres: tours.metres[bus]!,
    drivingSeconds: drivingOf(tours, bus),
    trips,
  };
}

function writeVisit(model: Model, visit: number, arriveAt: number, startAt: number): Visit {
  const share = model.shares[visit]!;
  let lateSeconds = 0;
  if (model.many[visit]) {
    const k = model.windowHard[visit]!.findIndex((hard) => startAt <= hard);
    if (k >= 0) lateSeconds = Math.max(0, startAt - model.windowTo[visit]![k]!);
  }
  return {
    stop: share.stop,
    amount: [...share.amount],
    packages: [...share.packages],
    arriveAt,
    startAt,
    departAt: startAt + model.service[visit]!,
    lateSeconds,
  };
}

function drivingOf(tours: Tours, bus: number): number {
  const { model } = tours;
  const travel = model.seconds[model.classOf[bus]!]!;
  let sum = 0;
  let at = model.startPlace[bus]!;
  for (let t = tours.firstTrip[bus]!; t >= 0; t = tours.nextTrip[t]!)
    for (let node = tours.head(t); ; node = tours.next[node]!) {
      sum += travel.get(at, tours.place[node]!);
      at = tours.place[node]!;
      if (node === tours.tail(t)) break;
    }
  return sum;
}
