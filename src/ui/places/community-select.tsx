import type { ComponentProps } from "react";
import type { PlaceChoice } from "#contract/people.ts";
import { pickPlace } from "../format/name.ts";
import { SelectField } from "../kit/field.tsx";
import { useLocale } from "../words/use-t.ts";

type Props = Omit<ComponentProps<typeof SelectField>, "children"> & {
  places: readonly PlaceChoice[];
  /** What stands there before one is chosen. */
  empty?: string;
};

/** One of the communities, by subdistrict and name: the same in every form that asks for a place. */
export function CommunitySelect({ places, empty = "—", ...field }: Props) {
  const locale = useLocale();
  return (
    <SelectField {...field}>
      <option value="">{empty}</option>
      {places.map((p) => (
        <option key={p.communityId} value={p.communityId}>
          {`${pickPlace(p.subdistrict, locale)} ${pickPlace(p.name, locale)}`}
        </option>
      ))}
    </SelectField>
  );
}
