import { z } from "zod";

/** What `z.toJSONSchema` writes of an input, as far as it is read here. */
type Shape = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: Shape | boolean;
  readonly items?: Shape;
  readonly prefixItems?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
};

/** A good input with one field spoiled, and which. */
export type Spoiled = { readonly at: string; readonly input: unknown };

const MEGABYTE = "好".repeat(350_000);
/** What no field is of, or what a program trips over that believes what it is sent. */
const WRONG_KINDS = [null, true, Number.NaN, Number.POSITIVE_INFINITY, 9e15, -1, 0.5, "", "NaN", [], {}, [[]]];
const TEXTS = ["a\0b", "\ud800", " ", "'; --", "\\u0000", "__proto__", MEGABYTE];
const NUMBERS = [0, 2 ** 31, 2 ** 53, -(2 ** 31) - 1, 1e308, -0, "1"];

/**
 * A good input of a procedure, over and over, each time with one hostile value in one of its fields: also in those that
 * it leaves out, at the edges of what the schema allows, and with an element twice in each list.
 * @param good an input that the schema takes
 */
export function hostileInputs(schema: z.ZodType, good: unknown): Spoiled[] {
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;
  return [...spoil(shape, good, "")];
}

function* spoil(shape: Shape, good: unknown, at: string): Generator<Spoiled> {
  for (const input of WRONG_KINDS) yield { at, input };
  for (const option of [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])]) yield* spoil(option, good, at);
  if (shape.type === "string") {
    const most = shape.maxLength ?? 0;
    for (const input of [...TEXTS, "字".repeat(most), "𠮷".repeat(most / 2), "x".repeat(most + 1)]) yield { at, input };
  }
  if (shape.type === "integer" || shape.type === "number")
    for (const input of [...NUMBERS, shape.minimum ?? 0, shape.maximum ?? 0]) yield { at, input };
  if (shape.type === "array") yield* spoilList(shape, Array.isArray(good) ? good : [], at);
  if (shape.type === "object") yield* spoilObject(shape, (good ?? {}) as Record<string, unknown>, at);
}

function* spoilList(shape: Shape, good: readonly unknown[], at: string): Generator<Spoiled> {
  const [first, ...rest] = good;
  yield { at: `${at} twice`, input: [...good, ...good] };
  yield { at: `${at} many`, input: Array.from({ length: 20_001 }, () => first) };
  const element = shape.items ?? shape.prefixItems?.[0] ?? {};
  for (const bad of spoil(element, first, `${at}.0`)) yield { at: bad.at, input: [bad.input, ...rest] };
}

function* spoilObject(shape: Shape, good: Readonly<Record<string, unknown>>, at: string): Generator<Spoiled> {
  for (const [name, inner] of Object.entries(shape.properties ?? {})) {
    const { [name]: value, ...without } = good;
    yield { at: `${at}.${name} left out`, input: without };
    for (const bad of spoil(inner, value, `${at}.${name}`)) yield { at: bad.at, input: { ...good, [name]: bad.input } };
  }
  yield { at: `${at} more than asked`, input: { ...good, isAdmin: true, constructor: "x" } };
  if (typeof shape.additionalProperties !== "object") return;
  for (const key of [...TEXTS.slice(0, -1), "constructor"])
    yield { at: `${at} key`, input: { ...good, [key]: Object.values(good)[0] } };
  for (const [key, value] of Object.entries(good).slice(0, 1))
    for (const bad of spoil(shape.additionalProperties, value, `${at}.${key}`))
      yield { at: bad.at, input: { ...good, [key]: bad.input } };
}
