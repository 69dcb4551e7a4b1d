// The preview beside the form of a profile follows what is typed. Without this script a button of
// the form does the same.
(() => {
  "use strict";

  const PAUSE_MILLISECONDS = 700;
  const form = document.querySelector("form[data-preview]");
  const page = document.getElementById("preview-page");
  const state = document.getElementById("preview-state");
  if (!form || !page || !state) return;
  // Where there is room beside the form, it stands open.
  if (matchMedia("(min-width: 72rem)").matches) page.closest("details").open = true;
  let timer = 0;
  let asked = 0;

  const show = async () => {
    const mine = ++asked;
    let answer;
    try {
      answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) });
    } catch {
      return; // Nothing is lost: saving says what is wrong.
    }
    const text = await answer.text();
    if (mine !== asked) return; // Something newer was asked meanwhile.
    const next = new DOMParser().parseFromString(text, "text/html");
    const said = next.getElementById("preview-state");
    if (said && state.textContent !== said.textContent) state.textContent = said.textContent;
    const shown = next.getElementById("preview-page");
    // What cannot be read yet, such as half a date, leaves the last preview where it was.
    if (answer.ok && shown) page.replaceChildren(...shown.childNodes);
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, PAUSE_MILLISECONDS);
  });
})();
