import { z } from "zod";
import type { Items, ListContext, ListedBuilding } from "../../domain/group-list/context.ts";
import { fen } from "../../domain/kernel/money.ts";

const count = z.int().min(0).max(9_999);
const sign = z.union([z.int().min(1), z.string().min(1)]).transform(String);
const items = z.record(z.string(), count);
const orders = z.record(z.string(), items);

/** One number for all, or one for each by its sign. */
const forAllOrEach = <T extends z.ZodType<number>>(one: T) => z.union([one, z.record(z.string(), one)]);
const described = z.object({
  name: z.string().optional(),
  names: z.array(z.string()).default([]),
  keywords: z.array(z.string()).default([]),
  price_cny: z.int().min(0).optional(),
});

/**
 * What a list is read against, as `npm run jielong` takes it: the shape of the samples in shared/data, and what a real
 * grid knows beyond it.
 */
const contextSchema = z.object({
  catalogue_codes: z.record(z.string().min(1), z.union([z.string(), described])),
  default_item: z.string().optional(),
  buildings: z.array(sign).default([]),
  units_per_building: forAllOrEach(z.int().min(1).max(20)).default(1),
  max_floor: forAllOrEach(z.int().min(1).max(200)).default(99),
  rooms: z.record(z.string(), z.array(z.string())).default({}).describe('every door of a building, "unit-room"'),
  household_limit: forAllOrEach(count).default({}),
  names: z.record(z.string(), z.array(z.string())).default({}).describe("names and keywords by code"),
  prices_cny: z.record(z.string(), z.int().min(0)).default({}).describe("by code; else read from an id such as PK50"),
  emoji_aliases: z.record(z.string(), z.string()).default({}),
  address_scheme: z.enum(["building_unit_room", "village_group_name"]).default("building_unit_room"),
  list_group: z.string().optional(),
  families: z.record(z.string(), z.array(z.string())).optional().describe("by village group"),
  other_groups: z.array(z.string()).default([]),
  cut_off: z
    .string()
    .regex(/^([01]\d|2[0-4]):[0-5]\d$/)
    .optional(),
  last_orders: orders.default({}),
  standing_orders: orders.default({}),
});

const of = (value: number | Readonly<Record<string, number>>, key: string): number | undefined =>
  typeof value === "number" ? value : value[key];

/** The demo's package ids end in their price, `PK50`; any other id tells none. */
function priceInId(id: string): number | undefined {
  const price = /^PKH?(\d{2,4})$/.exec(id)?.[1];
  return price === undefined ? undefined : Number(price);
}

/** Reads a context. The error is one line for people. */
export function parseContext(
  raw: unknown,
): { readonly ok: true; readonly value: ListContext } | { readonly ok: false; readonly error: string } {
  const parsed = contextSchema.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, error: `${issue?.path.join(".") || "the context"}: ${issue?.message ?? "cannot be read"}` };
  }
  const c = parsed.data;
  if (c.default_item !== undefined && c.catalogue_codes[c.default_item] === undefined)
    return { ok: false, error: `default_item: ${c.default_item} is not one of catalogue_codes` };
  const building = (id: string): ListedBuilding => ({
    id,
    units: Array.from({ length: of(c.units_per_building, id) ?? 1 }, (_, i) => String(i + 1)),
    floors: of(c.max_floor, id) ?? 99,
    ...(c.rooms[id] ? { rooms: new Set(c.rooms[id]) } : {}),
  });
  const [hours, minutes] = (c.cut_off ?? "").split(":");
  return {
    ok: true,
    value: {
      items: Object.entries(c.catalogue_codes).map(([code, listed]) => {
        const is = typeof listed === "string" ? { id: listed, names: [], keywords: [] } : { id: "", ...listed };
        const price = c.prices_cny[code] ?? ("price_cny" in is ? is.price_cny : undefined) ?? priceInId(is.id);
        const limit = of(c.household_limit, code);
        const name = "name" in is && is.name !== undefined ? [is.name] : [];
        return {
          code,
          names: [...name, ...is.names, ...is.keywords, ...(c.names[code] ?? [])],
          ...(price === undefined ? {} : { priceFen: fen(price * 100) }),
          ...(limit === undefined ? {} : { limit }),
        };
      }),
      ...(c.default_item === undefined ? {} : { defaultItem: c.default_item }),
      buildings: c.buildings.map(building),
      ...(c.address_scheme === "village_group_name" || c.families !== undefined
        ? {
            village: {
              ...(c.list_group === undefined ? {} : { group: c.list_group }),
              ...(c.families === undefined ? {} : { families: c.families }),
            },
          }
        : {}),
      otherGroups: c.other_groups,
      emoji: c.emoji_aliases,
      ...(hours !== undefined && minutes !== undefined ? { cutOffMinute: Number(hours) * 60 + Number(minutes) } : {}),
      lastOrders: c.last_orders as Readonly<Record<string, Items>>,
      standing: c.standing_orders as Readonly<Record<string, Items>>,
    },
  };
}
