import { type Model, NEVER } from "./model.ts";
import type { Reason } from "./solution.ts";
import type { TourArrays } from "./tour-arrays.ts";
import { lateness, latestStart, startOfService } from "./windows.ts";

/**
 * Re-times a bus's whole day, forwards and backwards, and books its dock slots anew. False when a window, shift, dock,
 * rank or limit is missed; the arrays then hold no meaning until the next change. A bus leaves as late as it can
 * without ending later. Sources: Savelsbergh (1992) for the earliest and latest starts, Vidal et al. (2013) for
 * durations; a day is the concatenation of its trips.
 */
export function timeDay(tours: TourArrays, bus: number): boolean {
  if (!tours.model.has.docks) return walk(tours, bus);
  for (let t = tours.firstTrip[bus]!; t >= 0; t = tours.nextTrip[t]!) releaseSlot(tours, t);
  let inTime = walk(tours, bus);
  if (!inTime && !tours.keepSlots) {
    // The first free time can be one that the bus then has to wait after; the slots it had may still do.
    tours.keepSlots = true;
    inTime = walk(tours, bus);
    tours.keepSlots = false;
  }
  const flexible = tours.model.has.duration || tours.model.has.release;
  const depart = inTime && flexible ? departureOf(tours, bus) : 0;
  for (let t = tours.firstTrip[bus]!; t >= 0; t = tours.nextTrip[t]!) {
    const supplier = tours.supplierOf[t]!;
    if (supplier < 0 || !tours.docks.limited(supplier)) continue;
    const head = tours.head(t);
    // Left as late as possible, the bus loads when it gets there: within the free time that the walk has found.
    if (inTime)
      tours.slot[t] = flexible ? Math.max(tours.earliest[head]!, depart + tours.work[head]!) : tours.earliest[head]!;
    if (tours.slot[t]! >= 0) tours.docks.book(supplier, tours.slot[t]!);
  }
  return inTime;
}

/** When the bus leaves: as late as it can without ending later, where its time counts; else when its shift begins. */
export function departureOf(tours: TourArrays, bus: number): number {
  const { model } = tours;
  const from = model.shiftFrom[bus]!;
  if (!model.has.duration && !model.has.release) return from;
  const last = tours.tail(tours.lastTrip[bus]!);
  return Math.max(from, Math.min(tours.depart[last]!, tours.earliest[last]! - tours.work[last]!));
}

export function releaseSlot(tours: TourArrays, trip: number): void {
  if (tours.slot[trip]! >= 0) tours.docks.release(tours.supplierOf[trip]!, tours.slot[trip]!);
}

function walk(tours: TourArrays, bus: number): boolean {
  const { model, next, prev, place } = tours;
  const { n } = model;
  const travel = model.seconds[model.classOf[bus]!]!;
  const { earliest, latest, service, work: workAt, depart: departBy, workLeft: leftAt, endBound: endAt } = tours;
  const { open, close, many, rank: rankOf } = model;
  let at = model.startPlace[bus]!;
  let ready = model.shiftFrom[bus]!;
  const duration = model.has.duration || model.has.release;
  let work = 0;
  let depart = NEVER;
  if (model.has.order) tours.orderSeen.fill(0);
  for (let t = tours.firstTrip[bus]!; t >= 0; t = tours.nextTrip[t]!) {
    const head = n + t;
    const supplier = tours.supplierOf[t]!;
    const leg = travel.get(at, place[head]!);
    ready += leg;
    work += leg;
    let limit = NEVER;
    let from = 0;
    if (supplier >= 0) {
      limit = model.supplierClose[supplier]!;
      from = model.supplierOpen[supplier]!;
      if (model.has.release) from = Math.max(from, releaseOf(tours, t));
      if (ready < from) ready = from;
      if (tours.keepSlots && tours.slot[t]! >= 0) {
        if (ready > tours.slot[t]!) return miss(tours, "dock", ready - tours.slot[t]!);
        ready = from = limit = tours.slot[t]!;
      } else if (tours.docks.limited(supplier)) {
        const start = tours.docks.earliest(supplier, ready);
        if (start > limit) return miss(tours, "dock", start - limit);
        if (start > ready) ready = from = start;
        limit = Math.min(limit, tours.docks.freeUntil(supplier, start));
      }
      if (ready > limit) return miss(tours, "shift", ready - limit);
    }
    tours.opensAt[t] = from;
    earliest[head] = ready;
    latest[head] = limit;
    if (duration) {
      workAt[head] = work;
      if (limit - work < depart) depart = limit - work;
      departBy[head] = depart;
    }
    let rank = 0;
    let node = head;
    for (;;) {
      const follow = next[node]!;
      const go = service[node]! + travel.get(place[node]!, place[follow]!);
      ready += go;
      work += go;
      if (follow >= n) break;
      if (rankOf[follow]! < rank) return miss(tours, "zone_order", 0);
      rank = rankOf[follow]!;
      if (model.has.order && turnsRound(tours, follow)) return miss(tours, "kept_order", 0);
      let bound = close[follow]!;
      if (many[follow]) {
        const start = startOfService(model, follow, ready);
        if (start < 0) return miss(tours, "window", ready - bound);
        ready = start;
        bound = latestStart(model, follow, ready, true);
      } else {
        if (ready < open[follow]!) ready = open[follow]!;
        if (ready > bound) return miss(tours, "window", ready - bound);
      }
      earliest[follow] = ready;
      if (duration) {
        workAt[follow] = work;
        if (bound - work < depart) depart = bound - work;
        departBy[follow] = depart;
      }
      node = follow;
    }
    const tail = next[node]!;
    // Between two loads the vehicle is cleaned when the first trip touched a controlled place.
    const clean = tours.nextTrip[t]! >= 0 && rank > 0 ? model.disinfect[bus]! : 0;
    service[tail] = clean;
    earliest[tail] = ready;
    if (duration) {
      workAt[tail] = work;
      departBy[tail] = depart;
    }
    // A tail and the next head are one place: the leg between them is zero.
    ready += clean;
    work += clean;
    at = place[tail]!;
  }
  if (ready > model.shiftTo[bus]!) return miss(tours, "shift", ready - model.shiftTo[bus]!);

  let bound = model.shiftTo[bus]!;
  let workLeft = 0;
  let endBound = ready;
  for (let t = tours.lastTrip[bus]!; t >= 0; t = tours.prevTrip[t]!) {
    const tail = n + tours.slots + t;
    bound -= service[tail]!;
    workLeft += service[tail]!;
    latest[tail] = bound;
    if (duration) {
      leftAt[tail] = workLeft;
      endAt[tail] = t === tours.lastTrip[bus]! ? 0 : endBound;
    }
    let node = prev[tail]!;
    let follow = tail;
    for (;;) {
      const go = service[node]! + travel.get(place[node]!, place[follow]!);
      bound -= go;
      if (node < n) {
        if (many[node]) bound = latestStart(model, node, bound, false);
        else if (bound > close[node]!) bound = close[node]!;
      } else if (bound > latest[node]!) bound = latest[node]!;
      latest[node] = bound;
      if (duration) {
        workLeft += go;
        leftAt[node] = workLeft;
        // When this node cannot start before its window, the end cannot come before that and the work left.
        const base = follow === tail && t === tours.lastTrip[bus]! ? 0 : endAt[follow]!;
        const own = opens(tours, node, earliest[node]!) + workLeft;
        endAt[node] = Math.max(own, base);
      }
      if (node >= n) break;
      follow = node;
      node = prev[node]!;
    }
    endBound = endAt[n + t]!;
    bound = latest[n + t]!;
  }
  if (model.has.duration) {
    const length = Math.max(work, ready - depart);
    tours.seconds[bus] = length;
    if (length > model.maxSeconds[bus]!) return miss(tours, "duration", length - model.maxSeconds[bus]!);
  }
  const overDriven = tours.driving[bus]! - model.maxDriving[bus]!;
  return overDriven <= 0 || miss(tours, "duration", overDriven);
}

function miss(tours: TourArrays, reason: Reason, by: number): false {
  tours.missed = reason;
  tours.missedBy = by;
  return false;
}

/** Whether a visit comes before an earlier one of its pin: told by the one seen last on this walk. */
function turnsRound(tours: TourArrays, visit: number): boolean {
  const { model, orderSeen } = tours;
  const pin = model.orderOf[visit]!;
  if (pin < 0) return false;
  if (model.orderAt[visit]! < orderSeen[pin]!) return true;
  orderSeen[pin] = model.orderAt[visit]!;
  return false;
}

/** When a trip's goods are all ready. */
export function releaseOf(tours: TourArrays, trip: number): number {
  const { release } = tours.model;
  let latest = 0;
  for (let v = tours.next[tours.head(trip)]!; v < tours.model.n; v = tours.next[v]!)
    if (release[v]! > latest) latest = release[v]!;
  return latest;
}

/** Before this time the node cannot start, whenever the bus arrives. */
function opens(tours: TourArrays, node: number, start: number): number {
  const { model } = tours;
  if (node >= model.n) return tours.opensAt[node - model.n]!;
  if (!model.many[node]) return model.open[node]!;
  const from = model.windowFrom[node]!;
  let k = from.length - 1;
  while (k > 0 && from[k]! > start) k--;
  return from[k]!;
}

/** Cost of a day of `seconds` on a bus: pay, overtime, and the weight against unequal days. */
export function costOfTime(model: Model, bus: number, seconds: number): number {
  const over = seconds - model.regular[bus]!;
  const hours = seconds / 3600;
  return seconds * model.perSecond[bus]! + (over > 0 ? over * model.overtime[bus]! : 0) + model.balance * hours * hours;
}

/** Late service on a bus, priced at the earliest times. */
export function latenessOf(tours: TourArrays, bus: number): number {
  let sum = 0;
  for (let t = tours.firstTrip[bus]!; t >= 0; t = tours.nextTrip[t]!)
    for (let v = tours.next[tours.head(t)]!; v < tours.model.n; v = tours.next[v]!)
      if (tours.model.many[v]) sum += lateness(tours.model, v, tours.earliest[v]!);
  return sum;
}
