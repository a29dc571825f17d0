"use client";
import { useState } from "react";
import type { NumberToCall, WhomToCall } from "#contract/movement.ts";
import type { GridId, TripId } from "#domain/kernel/ids.ts";
import { Button } from "../kit/button.tsx";
import type { ButtonLook } from "../kit/button-look.tsx";
import { LinkButton } from "../kit/link-button.tsx";
import { ErrorNote } from "../kit/notes.tsx";
import { useAct } from "../use-act.ts";

type Props = {
  tripId: TripId;
  whom: WhomToCall;
  gridId?: GridId;
  children: string;
  size?: ButtonLook["size"];
  wide?: boolean;
};

/**
 * One tap calls whoever is needed for a trip: the number is asked for, which is on record, and dialled at once. From then
 * on it is a link, so that it can be dialled again without a network.
 */
export function CallButton({ tripId, whom, gridId, children, size = 44, wide }: Props) {
  const { act, busy, error } = useAct();
  const [number, setNumber] = useState<NumberToCall>();
  const call = () =>
    act(
      (c) => c.movement.showNumber.mutate({ tripId, whom, ...(gridId ? { gridId } : {}) }),
      (answer) => {
        setNumber(answer);
        location.href = `tel:${answer.phone}`;
      },
    );
  if (number)
    return (
      <LinkButton kind="act" icon="phone" size={size} wide={wide ?? false} href={`tel:${number.phone}`}>
        {`${number.name} ${number.phone}`}
      </LinkButton>
    );
  return (
    <>
      <Button icon="phone" size={size} wide={wide ?? false} disabled={busy} onClick={call}>
        {children}
      </Button>
      {error && <ErrorNote>{error}</ErrorNote>}
    </>
  );
}
