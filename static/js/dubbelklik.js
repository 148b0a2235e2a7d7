/* A form that is on its way is not sent a second time.
 *
 *   <form data-een-keer> ... <button>Opslaan</button> </form>
 *
 * The button stays focusable and says that it is busy (aria-disabled); a browser that shows the page again from its
 * cache gets it back as it was. The server keeps the promise by itself, by the key in the form: this is only calm.
 */
const BUSY = "bezig";

function release(form) {
  delete form.dataset[BUSY];
  for (const button of form.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-een-keer]") || event.defaultPrevented) return;
  if (form.dataset[BUSY]) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset[BUSY] = "ja";
  // After this turn, so that the pressed button's own name and value are still sent.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
  });
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("button[aria-disabled='true']")) event.preventDefault();
}, true);

addEventListener("pageshow", () => document.querySelectorAll("form[data-bezig]").forEach(release));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-bezig]");
  if (form) release(form);
});
