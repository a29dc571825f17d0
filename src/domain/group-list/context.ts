import type { Names } from "#domain/kernel/names.ts";
import type { Fen } from "../kernel/money.ts";

/** What one home wants: code of a package → how many. */
export type Items = Readonly<Record<string, number>>;

/** A package of the price card as the grid's list knows it: a code such as `A`, and the words people use for it. */
export type ListedItem = {
  readonly code: string;
  readonly names: readonly string[];
  readonly priceFen?: Fen;
  /** Most of it that one home may order. */
  readonly limit?: number;
};

/** A building: its sign, its units, how many floors; `rooms` (`unit-room`) when every door is known. */
export type ListedBuilding = {
  readonly id: string;
  readonly units: readonly string[];
  readonly floors: number;
  readonly rooms?: ReadonlySet<string>;
};

/** A village has no room numbers: its doors are families of a group, `G2:丁阿明`. */
export type Village = {
  /** The group whose list this is. */
  readonly group?: string;
  /** The known families by group; a name outside them is doubted. */
  readonly families?: Readonly<Record<string, readonly string[]>>;
};

/** All that a list is read against. Nothing is looked up elsewhere, so the same text gives the same orders. */
export type ListContext = {
  readonly items: readonly ListedItem[];
  /** The package that a bare number means. */
  readonly defaultItem?: string;
  readonly buildings: readonly ListedBuilding[];
  readonly village?: Village;
  /** Names of neighbouring groups, by which their residents give themselves away. */
  readonly otherGroups: readonly string[];
  readonly emoji: Readonly<Record<string, string>>;
  /** Minute of the day after which a message with a later time stamp is late. */
  readonly cutOffMinute?: number;
  /** What a home ordered in the cycle before, offered when it writes "the usual". */
  readonly lastOrders: Readonly<Record<string, Items>>;
  /** Orders that already stand in this cycle. */
  readonly standing: Readonly<Record<string, Items>>;
};
