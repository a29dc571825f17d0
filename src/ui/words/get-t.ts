import { type Messages, type Namespace, translator } from "#messages/catalogue.ts";
import type { Translate } from "#messages/message.ts";
import { getPreferences } from "../preferences/get-preferences.ts";

/** `t` for a server component, in the reader's language. */
export async function getT<N extends Namespace>(namespace: N): Promise<Translate<Messages[N]>> {
  return translator((await getPreferences()).locale, namespace);
}
