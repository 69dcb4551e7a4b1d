// "Leave this site": blanks the page at once, and leaves on Shift pressed three times.
// Everything here also works without it: the button is an ordinary form.
(() => {
  "use strict";

  const WITHIN_MILLISECONDS = 5000;
  const PRESSES = 3;
  const form = document.getElementById("leave");
  if (!form) return;
  let presses = [];
  let isAlone = false;

  const blank = () => {
    document.documentElement.classList.add("is-blank");
    document.title = "\u00a0";
    try {
      // So that Back leads to an empty start page and not to what was being read.
      history.replaceState(null, "", "/");
    } catch {
      // The page is left either way.
    }
  };

  const remember = (times) => {
    presses = times;
    form.dataset.presses = String(times.length);
  };

  const startOver = () => {
    isAlone = false;
    if (presses.length) remember([]);
  };

  form.addEventListener("submit", blank);

  // A press counts when Shift comes up again with no other key in between: whoever types
  // capitals holds Shift down for a letter, and never leaves by it.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Shift") isAlone = true;
    else startOver();
  });

  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !isAlone) return;
    isAlone = false;
    const now = Date.now();
    remember([...presses.filter((at) => now - at < WITHIN_MILLISECONDS), now]);
    if (presses.length >= PRESSES) {
      blank();
      form.submit();
    }
  });

  document.addEventListener("pointerdown", startOver);

  // A page that the browser kept in memory must not come back after leaving.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.documentElement.classList.contains("is-blank")) {
      location.replace("/");
    }
  });
})();
