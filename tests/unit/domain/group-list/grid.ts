import type { ListContext } from "../../../../src/domain/group-list/context.ts";
import { fen } from "../../../../src/domain/kernel/money.ts";

/** A grid of twelve buildings with three units and eighteen floors, and five packages. */
export const grid: ListContext = {
  items: [
    { code: "A", names: ["蔬菜包"], priceFen: fen(5000), limit: 2 },
    { code: "B", names: ["肉蛋菜"], priceFen: fen(8000), limit: 2 },
    { code: "C", names: ["家庭套餐"], priceFen: fen(10000), limit: 1 },
    { code: "D", names: ["米面油"], priceFen: fen(15000), limit: 1 },
    { code: "H", names: ["清真套餐"], priceFen: fen(10000), limit: 1 },
  ],
  defaultItem: "A",
  buildings: Array.from({ length: 12 }, (_, i) => ({ id: String(i + 1), units: ["1", "2", "3"], floors: 18 })),
  otherGroups: ["泉水居2群"],
  emoji: { "🍅": "A", "🥩": "B" },
  lastOrders: { "5-1-303": { A: 2 } },
  standing: {},
};
