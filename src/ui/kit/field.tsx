import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";
import s from "./field.module.css";

type Around = { label: string; hint?: ReactNode; error?: string };

function Frame({ id, label, hint, error, children }: Around & { id: string; children: ReactNode }) {
  return (
    <div className={s.field}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <span id={`${id}-hint`} className={s.hint}>
          {hint}
        </span>
      )}
      {children}
      {error && (
        <span id={`${id}-error`} className={s.error} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

const described = (id: string, { hint, error }: Pick<Around, "hint" | "error">) =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;

/** A label, an input, and what is wrong with it, in this order for eye and ear. */
export function Field({ label, hint, error, ...rest }: Around & InputHTMLAttributes<HTMLInputElement>) {
  const own = useId();
  const id = rest.id ?? own;
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <input
        {...rest}
        id={id}
        className={s.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, { hint, error })}
      />
    </Frame>
  );
}

export function SelectField({
  label,
  hint,
  error,
  children,
  ...rest
}: Around & SelectHTMLAttributes<HTMLSelectElement>) {
  const own = useId();
  const id = rest.id ?? own;
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <select
        {...rest}
        id={id}
        className={s.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, { hint, error })}
      >
        {children}
      </select>
    </Frame>
  );
}

export function TextField({ label, hint, error, ...rest }: Around & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const own = useId();
  const id = rest.id ?? own;
  return (
    <Frame id={id} label={label} hint={hint} error={error}>
      <textarea
        rows={4}
        {...rest}
        id={id}
        className={s.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={described(id, { hint, error })}
      />
    </Frame>
  );
}
