import { NEVER } from "./model.ts";
import { SavedDays } from "./saved-days.ts";
import { releaseSlot } from "./timing.ts";
import { TourArrays } from "./tour-arrays.ts";

/**
 * Hanging visits and trips in and out, with everything that follows at once: loads, stock, lengths, the list of what is
 * left out, idle buses. Times and costs follow later, when a bus is re-timed.
 */
export class TourLinks extends TourArrays {
  protected readonly saved = new SavedDays(this);

  protected link(visit: number, after: number): void {
    const { model, place, next } = this;
    const before = next[after]!;
    const trip = this.tripOf[after]!;
    const bus = this.busOf[trip]!;
    this.touch(bus);
    next[after] = visit;
    this.prev[visit] = after;
    next[visit] = before;
    this.prev[before] = visit;
    this.tripOf[visit] = trip;
    this.size[trip]!++;
    const metres = model.metres[model.classOf[bus]!]!;
    const there = model.symmetric ? metres.get(visit, place[after]!) : metres.get(place[after]!, visit);
    const onward = metres.get(visit, place[before]!);
    this.metres[bus]! += there + onward - this.arc[after]!;
    this.arc[after] = there;
    this.arc[visit] = onward;
    this.stretch(after);
    this.stretch(visit);
    this.stretch(before);
    if (model.has.driving) this.addDriving(bus, place[after]!, visit, place[before]!, 1);
    this.carry(visit, trip, 1);
    if (this.home[visit] === bus) this.absentCost -= this.movePrice;
    this.absentCost -= model.penalty[visit]!;
    const at = this.absentAt[visit]!;
    const last = this.absent[--this.absentCount]!;
    this.absent[at] = last;
    this.absentAt[last] = at;
  }

  protected unlink(visit: number): void {
    const { model, place, next, prev } = this;
    const after = prev[visit]!;
    const before = next[visit]!;
    const trip = this.tripOf[visit]!;
    const bus = this.busOf[trip]!;
    this.touch(bus);
    next[after] = before;
    prev[before] = after;
    this.tripOf[visit] = -1;
    this.size[trip]!--;
    const direct = model.metres[model.classOf[bus]!]!.get(place[after]!, place[before]!);
    this.metres[bus]! -= this.arc[after]! + this.arc[visit]! - direct;
    this.arc[after] = direct;
    this.reach[visit] = -NEVER;
    this.stretch(after);
    this.stretch(before);
    if (model.has.driving) this.addDriving(bus, place[after]!, visit, place[before]!, -1);
    this.carry(visit, trip, -1);
    if (this.home[visit] === bus) this.absentCost += this.movePrice;
    this.absentCost += model.penalty[visit]!;
    this.absentAt[visit] = this.absentCount;
    this.absent[this.absentCount++] = visit;
  }

  protected attach(trip: number, bus: number, after: number, supplier: number): void {
    const { model } = this;
    this.touch(bus);
    const before = after < 0 ? this.firstTrip[bus]! : this.nextTrip[after]!;
    this.busOf[trip] = bus;
    this.supplierOf[trip] = supplier;
    this.slot[trip] = -1;
    this.closed[trip] = supplier < 0 ? 1 : 0;
    this.prevTrip[trip] = after;
    this.nextTrip[trip] = before;
    if (after < 0) this.firstTrip[bus] = trip;
    else this.nextTrip[after] = trip;
    if (before < 0) this.lastTrip[bus] = trip;
    else this.prevTrip[before] = trip;
    const head = this.head(trip);
    const tail = this.tail(trip);
    this.next[head] = tail;
    this.prev[tail] = head;
    this.place[head] = supplier < 0 ? model.startPlace[bus]! : model.supplierPlace[supplier]!;
    this.service[head] = supplier < 0 ? 0 : model.loadSeconds[supplier]!;
    this.place[tail] = before < 0 ? model.endPlace[bus]! : this.place[this.head(before)]!;
    this.arc[head] = model.metres[model.classOf[bus]!]!.get(this.place[head]!, this.place[tail]!);
    if (after >= 0) this.endAt(after, this.place[head]!);
    if (this.trips[bus]!++ === 0) this.idle.take(bus);
    this.metresStale[bus] = 1;
  }

  protected detach(trip: number): void {
    const bus = this.busOf[trip]!;
    this.touch(bus);
    const after = this.prevTrip[trip]!;
    const before = this.nextTrip[trip]!;
    if (after < 0) this.firstTrip[bus] = before;
    else this.nextTrip[after] = before;
    if (before < 0) this.lastTrip[bus] = after;
    else this.prevTrip[before] = after;
    if (after >= 0) this.endAt(after, before < 0 ? this.model.endPlace[bus]! : this.place[this.head(before)]!);
    this.unbook(trip);
    if (--this.trips[bus]! === 0) this.idle.add(bus);
    this.metresStale[bus] = 1;
  }

  /** Lengths from scratch, after trips came or went. */
  protected measure(bus: number): void {
    const { model, place, next } = this;
    const metres = model.metres[model.classOf[bus]!]!;
    const seconds = model.seconds[model.classOf[bus]!]!;
    let length = 0;
    let driving = 0;
    let at = model.startPlace[bus]!;
    for (let t = this.firstTrip[bus]!; t >= 0; t = this.nextTrip[t]!) {
      const tail = this.tail(t);
      for (let node = this.head(t); ; node = next[node]!) {
        length += metres.get(at, place[node]!);
        driving += seconds.get(at, place[node]!);
        at = place[node]!;
        if (node === tail) break;
      }
    }
    this.metres[bus] = length;
    this.driving[bus] = driving;
    this.metresStale[bus] = 0;
  }

  private carry(visit: number, trip: number, sign: number): void {
    const { model } = this;
    const { dims, packages } = model;
    if (dims === 1) this.load[trip]! += sign * model.demand[visit]!;
    else for (let d = 0; d < dims; d++) this.load[trip * dims + d]! += sign * model.demand[visit * dims + d]!;
    const supplier = this.supplierOf[trip]!;
    if (model.has.stock && supplier >= 0)
      for (let k = 0; k < packages; k++)
        this.stockLeft[supplier * packages + k]! -= sign * model.goods[visit * packages + k]!;
  }

  private stretch(node: number): void {
    const { n } = this.model;
    if (node >= n) return;
    const before = this.prev[node]!;
    this.reach[node] = before >= n || this.next[node]! >= n ? NEVER : Math.max(this.arc[before]!, this.arc[node]!);
  }

  private endAt(trip: number, place: number): void {
    const { model } = this;
    const tail = this.tail(trip);
    const last = this.prev[tail]!;
    this.place[tail] = place;
    this.arc[last] = model.metres[model.classOf[this.busOf[trip]!]!]!.get(this.place[last]!, place);
  }

  private addDriving(bus: number, a: number, b: number, c: number, sign: number): void {
    const seconds = this.model.seconds[this.model.classOf[bus]!]!;
    this.driving[bus]! += sign * (seconds.get(a, b) + seconds.get(b, c) - seconds.get(a, c));
  }

  /** Before a bus changes. */
  private touch(bus: number): void {
    if (!this.isTouched[bus]) {
      this.saved.take(bus);
      this.isTouched[bus] = 1;
      this.touched[this.touchedCount++] = bus;
    }
    this.timed[bus] = 0;
  }

  protected unbook(trip: number): void {
    releaseSlot(this, trip);
    this.slot[trip] = -1;
  }
}
