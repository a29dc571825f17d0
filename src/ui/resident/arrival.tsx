"use client";
import { useEffect } from "react";

let awaited = false;

/** Says that the page that comes next is the answer to an act, not a page that was gone to. */
export const awaitArrival = (): void => {
  awaited = true;
};

/** On a page that an act may lead to: the focus goes to its heading then, so that the answer is what is read first. */
export function Arrival() {
  useEffect(() => {
    if (!awaited) return;
    awaited = false;
    const heading = document.querySelector<HTMLElement>("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
  }, []);
  return null;
}
