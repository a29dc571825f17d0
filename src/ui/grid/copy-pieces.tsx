import { CopyButton } from "../kit/copy-button.tsx";
import { getT } from "../words/get-t.ts";
import s from "./rows.module.css";

/** A text for the group in the pieces that its app takes, to be copied one after the other. */
export async function CopyPieces({ texts }: { texts: readonly string[] }) {
  const t = await getT("groupList");
  return (
    <div className={s.stack}>
      {texts.map((text, i) => (
        <CopyButton key={text} text={text} size={54} wide>
          {t("import.reply.copy", { i: i + 1, n: texts.length })}
        </CopyButton>
      ))}
    </div>
  );
}
