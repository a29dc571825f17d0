"use client";
import { Button, type ButtonProps } from "./button.tsx";

/** Opens the browser's print sheet for this page. */
export function PrintButton(props: Omit<ButtonProps, "onClick">) {
  return <Button icon="printer" {...props} className="no-print" onClick={() => window.print()} />;
}
