/** What a bag is called on its label and on every screen: five figures, `00490`. */
export const formatBagNumber = (n: number): string => String(n).padStart(5, "0");
