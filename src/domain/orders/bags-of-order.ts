import {
  BAG_STATES,
  type BagState,
  FINAL_BAG_STATES,
  GONE_BAG_STATES,
  IN_HAND_BAG_STATES,
  STORE_BAG_STATES,
} from "../supply/bag.ts";

/** The bags of an order by their state. A bag that was packed anew is not counted: the one that replaced it is. */
export type BagsOfOrder = Readonly<Partial<Record<BagState, number>>>;

type Facts = { readonly bags: BagsOfOrder };

const count = (bags: BagsOfOrder, states: readonly BagState[]) => states.reduce((n, s) => n + (bags[s] ?? 0), 0);
const total = (bags: BagsOfOrder) => Object.values(bags).reduce((n, some) => n + some, 0);
const ON_THE_WAY = BAG_STATES.filter((state) => !FINAL_BAG_STATES.includes(state));
const nothingLeft = (bags: BagsOfOrder) => count(bags, ON_THE_WAY) === 0;

/** What the guards of an order ask of its bags. */
export const BAG_GUARDS = {
  no_bags: ({ bags }: Facts) => total(bags) === 0,
  every_bag_packed: ({ bags }: Facts) => total(bags) > 0 && (bags.created ?? 0) === 0,
  a_bag_to_pack: ({ bags }: Facts) => (bags.created ?? 0) > 0,
  // A scrapped bag says nothing: it may never have left the store.
  a_bag_departed: ({ bags }: Facts) => total(bags) > count(bags, [...STORE_BAG_STATES, "scrapped"]),
  a_bag_in_hand: ({ bags }: Facts) => count(bags, IN_HAND_BAG_STATES) > 0,
  every_bag_gone: ({ bags }: Facts) => total(bags) > 0 && total(bags) === count(bags, GONE_BAG_STATES),
  lost_not_back: ({ bags }: Facts) =>
    (bags.lost ?? 0) > 0 && total(bags) === count(bags, ["lost", "damaged", "scrapped"]),
  // What was scrapped was never owed; what was lost or broken was, so its order is never wholly delivered.
  every_bag_delivered: ({ bags }: Facts) =>
    (bags.delivered ?? 0) > 0 && bags.delivered === total(bags) - (bags.scrapped ?? 0),
  some_bags_delivered: ({ bags }: Facts) => (bags.delivered ?? 0) > 0,
  rest_is_settled: ({ bags }: Facts) => nothingLeft(bags) && (bags.delivered ?? 0) > 0,
  every_bag_back: ({ bags }: Facts) => nothingLeft(bags) && (bags.delivered ?? 0) === 0,
};
