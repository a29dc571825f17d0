import type { OrderView, PackageOfferView } from "#contract/resident.ts";
import { formatOrderNumber } from "../format/order-number.ts";
import { BackHeader } from "../frames/back-header.tsx";
import { PhoneFrame } from "../frames/phone-frame.tsx";
import { TypeSwitch } from "../preferences/type-switch.tsx";
import { getT } from "../words/get-t.ts";
import { type Added, ChangeForm } from "./change-form.tsx";

export async function ChangeScreen({
  order,
  offers,
  add,
}: {
  order: OrderView;
  offers: readonly PackageOfferView[];
  add?: Added;
}) {
  const t = await getT("resident");
  const before = order.lines.map(({ packageVersionId, wanted, acceptUpTo }) => ({
    packageVersionId,
    wanted,
    acceptUpTo,
  }));
  return (
    <PhoneFrame
      header={
        <BackHeader
          href={`/r/orders/${order.orderId}`}
          title={t("change.title")}
          under={t("order.number", { number: formatOrderNumber(order) })}
          end={<TypeSwitch />}
        />
      }
    >
      <ChangeForm orderId={order.orderId} revision={order.revision} before={before} offers={offers} add={add} />
    </PhoneFrame>
  );
}
