/* Small comforts of every page: print buttons, and menus that close when one leaves them.
 *
 *   <button type="button" data-print hidden>   appears, and prints
 *   <details data-menu>                         closes on Escape and on a click elsewhere
 *   <form data-bij-wijziging>                   sends itself when a field in it changes (filters)
 */
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) print();
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (location.hash === "#navigatie") {
    location.hash = "#inhoud";
  }
});

document.addEventListener("change", (event) => {
  event.target.form?.matches("[data-bij-wijziging]") && event.target.form.requestSubmit();
});
