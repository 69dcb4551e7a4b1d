// "Leave this site": blanks the page at once, and leaves on Shift pressed three times.
// Everything here also works without it: the button is an ordinary form.
(() => {
  "use strict";

  const WITHIN_MILLISECONDS = 5000;
  const PRESSES = 3;
  const form = document.getElementById("leave");
  if (!form) return;
  let presses = [];

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

  const count = (number) => {
    form.dataset.presses = String(number);
  };

  form.addEventListener("submit", blank);

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") {
      presses = [];
      count(0);
      return;
    }
    if (event.repeat) return;
    const now = Date.now();
    presses = presses.filter((at) => now - at < WITHIN_MILLISECONDS);
    presses.push(now);
    count(presses.length);
    if (presses.length >= PRESSES) {
      blank();
      form.submit();
    }
  });

  document.addEventListener("pointerdown", () => {
    presses = [];
    count(0);
  });

  // A page that the browser kept in memory must not come back after leaving.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.documentElement.classList.contains("is-blank")) {
      location.replace("/");
    }
  });
})();
