import { FOOD_PICTURES } from "#domain/workbook/food-pictures.ts";

/** The items that have a picture of their own; anything else is shown as a bag. */
const DRAWN = new Set(FOOD_PICTURES.map((p) => p.key));

/** The picture of a catalogue item, by the one that was chosen for it or its own code; named for readers who do not see it when `name` is given. */
export function FoodPicture({ code, name, size = 24 }: { code: string; name?: string; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      role={name ? "img" : undefined}
      aria-label={name}
      aria-hidden={name ? undefined : true}
      style={{ flex: "none" }}
      focusable="false"
    >
      <use href={`/icons/food.svg#${DRAWN.has(code) ? code : "bag"}`} />
    </svg>
  );
}
