// An open “More” closes with Escape, or when something else is pressed. Without script it closes
// by its own button.
(() => {
  const more = document.querySelector(".nav-more details");
  if (!more) return;
  document.addEventListener("click", (event) => {
    if (!more.contains(event.target)) more.open = false;
  });
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !more.open) return;
    more.open = false;
    more.querySelector("summary").focus();
  });
})();
