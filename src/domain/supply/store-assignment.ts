import type { CommunityId, PackageId, SupermarketId } from "../kernel/ids.ts";

export type CommunityDemand = {
  readonly communityId: CommunityId;
  readonly packageId: PackageId;
  readonly quantity: number;
};
/** `capacity` is what the store can pack in a day, in packages of any kind. */
export type StoreCapacity = { readonly supermarketId: SupermarketId; readonly capacity: number };
export type StoreCommit = {
  readonly supermarketId: SupermarketId;
  readonly packageId: PackageId;
  readonly quantity: number;
};

/** What one store buys and packs for one community: the content of a purchase batch. */
export type AssignedBatch = {
  readonly supermarketId: SupermarketId;
  readonly communityId: CommunityId;
  readonly lines: readonly { readonly packageId: PackageId; readonly quantity: number }[];
};
/** `out_of_stock`: no store has any of it left. `no_capacity`: some has, but no exchange frees hands to pack it. */
export type Unassigned = CommunityDemand & { readonly reason: "out_of_stock" | "no_capacity" };

export type StoreAssignment = {
  readonly batches: readonly AssignedBatch[];
  readonly unassigned: readonly Unassigned[];
};

/** Thrown together below: what a store has left, and what it holds of each package for each community. */
type Store = {
  readonly id: SupermarketId;
  free: number;
  readonly commit: Map<PackageId, number>;
  readonly held: Map<PackageId, Map<CommunityId, number>>;
};
type Community = { readonly id: CommunityId; readonly wants: ReadonlyMap<PackageId, number>; readonly total: number };
type Metres = (store: SupermarketId, community: CommunityId) => number;

/**
 * Decides which supermarket serves which community: the whole community from the nearest store that can, largest
 * communities first; where none can, from several stores, nearest first. What is then left over goes in by
 * exchanges between stores along augmenting paths (Ford and Fulkerson 1956), so nothing stays unassigned that any
 * assignment under the same commits and capacities could serve in total of its package.
 * Equal input gives equal output whatever its order; batches are sorted by store, then community.
 */
export function assignStores(input: {
  readonly demands: readonly CommunityDemand[];
  readonly stores: readonly StoreCapacity[];
  readonly commits: readonly StoreCommit[];
  /** Metres by road or in the air; only the order of the values matters. */
  readonly metresBetween: Metres;
}): StoreAssignment {
  const stores = storesOf(input.stores, input.commits);
  const unassigned: Unassigned[] = [];
  const split: Community[] = [];
  for (const community of communitiesOf(input.demands)) {
    const whole = nearestFirst(stores, community.id, input.metresBetween).find((s) => canServe(s, community));
    if (!whole) split.push(community);
    else for (const [packageId, quantity] of community.wants) give(whole, community.id, packageId, quantity);
  }
  const left = split.flatMap((c) => splitOver(nearestFirst(stores, c.id, input.metresBetween), c));
  for (const need of left) {
    let missing = need.quantity;
    while (missing > 0) {
      const moved = exchange(stores, { ...need, quantity: missing }, input.metresBetween);
      if (moved === 0) break;
      missing -= moved;
    }
    const inStock = stores.some((s) => (s.commit.get(need.packageId) ?? 0) > 0);
    if (missing > 0) unassigned.push({ ...need, quantity: missing, reason: inStock ? "no_capacity" : "out_of_stock" });
  }
  return { batches: batchesOf(stores), unassigned };
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function storesOf(capacities: readonly StoreCapacity[], commits: readonly StoreCommit[]): Store[] {
  const stores = [...capacities]
    .sort((a, b) => byText(a.supermarketId, b.supermarketId))
    .map((s): Store => ({ id: s.supermarketId, free: s.capacity, commit: new Map(), held: new Map() }));
  for (const { supermarketId, packageId, quantity } of commits) {
    const store = stores.find((s) => s.id === supermarketId);
    store?.commit.set(packageId, (store.commit.get(packageId) ?? 0) + quantity);
  }
  return stores;
}

function communitiesOf(demands: readonly CommunityDemand[]): Community[] {
  const wants = new Map<CommunityId, Map<PackageId, number>>();
  for (const d of [...demands].sort((a, b) => byText(a.packageId, b.packageId))) {
    const one = wants.get(d.communityId) ?? new Map<PackageId, number>();
    if (d.quantity > 0) wants.set(d.communityId, one.set(d.packageId, (one.get(d.packageId) ?? 0) + d.quantity));
  }
  return [...wants]
    .map(([id, w]) => ({ id, wants: w, total: [...w.values()].reduce((sum, q) => sum + q, 0) }))
    .sort((a, b) => b.total - a.total || byText(a.id, b.id));
}

function nearestFirst(stores: readonly Store[], community: CommunityId, metres: Metres): Store[] {
  return [...stores].sort((a, b) => metres(a.id, community) - metres(b.id, community) || byText(a.id, b.id));
}

function canServe(store: Store, community: Community): boolean {
  return community.total <= store.free && [...community.wants].every(([p, q]) => q <= (store.commit.get(p) ?? 0));
}

/** Books `quantity` at the store for the community; a negative one takes it back. */
function give(store: Store, community: CommunityId, packageId: PackageId, quantity: number): void {
  store.free -= quantity;
  store.commit.set(packageId, (store.commit.get(packageId) ?? 0) - quantity);
  const held = store.held.get(packageId) ?? new Map<CommunityId, number>();
  const after = (held.get(community) ?? 0) + quantity;
  if (after === 0) held.delete(community);
  else held.set(community, after);
  store.held.set(packageId, held);
}

/** Serves what it can, package by package from the nearest store on, and answers with what none had room for. */
function splitOver(nearest: readonly Store[], community: Community): CommunityDemand[] {
  return [...community.wants].flatMap(([packageId, quantity]) => {
    let missing = quantity;
    for (const store of nearest) {
      const part = Math.min(missing, store.free, store.commit.get(packageId) ?? 0);
      if (part > 0) give(store, community.id, packageId, part);
      missing -= Math.max(0, part);
    }
    return missing > 0 ? [{ communityId: community.id, packageId, quantity: missing }] : [];
  });
}

/** One step of a path: `packageId` moves from `from` to `to`, which has more of it committed than it packs. */
type Step = { readonly from: Store; readonly to: Store; readonly packageId: PackageId };

/**
 * Finds the shortest chain of moves between stores that frees hands where `need` is in stock, makes it for as many
 * packages as the chain carries, and books `need` there. @returns how many; 0 when there is no such chain.
 */
function exchange(stores: readonly Store[], need: CommunityDemand, metres: Metres): number {
  const starts = nearestFirst(stores, need.communityId, metres).filter((s) => (s.commit.get(need.packageId) ?? 0) > 0);
  const reachedBy = new Map<Store, Step | undefined>(starts.map((s) => [s, undefined]));
  const queue = [...starts];
  for (let at = queue.shift(); at; at = queue.shift()) {
    if (at.free > 0) {
      const path: Step[] = [];
      let first = at;
      for (let step = reachedBy.get(first); step; step = reachedBy.get(first)) {
        path.push(step);
        first = step.from;
      }
      const room = path.map((s) => Math.min(heldOf(s.from, s.packageId), s.to.commit.get(s.packageId) ?? 0));
      const amount = Math.min(need.quantity, at.free, first.commit.get(need.packageId) ?? 0, ...room);
      for (const step of path) shift(step, amount, metres);
      give(first, need.communityId, need.packageId, amount);
      return amount;
    }
    for (const packageId of [...at.held.keys()].sort(byText)) {
      if (heldOf(at, packageId) === 0) continue;
      for (const to of stores) {
        if (reachedBy.has(to) || (to.commit.get(packageId) ?? 0) === 0) continue;
        reachedBy.set(to, { from: at, to, packageId });
        queue.push(to);
      }
    }
  }
  return 0;
}

function heldOf(store: Store, packageId: PackageId): number {
  return [...(store.held.get(packageId)?.values() ?? [])].reduce((sum, q) => sum + q, 0);
}

/** Moves `amount` from one store to the next, the communities first for which the way grows least. */
function shift({ from, to, packageId }: Step, amount: number, metres: Metres): void {
  const longer = (c: CommunityId) => metres(to.id, c) - metres(from.id, c);
  const held = [...(from.held.get(packageId) ?? [])].sort(([a], [b]) => longer(a) - longer(b) || byText(a, b));
  let left = amount;
  for (const [community, quantity] of held) {
    const part = Math.min(left, quantity);
    if (part === 0) break;
    give(from, community, packageId, -part);
    give(to, community, packageId, part);
    left -= part;
  }
}

function batchesOf(stores: readonly Store[]): AssignedBatch[] {
  return stores.flatMap((store) => {
    const lines = new Map<CommunityId, { packageId: PackageId; quantity: number }[]>();
    for (const packageId of [...store.held.keys()].sort(byText)) {
      for (const [community, quantity] of store.held.get(packageId) ?? []) {
        lines.set(community, [...(lines.get(community) ?? []), { packageId, quantity }]);
      }
    }
    return [...lines]
      .sort(([a], [b]) => byText(a, b))
      .map(([communityId, l]) => ({ supermarketId: store.id, communityId, lines: l }));
  });
}
