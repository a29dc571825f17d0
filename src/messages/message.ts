/** A text with holes, `还有 {n} 份`; or its forms by the plural rules of its language: `one` and `other` in English.
 * With more than one figure the words are chosen in the text, `{bags} {bags:one bag|other bags}`. */
export type Message = string | ({ readonly [Form in Intl.LDMLPluralRule]?: string } & { readonly other: string });

/** What a translation must offer: the same keys, whatever the words. */
export type SameKeys<T> = { readonly [K in keyof T]: Message };

type Holes<S> = S extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;
/** The names of the holes of a message. */
export type HolesOf<M> = M extends string ? Holes<M> : M extends { readonly other: infer S } ? Holes<S> : never;

/** The values that a message asks for: none, or an object with one entry for each hole. */
type ValuesFor<M> = [HolesOf<M>] extends [never] ? [] : [values: Record<HolesOf<M>, string | number>];

/** Looks a message up by its key and fills its holes; both are checked by the compiler. */
export type Translate<T> = <K extends keyof T & string>(key: K, ...values: ValuesFor<T[K]>) => string;
