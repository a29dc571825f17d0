import type { OrderView } from "#contract/resident.ts";
import { formatOrderNumber } from "../format/order-number.ts";
import { BackHeader } from "../frames/back-header.tsx";
import { PhoneFrame } from "../frames/phone-frame.tsx";
import { TypeSwitch } from "../preferences/type-switch.tsx";
import { getT } from "../words/get-t.ts";
import { ClaimForm } from "./claim-form.tsx";

export async function ClaimScreen({ order }: { order: OrderView }) {
  const t = await getT("resident");
  return (
    <PhoneFrame
      header={
        <BackHeader
          href={`/r/orders/${order.orderId}`}
          title={t("claim.title")}
          under={t("order.number", { number: formatOrderNumber(order) })}
          end={<TypeSwitch />}
        />
      }
    >
      <ClaimForm orderId={order.orderId} says="open" back={`/r/orders/${order.orderId}`} />
    </PhoneFrame>
  );
}
