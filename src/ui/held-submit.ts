/**
 * Runs in the page before any other script: a form sent while its screen is still coming to life is held, with what was
 * typed, and sent again until the screen takes it. The browser alone would load the page anew and lose it.
 */
export const HELD_SUBMIT = `addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.hasAttribute("action")) return;
  event.preventDefault();
  setTimeout(() => form.isConnected && form.requestSubmit(event.submitter), 200);
});`;
