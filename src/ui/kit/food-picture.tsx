/** The catalogue items that have a picture of their own; anything else is shown as a bag. */
const DRAWN = new Set(
  "cabbage potato carrot bokchoy cauliflower tomato cucumber radish roundcab babycab pumpkin aromatics egg10 egg30 belly lean chickenh rice25 rice5 noodle oil18 tofu milk12 milk1 diaper wipes ricecereal apple rbskin sprout drytofu seaweed".split(
    " ",
  ),
);

/** The picture of a catalogue item, by its code; named for readers who do not see it when `name` is given. */
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
