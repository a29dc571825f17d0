import type { UnitPoint } from "../geometry.ts";
import { int32s, uint8s } from "./grow-list.ts";
import type { MapKind } from "./map-kind.ts";

export const SHAPE = { point: 1, line: 2, area: 3 } as const;
export type Shape = (typeof SHAPE)[keyof typeof SHAPE];
export type Label = { readonly name: string; readonly nameEn: string };

/** Everything that the map draws, flat: feature → parts (lines, or a ring and its holes) → points in 1e-7 degrees. */
export class FeatureStore {
  readonly #kinds: MapKind[] = [];
  readonly #kindIndex = new Map<string, number>();
  readonly #names: string[] = [""];
  readonly #nameIndex = new Map([["", 0]]);
  readonly #kindOf = int32s();
  readonly #shape = uint8s();
  readonly #name = int32s();
  readonly #nameEn = int32s();
  readonly #firstPart = int32s();
  readonly #firstPoint = int32s();
  readonly #lat = int32s();
  readonly #lng = int32s();

  get count(): number {
    return this.#kindOf.length;
  }

  kindIndex(kind: MapKind): number {
    return indexIn(this.#kinds, this.#kindIndex, `${kind.layer} ${kind.kind} ${kind.detail} ${kind.minZoom}`, kind);
  }

  nameIndex(name: string): number {
    return indexIn(this.#names, this.#nameIndex, name, name);
  }

  /** Begins a feature; `addPart` and `addPoint` give it its shape. Names and kind by their indexes. */
  begin(kind: number, shape: Shape, name: number, nameEn: number): void {
    this.#kindOf.push(kind);
    this.#shape.push(shape);
    this.#name.push(name);
    this.#nameEn.push(nameEn);
    this.#firstPart.push(this.#firstPoint.length);
  }

  addPart(): void {
    this.#firstPoint.push(this.#lat.length);
  }

  addPoint(lat: number, lng: number): void {
    this.#lat.push(lat);
    this.#lng.push(lng);
  }

  add(kind: MapKind, shape: Shape, label: Label, parts: readonly (readonly UnitPoint[])[]): void {
    this.begin(this.kindIndex(kind), shape, this.nameIndex(label.name), this.nameIndex(label.nameEn));
    for (const part of parts) {
      this.addPart();
      for (const { lat, lng } of part) this.addPoint(lat, lng);
    }
  }

  kind(feature: number): MapKind {
    return this.#kinds[this.#kindOf.at(feature)]!;
  }

  shape(feature: number): Shape {
    return this.#shape.at(feature) as Shape;
  }

  label(feature: number): Label {
    return {
      name: this.#names[this.#name.at(feature)]!,
      nameEn: this.#names[this.#nameEn.at(feature)]!,
    };
  }

  /** First and last point of each part, the last not included. */
  *parts(feature: number): Generator<readonly [from: number, to: number]> {
    const last = feature + 1 < this.count ? this.#firstPart.at(feature + 1) : this.#firstPoint.length;
    for (let part = this.#firstPart.at(feature); part < last; part += 1)
      yield [
        this.#firstPoint.at(part),
        part + 1 < this.#firstPoint.length ? this.#firstPoint.at(part + 1) : this.#lat.length,
      ];
  }

  /** Of a point, in 1e-7 degrees. */
  lat(point: number): number {
    return this.#lat.at(point);
  }

  lng(point: number): number {
    return this.#lng.at(point);
  }
}

function indexIn<T>(list: T[], index: Map<string, number>, key: string, value: T): number {
  const known = index.get(key);
  if (known !== undefined) return known;
  index.set(key, list.push(value) - 1);
  return list.length - 1;
}
