import { getT } from "../../words/get-t.ts";

/** The words of the table of staff, on its page and in what is taken along of it. */
export async function staffWords() {
  return { desk: await getT("desk"), staff: await getT("staff"), states: await getT("states") };
}
