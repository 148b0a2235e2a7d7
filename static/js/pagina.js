/* Small comforts of every page: print buttons, and menus that close when one leaves them.
 *
 *   <button type="button" data-print hidden>   appears, and prints
 *   <details data-menu>                         closes on Escape and on a click elsewhere
 *   <form data-bij-wijziging>                   sends itself when a field in it changes (filters)
 *   <details id="x"> and a link to #x           opens what the link leads to; printing opens them all
 *
 * And what htmx does when an answer is not the fragment it asked for: a whole page (refused, two versions) takes the
 * place of the page; a lost login or connection is said in words, and what was typed stays where it is.
 */
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) print();
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const details = target && target.closest("details:not([data-menu])");
  if (details && !details.open) {
    details.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", openTarget);
openTarget();
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details.planstuk")) details.open = true;
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

function say(text, link) {
  const place = document.getElementById("meldingen");
  if (!place) return;
  const line = document.createElement("div");
  line.className = "utrecht-alert melding utrecht-alert--error";
  const words = document.createElement("p");
  words.textContent = text;
  if (link) {
    const anchor = document.createElement("a");
    anchor.href = link.href;
    anchor.target = "_blank";
    anchor.textContent = link.text;
    words.append(" ", anchor);
  }
  line.append(document.createElement("span"), words);
  place.replaceChildren(line);
  line.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 401) {
    say("Je bent uitgelogd. Wat je typte staat er nog.", { href: document.body.dataset.inloggen, text: "Log in een nieuw tabblad in en probeer het opnieuw." });
  } else if (event.detail.shouldSwap && /^\s*<!doctype html/i.test(xhr.responseText)) {
    event.detail.target = document.getElementById("inhoud");
    event.detail.selectOverride = "#inhoud";
    event.detail.swapOverride = "outerHTML";
  } else if (xhr.status >= 500) {
    say("Er ging bij ons iets mis. Wat je typte staat er nog; probeer het zo opnieuw.");
  }
});

document.addEventListener("htmx:sendError", () => say("Geen verbinding. Wat je typte staat er nog; probeer het zo opnieuw."));
