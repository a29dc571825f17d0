import type { ServiceDay } from "../kernel/time.ts";

/** Classes of a driving licence 准驾车型, the heaviest first. */
export const LICENCE_CLASSES = ["A1", "A2", "A3", "B1", "B2", "C1", "C2"] as const;
export type LicenceClass = (typeof LICENCE_CLASSES)[number];

/**
 * What else may be driven with each class. Source: 《机动车驾驶证申领和使用规定》(公安部令第 162 号), annex 1, as far as
 * vehicles are concerned that carry goods or people to a gate.
 */
const ALLOWS: Readonly<Record<LicenceClass, readonly LicenceClass[]>> = {
  A1: ["A3", "B1", "B2", "C1", "C2"],
  A2: ["B1", "B2", "C1", "C2"],
  A3: ["C1", "C2"],
  B1: ["C1", "C2"],
  B2: ["C1", "C2"],
  C1: ["C2"],
  C2: [],
};

/** A driver's licence as it was written down: valid through the day `validTo`. */
export type Licence = { readonly class: LicenceClass; readonly validTo: ServiceDay };

/** Whether a vehicle that asks for `asked` may be driven with a licence of class `held`. */
export const licenceAllows = (held: LicenceClass, asked: LicenceClass): boolean =>
  held === asked || ALLOWS[held].includes(asked);

/** Whether it is no longer valid on a day; days are written `2026-04-05`, so that they compare as text. */
export const isExpiredOn = (licence: Licence, day: ServiceDay): boolean => licence.validTo < day;
