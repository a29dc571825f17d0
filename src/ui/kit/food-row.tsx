import { FoodPicture } from "./food-picture.tsx";
import s from "./food-row.module.css";

/** By the code of its picture, which two may share. */
export type Food = { readonly code: string; readonly name: string };

/** One picture per thing inside, in catalogue order, always all of them, so that the bag is known without reading. */
export function FoodRow({ foods, size = 24, bare = false }: { foods: readonly Food[]; size?: number; bare?: boolean }) {
  return (
    <ul className={bare ? s.bare : s.row}>
      {foods.map((f) => (
        <li key={`${f.code} ${f.name}`}>
          <FoodPicture code={f.code} name={f.name} size={size} />
        </li>
      ))}
    </ul>
  );
}
