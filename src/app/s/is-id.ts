const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether an address carries something that can be an id at all; the query decides whether it is one of ours. */
export const isId = (text: unknown): text is string => typeof text === "string" && ID.test(text);
